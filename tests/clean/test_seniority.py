"""Levels that titles, headers and lists of titles state; colleagues and managers to report to are none."""

import pytest

from pipeline.clean.seniority import seniority
from pipeline.records import Role


@pytest.mark.parametrize(
    ("title", "expect"),
    [
        ("Senior Python Developer", "senior"),
        ("Sr. Data Engineer", "senior"),
        ("Staff Software Engineer", "staff"),
        ("Principal Engineer", "staff"),
        ("Lead Data Scientist", "staff"),
        ("Senior Principal Engineer", "senior staff"),
        ("Junior Developer", "junior"),
        ("Jr. QA Engineer", "junior"),
        ("Graduate Data Scientist", "junior"),
        ("Entry-level Analyst", "junior"),
        ("Software Engineering Intern", "intern"),
        ("Working Student Data", "intern"),
        ("Mid-level Android Developer", "mid"),
        ("Mid/Senior Backend Engineer", "mid senior"),
        ("Intermediate Developer", "mid"),
        ("Engineering Manager", "manager"),
        ("Sr. Engineering Manager", "senior manager"),
        ("Head of Data", "manager"),
        ("VP of Engineering", "manager"),
        ("Director, Platform", "manager"),
        ("CTO", "manager"),
        ("Manager, Customer Success", "manager"),
        ("Group Product Manager", "manager"),
        ("Product Manager", ""),
        ("Senior Product Manager", "senior"),
        ("Technical Account Manager", ""),
        ("Software Engineer II", ""),
        ("Lead Generation Specialist", ""),
        ("Internal Tools Engineer", ""),
        ("Chief of Staff", ""),
        ("Mid-market Account Executive", ""),
        ("Data Engineer", ""),
    ],
)
def test_title(title: str, expect: str) -> None:
    assert seniority(title, "You will work with senior engineers and report to the CTO.", ()) == tuple(expect.split())


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Acme | Senior PHP developer | London", "senior"),
        ("Acme | London\n\nWe are looking for junior, midweight and senior engineers.", "junior mid senior"),
        ("Acme | Berlin\n\n- Senior data scientist\n\n- Engineering manager", "senior manager"),
        ("Acme | Berlin\n\nWe welcome both senior and junior minds.", "junior senior"),
        ("Acme | Full time and internships | Chicago", "intern"),
        ("Acme | Berlin\n\nYou will work closely with senior engineers.", ""),
        ("Acme | Berlin\n\nYou will lead projects and report to the commercial director.", ""),
        ("Acme | Berlin\n\nJoin our engineering staff.", ""),
        ("Acme | Berlin\n\nI'm the CTO, mail me.", ""),
        ("Acme | Berlin\n\nInternal tools and internet protocols.", ""),
        ("Acme | Developer\n\nJunior candidates will also be considered.", "junior"),
        ("Job type: full-time, mid-senior level", "mid senior"),
    ],
)
def test_text_without_a_title(text: str, expect: str) -> None:
    assert seniority(None, text, ()) == tuple(expect.split())


def test_titles_of_roles_count() -> None:
    role = Role(title="Staff Engineer", role="software_developer", ai_level="none", scope="posting")
    assert seniority(None, "Acme hires.", (role,)) == ("staff",)


def test_order_is_that_of_a_career() -> None:
    assert seniority("Manager, senior and junior interns", "", ()) == (
        "intern",
        "junior",
        "senior",
        "manager",
    )
