"""Natural wordings of duties, requirements, stacks and hiring notes, outside of headings and below them."""

from __future__ import annotations

import pytest

from pipeline.records import AiLevel, Mention, Posting, Status, Tagged
from pipeline.understand import understand

HEAD = "Quill | Backend Engineer | Oslo | REMOTE\n\nQuill sells pens to schools.\n\n"
SEVERAL = "Quill | Multiple roles | Oslo | REMOTE\n\nQuill sells pens to schools.\n\n"


def read(text: str) -> Tagged:
    return understand(Posting(ref="1", url="", text=text))


def mention(text: str, skill: str) -> Mention:
    return next(m for m in read(text).mentions if m.skill == skill)


@pytest.mark.parametrize(
    ("sentence", "skill", "status"),
    [
        ("We expect sound knowledge of Kafka.", "kafka", "required"),
        ("We expect to open an office for Kafka people in spring, says the founder.", "kafka", "context"),
        ("Stack: Kafka, Redis.", "kafka", "duty"),
        ("Move our forecasts to machine learning and keep them honest.", "machine_learning", "duty"),
        ("Fine-tune LLMs on the letters of our readers.", "large_language_models", "duty"),
        ("Tune the prompts of our LLMs.", "large_language_models", "duty"),
        ("Working with GitHub Copilot is part of this job.", "github_copilot", "duty"),
        ("You know React inside out.", "react", "required"),
        ("We are three people and are looking to hire a machine learning person.", "machine_learning", "duty"),
        ("Other teams work on machine learning and paper.", "machine_learning", "context"),
        ("Bring AI to your school.", "artificial_intelligence", "duty"),
        ("Resumes may be sorted by artificial intelligence.", "artificial_intelligence", "context"),
        ("Candidates are screened in part with machine learning.", "machine_learning", "context"),
        ("Please do not use AI for your cover letter.", "artificial_intelligence", "context"),
    ],
)
def test_a_sentence_below_no_heading_is_read_by_its_words(sentence: str, skill: str, status: Status) -> None:
    assert mention(HEAD + sentence, skill).status == status


@pytest.mark.parametrize("sentence", ["Bring AI to paper.", "Use AI and paper to fight boredom at Quill."])
def test_a_slogan_asks_for_nothing(sentence: str) -> None:
    assert mention(f"Quill | Backend Engineer | Oslo\n\n{sentence}", "artificial_intelligence").status == "context"


def test_an_application_of_a_skill_is_no_application_for_the_job() -> None:
    text = HEAD + "We need you for LLM applications: building, testing and evaluating them with AI."
    assert mention(text, "large_language_models").status == "duty"


@pytest.mark.parametrize(
    ("ruling", "sentence", "status"),
    [
        ("Requirements\n- Five years of Go\n\n", "We use AWS, React, TypeScript.", "duty"),
        ("Nice to have\n- Kafka\n\n", "Our stack is AWS and React.", "duty"),
        ("Requirements\n- Five years of Go\n\n", "We use a React app to help our customers write.", "context"),
        ("About us\n\nWe like paper.\n\n", "Build our shop in React.", "duty"),
        ("About us\n\nWe like paper.\n\n", "Our shop is a React app.", "context"),
    ],
)
def test_a_stack_or_a_duty_shows_below_the_heading_of_something_else(
    ruling: str, sentence: str, status: Status
) -> None:
    assert mention(HEAD + ruling + sentence, "react").status == status


def test_a_stack_stands_within_the_paragraph_of_a_role() -> None:
    block = "Help teachers to order pens. We expect good knowledge of Kafka. Stack: Python."
    text = f"{SEVERAL}Backend Engineer: {block}\n\nData Engineer: {block}"
    assert {m.skill: m.status for m in read(text).mentions if m.skill in ("kafka", "python")} == {
        "kafka": "required",
        "python": "duty",
    }


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("You make good use of ChatGPT and similar AI assistants when you write and research.", "uses"),
        ("You use LLMs like Claude Code and GitHub Copilot daily.", "uses"),
        ("You build AI assistants with Claude Code.", "builds"),
        ("You build AI assistants for teachers.", "builds"),
        ("You integrate LLMs such as ChatGPT into our shop.", "builds"),
        ("Applications may be reviewed with the help of artificial intelligence.", "mentions"),
        ("Please do not use AI to answer our questions in the interview.", "mentions"),
        ("A degree in computer science, data science or a related field.", "mentions"),
        ("A degree in computer science and experience with data science.", "builds"),
        ("Our RTB servers are written in Go.", "none"),
        ("You look after capacity planning and demand forecasting of our servers.", "none"),
    ],
)
def test_what_a_sentence_asks_for_makes_the_level(sentence: str, level: AiLevel) -> None:
    assert read(HEAD + sentence).ai_level == level


@pytest.mark.parametrize("shape", ["{title}\n\n{text}", "{title}\n{text}", "* {title} - {text}", "{title}: {text}"])
def test_a_level_stays_in_the_block_of_its_title(shape: str) -> None:
    jobs = [
        ("Backend Engineer", "We expect working knowledge of Kafka. Keep our orders in Redis. Technologies: Go."),
        ("Data Engineer", "Bring machine learning models to schools and monitor them. Stack: Python."),
    ]
    text = SEVERAL + "\n\n".join(shape.format(title=title, text=text) for title, text in jobs)
    found = read(text + "\n\nApply: https://quill.example/jobs")
    assert [(r.role, r.ai_level, r.scope) for r in found.roles] == [
        ("software_developer", "none", "role_block"),
        ("data_engineer", "builds", "role_block"),
    ]
