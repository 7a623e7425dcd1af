"""Advertised titles are found in the title field or, without one, in the text: headers of all eras, lists, prose."""

import pytest

from pipeline.clean.sections import sections
from pipeline.tag.roles import roles


def found(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(role.title, role.role) for role in roles(title, text, sections(text))]


@pytest.mark.parametrize(
    ("header", "titles"),
    [
        ("Quill | Backend Engineer | Oslo | REMOTE", [("Backend Engineer", "software_developer")]),
        (
            "Quill (YC S31) | Sr. Backend Engineer, SRE | NYC or Remote | $120k - $150k",
            [("Sr. Backend Engineer", "software_developer"), ("SRE", "aiops_sre")],
        ),
        (
            "Quill | Oslo, Norway | ONSITE | Full-time | Data Scientist | https://quill.example",
            [("Data Scientist", "data_scientist")],
        ),
        ("Backend Engineer | Quill | Oslo", [("Backend Engineer", "software_developer")]),
        ("Oslo, Norway - Quill - iOS Developer - full time", [("iOS Developer", "mobile_developer")]),
        ("Quill — Frontend Engineer — Oslo", [("Frontend Engineer", "web_frontend_developer")]),
        ("Quill // Oslo // Android Engineer", [("Android Engineer", "mobile_developer")]),
        ("Quill • Brno • Full Time • QA Engineer", [("QA Engineer", "qa_engineer")]),
        (
            "Quill, Oslo, Frontend Engineer, Rails Developer, Relocation",
            [("Frontend Engineer", "web_frontend_developer"), ("Rails Developer", "software_developer")],
        ),
        ("Quill, Oslo (Senior Data Analyst) - http://quill.example", [("Senior Data Analyst", "data_analyst")]),
        (
            "Quill | Backend, Frontend | REMOTE",
            [("Backend", "software_developer"), ("Frontend", "web_frontend_developer")],
        ),
        (
            "Quill | Sr Engineer, EM, Sr PM | REMOTE",
            [("Sr Engineer", "software_developer"), ("EM", "engineering_manager"), ("Sr PM", "product_manager")],
        ),
        (
            "Quill | 2x Machine Learning Engineer + Founding Designer | Berlin",
            [("Machine Learning Engineer", "ml_engineer"), ("Founding Designer", "ux_designer")],
        ),
        ("Quill | Multiple roles | Berlin", []),
    ],
)
def test_headers_of_all_eras_give_their_titles(header: str, titles: list[tuple[str, str]]) -> None:
    assert found(header + "\n\nQuill makes pens for people who write by hand.") == titles


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("We are hiring a data engineer to own our pipelines.", [("data engineer", "data_engineer")]),
        (
            "Quill is looking for full-stack Rails engineers in Oslo.",
            [("full-stack Rails engineers", "software_developer")],
        ),
        (
            "We're looking for talented web and mobile developers who love pens.",
            [("web", "web_frontend_developer"), ("mobile developers", "mobile_developer")],
        ),
        ("Join us as a Security Engineer and keep ink safe.", [("Security Engineer", "security_engineer")]),
        (
            "Open roles: DevOps, Frontend, Backend",
            [("DevOps", "aiops_sre"), ("Frontend", "web_frontend_developer"), ("Backend", "software_developer")],
        ),
        (
            "We have open positions in Data Science, Sales and Design.",
            [("Data Science", "data_scientist"), ("Sales", "non_it"), ("Design", "ux_designer")],
        ),
        ("As a Founding Engineer, you will shape the product.", [("Founding Engineer", "software_developer")]),
        ("If you are a technical writer who likes ink, write to us.", [("technical writer", "technical_writer")]),
        ("Writers looking for ink have come to us since 1900.", []),
        ("Our hiring process is short: one call and a day in the office.", []),
    ],
)
def test_prose_names_jobs_after_words_that_announce_them(sentence: str, titles: list[tuple[str, str]]) -> None:
    assert found(f"Quill, Oslo\n\nPens, made by hand. {sentence}") == titles


@pytest.mark.parametrize(
    "lines",
    [
        "* Backend Engineer\n* Data Scientist",
        "- Backend Engineer (Go) - https://quill.example/1\n- Data Scientist: https://quill.example/2",
        "1. Backend Engineer\n2. Data Scientist",
        "Backend Engineer (https://quill.example/1)\n\nData Scientist (https://quill.example/2)",
        "BACKEND ENGINEER\nData Scientist @ Oslo",
        "– Backend Engineer: Go and Postgres.\n– Data Scientist: R and coffee.",
    ],
)
def test_lists_in_any_dress_give_a_title_a_line(lines: str) -> None:
    assert [role for _, role in found(f"Quill | Oslo | ONSITE\n\nWe're hiring:\n\n{lines}")] == [
        "software_developer",
        "data_scientist",
    ]


def test_lists_of_areas_count_only_after_words_that_open_a_list_of_jobs() -> None:
    areas = "* Backend\n* iOS"
    assert [role for _, role in found(f"Quill | Oslo\n\nOpen positions:\n{areas}")] == [
        "software_developer",
        "mobile_developer",
    ]
    assert found(f"Quill | Oslo\n\nWhat we talk about at lunch:\n{areas}") == []


@pytest.mark.parametrize(
    "line",
    [
        "- 3 years of experience as a software engineer",
        "- You will work with designers and product managers",
        "- Mentoring junior developers",
        "Ada Quill - CTO @ Quill",
        "I'm the CTO of Quill",
        "Hey, Ada, CTO and co-founder of Quill here.",
    ],
)
def test_colleagues_and_signatures_are_no_advertised_jobs(line: str) -> None:
    assert found(f"Quill | Data Scientist | Oslo\n\nPens.\n\n{line}") == [("Data Scientist", "data_scientist")]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("o Build Engineer", "aiops_sre"),
        ("- Operations Engineer", "aiops_sre"),
        ("C/C++ Developer", "software_developer"),
        ("a) C/C++ Developer", "software_developer"),
        ("Design Engineer", "software_developer"),
        ("Experience Designer", "ux_designer"),
        ("Help Desk Technician", "help_desk"),
        ("VP, User Experience (UX)", "ux_designer"),
        ("Senior Software Engineer - Frontend", "web_frontend_developer"),
        ("Sr. Network Engineer (Juniper, Cisco, and many more boxes than you can count)", "network_admin"),
    ],
)
def test_a_line_that_is_a_title_is_read_whole(line: str, role: str) -> None:
    assert [said for _, said in found(f"Quill | Oslo | ONSITE\n\nWe sell pens.\n\n{line}\n\nWrite to us.")] == [role]


def test_areas_before_the_word_roles_count_where_nothing_else_is_said() -> None:
    text = "Quill | Oslo\n\nCome to us for frontend, data science, or infrastructure roles."
    assert [role for _, role in found(text)] == ["web_frontend_developer", "data_scientist", "aiops_sre"]


def test_a_general_title_gives_way_to_a_special_one() -> None:
    text = "Quill | Oslo\n\nWe are looking for engineers. Open positions:\n\n- Site Reliability Engineer\n- Recruiter"
    assert found(text) == [("Site Reliability Engineer", "aiops_sre"), ("Recruiter", "non_it")]
    assert found("Quill | Oslo\n\nWe are looking for engineers.") == [("engineers", "software_developer")]


def test_a_general_title_in_a_list_does_not_hide_a_special_one_of_the_header() -> None:
    text = (
        "Quill | Software Developer, Scrum Master | Oslo\n\nWe are hiring:\n\n+ Developer (m/f)\n+ Scrum Master (m/f)"
    )
    assert {role for _, role in found(text)} == {"software_developer", "it_project_manager"}


def test_words_in_links_announce_nothing() -> None:
    assert found("Quill, Oslo\n\nMore at https://quill.example/wanted-skilled-developer about pens.") == []


def test_a_company_named_like_a_job_is_no_job() -> None:
    assert found("Coder | Senior Product Manager | Oslo\n\nPens.") == [("Senior Product Manager", "product_manager")]


def test_terms_of_work_are_no_jobs_beside_a_job() -> None:
    assert found("Quill | Oslo | Full-time, interns | Web Developer\n\nPens.") == [
        ("Web Developer", "web_frontend_developer")
    ]


def test_a_stack_in_the_header_is_no_job_beside_a_job() -> None:
    assert found("Quill | Engineering Lead | Oslo | Python + Django + Flutter\n\nPens.") == [
        ("Engineering Lead", "software_developer")
    ]


def test_at_most_eight_titles_of_as_many_roles_as_there_are() -> None:
    titles = [f"Product Manager (team {name})" for name in "ABCDEFGHIJ"] + ["Data Scientist", "QA Engineer"]
    kept = roles(None, "Quill | Oslo\n\nOpen positions:\n\n" + "\n\n".join(f"- {title}" for title in titles), ())
    assert len(kept) == 8
    assert {role.role for role in kept} == {"product_manager", "data_scientist", "qa_engineer"}


def test_the_title_field_wins_over_the_text() -> None:
    assert found("We are hiring a recruiter.", "Staff Software Engineer, Android") == [
        ("Staff Software Engineer, Android", "mobile_developer")
    ]
    assert found("", "Head Gardener") == [("Head Gardener", "non_it")]


def test_titles_are_verbatim_and_roles_carry_no_level_yet() -> None:
    text = "Quill | Sr. ML Eng (Remote) | Oslo\n\nPens."
    (role,) = roles(None, text, ())
    assert role.title in text
    assert (role.role, role.ai_level, role.scope, role.start, role.end) == ("ml_engineer", None, "posting", 0, 0)


def test_texts_without_a_word_give_no_roles() -> None:
    assert roles(None, "", ()) == ()
    assert roles("  ", "=====\n", ()) == ()


def test_a_title_that_says_nothing_takes_the_role_that_the_text_offers() -> None:
    text = "Quill reads letters.\n\nWe are looking for a machine learning engineer to teach our pens to spell."
    assert found(text, "Chief Speller") == [("Chief Speller", "ml_engineer")]
    assert found("Quill sells pens. We love people who write.", "Chief Speller") == [("Chief Speller", "non_it")]


def test_a_bracket_after_a_general_title_lists_jobs() -> None:
    text = "Quill | Senior Engineers (Backend, Mobile, Computer Vision) | Oslo"
    assert {role for _, role in found(text)} == {"software_developer", "mobile_developer", "computer_vision_engineer"}


def test_a_director_has_the_role_of_what_is_led() -> None:
    assert [role for _, role in found("Quill | Senior Director, Data Science | Oslo")] == ["data_scientist"]
