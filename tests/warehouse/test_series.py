"""A series of any measure: from marts, evidence and texts, with one denominator and one interval."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipeline.records import Page, Posting, Tagged
from tests.warehouse.small_world import built_world
from warehouse import lake, published
from warehouse.series import NotOneMeasure, UnknownName, series

NIGHT = date(2026, 11, 20)
PAGE = Page("hn", "2401", "https://hn.example/2401", datetime(2026, 11, 20, 2, tzinfo=UTC), 200, "0" * 64, b"")


def text(ref: int) -> str:
    """Two of January's first three texts speak of vector search; the third only of vectors."""
    return {1: "We do Vector\n search.", 2: "Vector search, (C++)", 3: "vector searches"}.get(
        ref, "Nothing of that kind."
    )


def tagged(words: str) -> Tagged:
    return Tagged(words, True, True, "en", None, None, None, (), "none", (), (), (), (), None, (), None, ())


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse of the small world, with the texts of its January in the lake."""
    folder = tmp_path_factory.mktemp("series")
    shutil.copy(built_world(tmp_path_factory.getbasetemp()).data / "work.duckdb", published.path(folder))
    entries = [
        lake.Entry(PAGE, Posting(ref=str(ref), url="https://hn.example"), tagged(text(ref))) for ref in range(1, 68)
    ]
    lake.write(folder, "hn", NIGHT, "p-000", "c1", 1, entries)
    return folder


def in_january(frame: pd.DataFrame) -> dict[str, Any]:
    """The row of January 2024."""
    return {str(key): value for key, value in frame.set_index("month").loc["2024-01-01"].to_dict().items()}


def test_a_series_has_every_month_and_the_promised_columns(data: Path) -> None:
    frame = series(data, skill="rag", panel="hn")
    assert list(frame) == ["month", "month_status", "n", "count", "share_pct", "low_pct", "high_pct"]
    assert list(frame["month"].dt.month) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert in_january(frame)["count"] == 12


def test_status_any_adds_context(data: Path) -> None:
    assert in_january(series(data, skill="rag", status="any"))["count"] == 14


def test_units_differ_by_the_copies(data: Path) -> None:
    openings = in_january(series(data, skill="kubernetes", unit="opening"))
    postings = in_january(series(data, skill="kubernetes", unit="posting"))
    assert (openings["n"], openings["count"]) == (60, 1)
    assert (postings["n"], postings["count"]) == (64, 5)


def test_roles_and_levels_have_series(data: Path) -> None:
    assert in_january(series(data, role="sysadmin"))["count"] == 6
    assert in_january(series(data, level="uses"))["count"] == 6


def test_a_form_is_counted_from_evidence_as_the_skill_is_from_its_mart(data: Path) -> None:
    """The only form of RAG here: both ways must give the same numbers to the last digit."""
    by_form, by_skill = series(data, form="rag"), series(data, skill="rag")
    pd.testing.assert_frame_equal(by_form, by_skill, check_exact=False, rtol=1e-9, check_dtype=False)


def test_a_skill_that_the_panel_never_had_is_zero_not_unknown(data: Path) -> None:
    row = in_january(series(data, skill="cobol"))
    assert (row["n"], row["count"], row["share_pct"], row["low_pct"]) == (60, 0, 0, 0)


def test_a_term_is_any_words_whole_and_in_any_case(data: Path) -> None:
    assert in_january(series(data, term="vector search"))["count"] == 2
    assert in_january(series(data, term="VECTOR"))["count"] == 3
    assert in_january(series(data, term="vecto"))["count"] == 0
    assert in_january(series(data, term="c++"))["count"] == 1


def test_a_term_has_the_denominator_and_interval_of_the_marts(data: Path) -> None:
    row = in_january(series(data, term="vector search"))
    assert row["n"] == 60
    assert 0 < row["low_pct"] < row["share_pct"] < row["high_pct"] < 20


def test_a_gap_has_no_share(data: Path) -> None:
    february = series(data, term="vector search").iloc[1]
    assert february["month_status"] == "gap"
    assert pd.isna(february["share_pct"])


def test_a_panel_without_a_month_gives_an_empty_series(data: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(published.path(tmp_path))) as con:
        con.execute(f"attach '{published.path(data)}' as full_one (read_only)")
        for table in ("panels", "skills", "skill_share_monthly", "ai_ladder_monthly", "opening_months"):
            con.execute(f"create table {table} as from full_one.main.{table} {'limit 0' * ('month' in table)}")
    assert series(tmp_path, skill="rag").empty


@pytest.mark.parametrize(
    ("measure", "message"),
    [
        ({"skill": "kubernets"}, "unknown skill 'kubernets': did you mean kubernetes"),
        ({"role": "sysadmins"}, "unknown role 'sysadmins': did you mean sysadmin"),
        ({"level": "build"}, "unknown level 'build': did you mean builds"),
        ({"form": "copilots"}, "unknown form 'copilots': did you mean copilot"),
        ({"skill": "rag", "panel": "hm"}, "unknown panel 'hm': did you mean hn"),
    ],
)
def test_unknown_names_are_named_with_what_comes_near(data: Path, measure: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        series(data, **measure)


@pytest.mark.parametrize("measures", [{}, {"skill": "rag", "term": "rag"}])
def test_a_series_is_of_exactly_one_measure(data: Path, measures: dict[str, Any]) -> None:
    with pytest.raises(NotOneMeasure):
        series(data, **measures)
