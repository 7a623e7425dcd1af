"""What is a posting and what is talk; what is IT."""

import pytest

from pipeline.records import Role
from pipeline.tag.kind import is_it, is_posting
from pipeline.tag.roles import roles


def posted(text: str) -> bool:
    return is_posting(None, text, roles(None, text, ()))


@pytest.mark.parametrize(
    "text",
    [
        "Quill | Backend Engineer | Oslo | REMOTE\n\nWe make pens.",
        "Oslo - Quill (http://quill.example) - full time\n\nWe are looking for developers. Write to <EMAIL>.",
        "Quill is hiring! Many positions: http://quill.example/jobs",
        "Quill, Oslo. Interns welcome.\n\nhttp://quill.example/careers",
        "London: we need somebody who likes Haskell and pens. Relocation paid. Are you that person? Write to <EMAIL>",
        "SEEKING FREELANCERS | Quill | Designer | Remote\n\nWe need a logo.",
        "Quill, Oslo\nInterns and full-time developers welcome. http://quill.example/#jobs",
        "https://boards.example.com/quill/jobs/1203",
        "Do you like pens? If so, check out http://jobs.quill.example. You'll love working with us.",
        "Quill connects job seekers and schools, and is hiring developers in Oslo! http://quill.example/careers",
    ],
)
def test_an_advertisement_is_a_posting(text: str) -> None:
    assert posted(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "[deleted]",
        "Anyone in Toronto?",
        "I applied two months ago and never heard back.",
        "> We are hiring engineers\n\nAre you still looking? I sent you an email.",
        "SEEKING WORK | Remote | Full stack developer\n\nPython, Go. My portfolio: http://me.example",
        "Location: Oslo\nRemote: Yes\nWilling to relocate: No\nTechnologies: Go, Rust\nRésumé/CV: http://me.example",
        "I'm a backend developer in Oslo looking for a job with kind people.",
        "I made a page that searches this thread: http://search.example",
        "Do you sponsor visas? Your post says remote, but is this position open to people in Kenya?",
        "META: please add the salary to your posts in this thread.",
        "Worst place I have ever seen. They ghosted me after four interviews.",
        "Your stack looks like a mess. As a developer I see many red flags here.",
        "Anyone here who would hire a backend engineer working from half a world away?",
        "As usual, you can browse all the jobs in this thread on https://hn-pens.example",
        "A friendly note to job seekers: https://pens.example gathers them all on one map.",
        "Could everybody please include the salary in the description? Four more words would do.",
        "How come no jobs in Oslo?",
        "One of the few honest ads.",
        "Team available for remote work http://lemons.example",
        "https://pens.example",
        "Seeking a junior technician position, I have certificates but no experience.",
        "Do you need a loan? Low rates, no collateral, apply now.",
    ],
)
def test_questions_seekers_and_talk_are_no_postings(text: str) -> None:
    assert not posted(text)


def test_what_a_board_lists_is_a_posting_unless_it_is_empty() -> None:
    assert is_posting("Data Scientist", "Do what you love.", ())
    assert not is_posting("Data Scientist", " ", ())


def role(name: str) -> Role:
    return Role("x", name, None, "posting")


def test_one_it_job_makes_a_posting_it() -> None:
    assert is_it([role("non_it"), role("qa_engineer")], 0)
    assert not is_it([role("non_it"), role("non_it")], 9)


def test_without_titles_one_it_skill_makes_a_posting_it() -> None:
    assert is_it([], 1)
    assert not is_it([], 0)


@pytest.mark.parametrize(
    ("title", "forms", "said"),
    [
        ("Project Manager", 0, False),
        ("Project Manager", 3, True),
        ("IT Project Manager", 0, True),
        ("Technical Program Manager", 0, True),
    ],
)
def test_a_plain_project_manager_is_it_only_with_it_skills(title: str, forms: int, said: bool) -> None:
    assert is_it([Role(title, "it_project_manager", None, "posting")], forms) is said
