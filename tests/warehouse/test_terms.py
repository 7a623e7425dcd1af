"""Any words: where they stand whole, what is asked of their sentence, and that they count as a skill does."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest

from pipeline.records import ASKED, Posting
from pipeline.understand import understand
from tests.warehouse.test_series import data, in_january  # noqa: F401  # the published small world with texts
from warehouse.series import NotOneMeasure, bound_pct, quotes, series
from warehouse.terms import NoWords, Question, UnknownSection, Words

SKILLS = {
    "sql": "SQL", "scala": "Scala", "java": "Java", "pandas": "pandas", "mysql": "MySQL", "azure": "Azure",
    "typescript": "TypeScript", "robotics": "robotics", "iot": "IoT", "kafka": "Kafka",
}  # fmt: skip
TEXT = """What you will do
- You will build ranking models with Python and Spark.
- You will not need Cobol.

Requirements
- Kafka is required.

About us
We are a Java shop since 1999; see www.scala.example.com."""


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("vibe coding", "We like Vibe\n coding!", True),
        ("vibe coding", "vibe codings", False),
        ("python", "Python, Go", True),
        ("python", "see python.org", False),
        ("python", "cpython", False),
        ("c++", "(C++)", True),
        ("r", "R&D", False),
        ("r", "We use R.", True),
        ("resume", "Send your résumé", True),
        (".net", "C# and .NET", True),
        ("100%", "a 100% remote team", True),
    ],
)
def test_words_stand_whole_in_any_case_and_outside_addresses(term: str, text: str, found: bool) -> None:
    assert Words(term).stand_in(text) is found


@pytest.mark.parametrize(
    ("term", "near", "section", "status", "met"),
    [
        ("python", "spark", None, None, True),
        ("python", "kafka", None, None, False),
        ("python", None, "duties", None, True),
        ("python", None, "requirements", None, False),
        ("kafka", None, "requirements", "asked", True),
        ("cobol", None, None, None, True),
        ("cobol", None, None, "any", False),
        ("java", None, None, "any", True),
        ("java", None, None, "asked", False),
        ("data engineer", None, None, "asked", True),
        ("data engineer", None, "duties", None, False),
        ("data engineer", "kafka", None, None, False),
    ],
)
def test_a_question_asks_of_the_sentence(
    term: str, near: str | None, section: str | None, status: str | None, met: bool
) -> None:
    assert Question.of(term, near, section, status).is_met("Data Engineer", TEXT) is met


def test_what_is_no_question_is_named() -> None:
    with pytest.raises(NoWords, match="'--' has no word"):
        Question.of("--", None, None, None)
    with pytest.raises(UnknownSection, match="no section 'duty'; there are header, about, duties"):
        Question.of("python", None, "duty", None)


def test_a_term_never_seen_is_bounded_by_the_rule_of_three(data: Path) -> None:  # noqa: F811
    frame = series(data, term="vibe coding")
    assert in_january(frame)["count"] == 0
    assert bound_pct(frame) == pytest.approx(300 / frame["n"].sum())
    assert bound_pct(series(data, term="vector")) is None
    assert bound_pct(pd.DataFrame({"n": [0], "count": [0]})) is None


def test_a_term_has_evidence_as_a_skill_has(data: Path) -> None:  # noqa: F811
    found = quotes(data, "vector search", most=5)
    assert sorted(found["sentence"]) == ["Vector search, (C++)", "We do Vector search."]
    assert set(found["month"].astype(str).str[:10]) == {"2024-01-01"}
    assert len(quotes(data, "vector", most=1)) == 1


def test_near_and_in_belong_to_a_term(data: Path) -> None:  # noqa: F811
    assert in_january(series(data, term="vector", near="search"))["count"] == 2
    with pytest.raises(NotOneMeasure, match="asked of a term, not of a skill"):
        series(data, skill="rag", near="python")


def test_a_term_counts_the_postings_that_its_skill_counts(shared: Path) -> None:
    """Ten skills whose one common form is all there is of them, over a month of real comments."""
    with gzip.open(shared / "data" / "hn" / "2023.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["month"] == "2023-03"]
    tagged = [understand(Posting(ref=str(row["id"]), url="https://hn.example", text=row["text"]), None) for row in rows]
    counted = [one for one in tagged if one.is_posting and one.is_it and one.ai_level is not None]
    assert len(counted) > 250
    for skill, term in SKILLS.items():
        question = Question.of(term, None, None, "asked")
        by_skill = [any(m.skill == skill and m.status in ASKED for m in one.mentions) for one in counted]
        assert [question.is_met(one.title, one.text) for one in counted] == by_skill, skill
        assert sum(by_skill) > 2, skill
