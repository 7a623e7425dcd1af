"""Marts over a world counted by hand (small_world.py): what a share divides, which months it has, what is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.trends.shares import shares
from tests.warehouse.built import Built

JANUARY = date(2024, 1, 1)


def share(built: Built, mart: str, **key: str) -> tuple[Any, ...]:
    """n, count and share of one row of a monthly mart: January 2024 of Hacker News."""
    conditions = " and ".join(f"{column} = '{value}'" for column, value in key.items())
    query = f"select n, count, share_pct from {mart} where panel = 'hn' and month = ? and {conditions}"
    return built.row(query, JANUARY)


def test_every_check_holds(built: Built) -> None:
    assert built.summary.checks > 40
    assert built.summary.tables > 20


def test_tables_open_under_another_file_name(built: Built) -> None:
    tables = built.rows("select table_name from information_schema.tables where table_schema = 'main'")
    for (table,) in tables:
        built.con.execute(f"from main.{table} limit 1")


# Shares


def test_share_counts_postings_not_mentions(built: Built) -> None:
    """Twelve of the 60 texts of January ask for RAG, and for machine learning in the same breath."""
    assert share(built, "skill_share_monthly", unit="opening", definition="asked", skill="rag") == (60, 12, 20)


def test_any_adds_context_but_never_negation(built: Built) -> None:
    assert share(built, "skill_share_monthly", unit="opening", definition="any", skill="rag")[:2] == (60, 14)


def test_one_text_in_five_cities_counts_once_for_skills(built: Built) -> None:
    key = {"definition": "asked", "skill": "kubernetes"}
    assert share(built, "skill_share_monthly", unit="opening", **key)[:2] == (60, 1)


def test_one_text_in_five_cities_counts_five_times_before_deduplication(built: Built) -> None:
    key = {"definition": "asked", "skill": "kubernetes"}
    assert share(built, "skill_share_monthly", unit="posting", **key)[:2] == (64, 5)


def test_one_text_in_five_cities_is_five_openings_for_roles(built: Built) -> None:
    """53 texts of developers, five of them copies, and two that also seek an ML engineer; six sysadmins."""
    assert share(built, "role_share_monthly", unit="opening", role="developer")[:2] == (64, 58)
    assert share(built, "role_share_monthly", unit="opening", role="sysadmin")[:2] == (64, 6)
    assert share(built, "role_share_monthly", unit="opening", role="ml_engineer")[:2] == (64, 2)


def test_not_a_posting_not_it_or_not_validated_is_in_no_denominator(built: Built) -> None:
    assert built.row("select count(*) from postings where thread_month = ? and not is_counted", JANUARY) == (3,)
    assert share(built, "ai_level_monthly", unit="posting", ai_level="none")[0] == 64


def test_levels_divide_the_month(built: Built) -> None:
    rows = built.rows(
        "select ai_level, count from ai_level_monthly where panel = 'hn' and unit = 'opening' and month = ?", JANUARY
    )
    assert dict(rows) == {"none": 34, "mentions": 8, "uses": 6, "builds": 12, "governs": 0}


def test_ladder_narrows_from_words_to_titles(built: Built) -> None:
    """12 RAG and ML, 6 only "AI", 6 Copilot, 2 RAG in context; 2 negated; 2 ML engineers by title."""
    rows = built.rows(
        "select definition, count from ai_ladder_monthly where panel = 'hn' and unit = 'opening' and month = ?", JANUARY
    )
    assert dict(rows) == {
        "any_word": 26,
        "generic_only": 6,
        "specific": 14,
        "two_skills": 12,
        "in_duties": 18,
        "ai_title": 2,
    }


def test_interval_of_the_mart_is_the_clustered_one(built: Built) -> None:
    """Six of 30 employers, two texts each: the design effect is nearly two."""
    low, high, deff, employers = built.row(
        "select low_pct, high_pct, deff, employers from skill_share_monthly where panel = 'hn' and unit = 'opening' "
        "and definition = 'asked' and skill = 'rag' and month = ?",
        JANUARY,
    )
    assert employers == 30
    assert deff == pytest.approx(2 * 30 / 29)
    assert (low, high) == (pytest.approx(9.386, abs=1e-3), pytest.approx(37.632, abs=1e-3))


@pytest.mark.parametrize("unit", ["opening", "posting"])
def test_the_mart_is_what_pandas_computes_from_the_openings(built: Built, unit: str) -> None:
    """Every month of every panel, every level, to 1e-9."""
    openings = built.con.execute(
        "select *, unnest(['none', 'mentions', 'uses', 'builds', 'governs']) as level from opening_months "
        "where unit = ? and is_first_of_text",
        [unit],
    ).df()
    is_hit = openings["ai_level"] == openings["level"]
    clusters = openings.assign(employer=openings["employer_key"], n=1, x=is_hit.astype(int))
    expected = shares(clusters, by=["panel", "level", "month"], unit=unit)
    found = built.con.execute(
        f"select panel, ai_level as level, month, {', '.join(expected.columns[3:])} from ai_level_monthly "
        "where unit = ? and n > 0 order by panel, level, month",
        [unit],
    ).df()
    assert len(found) > 50
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=1e-9, check_dtype=False)


@pytest.mark.parametrize(
    ("month", "reason"),
    [
        (date(2024, 2, 1), "not observed"),
        (date(2024, 3, 1), "fewer than 50 openings"),
        (date(2024, 4, 1), "one employer has more than 50 %"),
        (date(2024, 5, 1), "fewer than 10 employers"),
        (date(2024, 6, 1), None),
        (date(2024, 8, 1), None),
    ],
)
def test_months_with_too_little_keep_their_row_without_share(built: Built, month: date, reason: str | None) -> None:
    row = built.row(
        "select suppressed_because, share_pct is null and low_pct is null and high_pct is null "
        "from skill_share_monthly "
        "where panel = 'hn' and unit = 'opening' and definition = 'asked' and skill = 'rag' and month = ?",
        month,
    )
    assert row == (reason, reason is not None)


def test_unresolved_employers_are_their_own_clusters_and_are_told(built: Built) -> None:
    row = built.row(
        "select n, employers, unresolved from ai_ladder_monthly "
        "where panel = 'hn' and unit = 'opening' and definition = 'specific' and month = '2024-08-01'"
    )
    assert row == (60, 60, 60)


# Months


def test_a_month_without_a_thread_is_a_gap_and_no_fall(built: Built) -> None:
    rows = built.rows(
        "select month::varchar, month_status, n, share_pct is null from ai_ladder_monthly "
        "where panel = 'hn' and unit = 'opening' and definition = 'in_duties' and month_status <> 'complete' "
        "order by month"
    )
    assert rows == [
        ("2024-02-01", "gap", 0, True),
        ("2024-03-01", "incomplete", 20, True),  # its thread was read on the 20th, while it still grew
        ("2024-07-01", "gap", 0, True),
    ]


def test_boards_have_no_month_before_their_first_night(built: Built) -> None:
    rows = built.rows(
        "select distinct month::varchar, month_status from ai_level_monthly where panel = 'ats_sample' order by month"
    )
    assert rows == [
        ("2026-08-01", "incomplete"),
        ("2026-09-01", "complete"),
        ("2026-10-01", "complete"),
        ("2026-11-01", "incomplete"),
    ]


def test_a_board_month_is_complete_when_it_is_over_and_nearly_all_nights_were_read(built: Built) -> None:
    rows = built.rows(
        "select month(month), observed_nights, month_status from steps.board_months where board = 'acme' order by month"
    )
    assert rows == [(8, 22, "incomplete"), (9, 29, "complete"), (10, 26, "incomplete"), (11, 20, "incomplete")]


def test_a_complete_month_counts_only_boards_under_observation(built: Built) -> None:
    """September: 60 of the steady boards and four of acme; the board that vanished was read on too few nights."""
    row = built.row(
        "select n, count, share_pct from skill_share_monthly where panel = 'ats_sample' and unit = 'opening' "
        "and definition = 'asked' and skill = 'rag' and month = '2026-09-01'"
    )
    assert row == (64, 12, 18.75)
    assert built.about("gone", "month::varchar") == ("2026-09-01",)
    assert built.rows("select panel from opening_months where posting_id = ?", built.ids["gone"]) == []


def test_stock_stands_beside_flow(built: Built) -> None:
    """In October nothing starts on the boards under observation, and 60 openings are live there."""
    assert built.row(
        "select flow.n, stock.n, stock.count, stock.share_pct from ai_level_monthly as flow "
        "join ai_level_stock_monthly as stock using (panel, unit, month, ai_level) "
        "where panel = 'ats_sample' and unit = 'opening' and ai_level = 'builds' and month = '2026-10-01'"
    ) == (0, 60, 12, 20)


def test_employer_weights_and_the_share_without_the_largest_stand_beside(built: Built) -> None:
    """September: 12 of 64 openings; six of 31 employers; without acme (4) and four of two, at most 12 of 52."""
    weighted, rest = built.row(
        "select employer_weighted_pct, without_largest_pct from skill_share_monthly where panel = 'ats_sample' "
        "and unit = 'opening' and definition = 'asked' and skill = 'rag' and month = '2026-09-01'"
    )
    assert weighted == pytest.approx(100 * 6 / 31)
    assert rest in [pytest.approx(100 * (12 - 2 * k) / 52) for k in range(5)]


def test_every_month_of_a_panel_is_in_every_series(built: Built) -> None:
    """Four months of boards, eight of threads, and for both together every month between."""
    rows = built.rows(
        "select panel, count(*) from ai_ladder_monthly "
        "where unit = 'opening' and definition = 'any_word' group by panel"
    )
    assert dict(rows) == {"hn": 8, "ats_sample": 4, "all_raw": 35}


def test_watched_boards_are_kept_by_name_and_counted_in_no_panel(built: Built) -> None:
    assert built.about("watched", "frame, month::varchar") == ("watch", "2026-09-01")
    assert built.rows("select panel from opening_months where posting_id = ?", built.ids["watched"]) == []


# Tables around


def test_panels_say_how_far_they_reach(built: Built) -> None:
    rows = built.rows("select panel, boards, complete_months, gap_months from panels order by panel")
    assert rows == [("all_raw", 38, 7, 25), ("ats_sample", 32, 2, 0), ("hn", 6, 5, 2)]


def test_languages_say_what_is_outside_every_denominator(built: Built) -> None:
    rows = built.rows("select is_validated, postings, counted from languages where source = 'hn' order by language")
    assert rows == [(False, 1, 0), (True, 326, 324)]


def test_boards_that_were_never_read_are_told(built: Built) -> None:
    row = built.row("select nights_read, nights, last_status from boards where board = 'never'")
    assert row == (0, 103, "failed")


def test_an_opening_is_closed_when_its_last_posting_is(built: Built) -> None:
    row = built.row("select postings, closed_on::varchar from openings where opening_id = ?", built.ids["first ref"])
    assert row == (2, "2026-09-21")


def test_a_point_of_a_series_resolves_to_its_openings_and_their_sentences(built: Built) -> None:
    row = built.row(
        "select count(distinct posting_id), any_value(sentence) from opening_months join evidence using (posting_id) "
        "where panel = 'hn' and unit = 'opening' and month = ? and is_first_of_text and skill = 'rag' "
        "and status in ('required', 'preferred', 'duty')",
        JANUARY,
    )
    assert row == (12, "We use RAG.")


# Descriptions


def test_every_table_and_column_is_described(built: Built) -> None:
    undescribed = built.rows(
        "select table_name, column_name from duckdb_columns() "
        "where schema_name = 'main' and not internal and comment is null union all "
        "select table_name, '' from duckdb_tables() where schema_name = 'main' and not internal and comment is null"
    )
    assert undescribed == []


def test_every_model_opens_with_its_grain(root: Path) -> None:
    models = [
        file for folder in ("staging", "steps", "marts") for file in (root / "warehouse/models" / folder).glob("*.sql")
    ]
    assert len(models) > 25
    assert [file.name for file in models if not file.read_text().startswith("-- One row per ")] == []
