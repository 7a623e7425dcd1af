"""Words that look like titles, and titles that hide."""

from __future__ import annotations

import pytest

from pipeline.clean.employers import employer
from pipeline.clean.sections import sections
from pipeline.tag.roles import roles
from pipeline.tag.titles import role_of

HEAD = "Quill | Backend Engineer | Oslo | REMOTE\n\nWe sell pens.\n\n"


def found(text: str) -> set[str]:
    return {role.role for role in roles(None, text, sections(text))}


def titles(text: str) -> list[str]:
    return [role.title for role in roles(None, text, sections(text))]


@pytest.mark.parametrize(
    "body",
    [
        "The role:\n- Design and run pipelines from feature engineering to monitoring.\n- Own operations\n- React",
        "The role:\n- Care for our pens and their documentation.",
        "The job\n- Design\n- Python\n- Documentation",
        "Responsibilities of the position:\n\n- Design and implement the pen",
        "- Interface with engineers and test developers",
        "You take part in hiring and coaching other engineers.",
        "We sell a hiring platform for schools.",
        "Give people roles in a database.",
        "Made for several user roles (privacy officer, data scientist, owner).",
        "We are looking for high-quality developers.",
        "Read more: https://quill.example/jobs/data-scientist",
        "- https://tech.quill.example/tech/jobs/devops",
        "We want someone good, https://quill.dev",
        "Write to me.\n\nMarta Lindgren\nVP of Engineering\nquill.example",
        "Write to me.\n\nMarta Lindgren, VP of Engineering",
    ],
)
def test_what_only_looks_like_a_title_is_no_job(body: str) -> None:
    assert found(HEAD + body) == {"software_developer"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quill | Node.js/React Software Engineer | Oslo\n\nPens.", {"software_developer"}),
        ("Quill | Full-stack Developer - React/Node/Nest/Postgres | Oslo\n\nPens.", {"software_developer"}),
        ("Quill | Software Engineer in Test | Oslo\n\nPens.", {"qa_engineer"}),
        ("Quill | Oslo\n\nVP, Engineering - https://quill.example/vp", {"engineering_manager"}),
        ("Quill | Oslo\n\nDirector of Engineering\nYou lead us.", {"engineering_manager"}),
        (
            "Quill | Oslo\n\nSenior Backend Engineer\n\nHead of Engineering\n\nApply now.",
            {"software_developer", "engineering_manager"},
        ),
        ("Quill | Oslo\n\nWe are hiring:\n- Smart Contract Developers: write contracts", {"blockchain_developer"}),
        ("Quill | Oslo\n\nSeveral positions open. Data Analyst, Product Designer.", {"data_analyst", "ux_designer"}),
        (
            "Quill | Multiple Engineering Roles | Oslo\n\nPens.\n\n"
            "Backend Engineer, Security | Engineering Manager, Paper | QA Engineer",
            {"software_developer", "engineering_manager", "qa_engineer"},
        ),
        (
            "Quill | Oslo\n\n* Design - Graphic Designer\n\n* Product - Product Manager\n\n* Sales - Account Executive",
            {"ux_designer", "product_manager", "non_it"},
        ),
        (
            "Quill | Oslo\n\nOpen roles:\nBackend Engineer; Paper - Sourcing; Android Developer; Data Analyst",
            {"software_developer", "mobile_developer", "data_analyst"},
        ),
        ("Quill grows, fully remote. In particular, a Go + Android Engineer would help.", {"mobile_developer"}),
        ("Quill | Backend, UI-UX | Oslo\n\nPens.", {"software_developer", "ux_designer"}),
    ],
)
def test_titles_that_hide_are_found(text: str, expected: set[str]) -> None:
    assert expected <= found(text)
    assert found(text) - expected <= {"software_developer"}


def test_praise_is_no_part_of_a_title() -> None:
    assert titles("Quill, Oslo. We are looking for a top-notch Android Developer.") == ["Android Developer"]


@pytest.mark.parametrize(
    "title",
    [
        "Strategy & Corporate Development Manager",
        "Practice Development Specialist",
        "Mechanical Design Lead",
        "Senior Hydraulic Fluids Engineer",
    ],
)
def test_development_and_design_outside_it_are_no_it(title: str) -> None:
    assert role_of(title) is None


def test_a_product_in_a_title_does_not_hide_the_system_it_is_made_for() -> None:
    assert role_of("Software Engineer, iOS Core Product") == "mobile_developer"
    assert role_of("Mobile Product Manager") == "product_manager"


def test_an_employer_ends_with_a_whole_word() -> None:
    assert employer(None, "Oslo, Norway\n\nSoftware Engineers wanted.\n\nSoftware Engineers for pens.") != "Softw"
    assert employer(None, "REMOTE\n\nQuill is hiring. Quill sells pens.") == "Quill"
