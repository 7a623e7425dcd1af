"""No skill before its year: every early mention in the real Hacker News comments has a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.records import Posting
from tests.tag.anachronisms import anachronisms, posts, reasons


def posting(text: str, year: int) -> Posting:
    return Posting(ref="1", url="", text=text, month=date(year, 6, 1))


def test_a_skill_before_its_year_is_told_once_and_later_ones_are_not() -> None:
    text = "Quill | Backend Engineer | Remote\n\nYou will build on LangChain. LangChain and Python, every day."
    assert [(early.skill, early.month, early.form) for early in anachronisms([posting(text, 2015)])] == [
        ("langchain", "2015-06", "LangChain")
    ]
    assert list(anachronisms([posting(text, 2023)])) == []


@pytest.mark.slow
def test_every_early_mention_of_the_real_comments_has_a_reason(shared: Path) -> None:
    found = {(early.ref, early.skill) for early in anachronisms(posts(shared / "data" / "hn"))}
    assert found - reasons().keys() == set()


def test_the_page_lists_what_is_explained(root: Path) -> None:
    text = (root / "docs" / "results" / "anachronisms.md").read_text(encoding="utf-8")
    assert "not explained" not in text
    assert [ref for ref, _ in reasons() if f"| {ref} |" not in text] == []
