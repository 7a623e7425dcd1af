"""The marts behind the figures, over the hand-counted world."""

from __future__ import annotations

from datetime import date

from tests.warehouse.built import Built

JANUARY = date(2024, 1, 1)


def test_a_traditional_role_counts_with_ai_only_where_the_text_speaks_of_it_alone(built: Built) -> None:
    # 60 texts: 12 developers who build, 6 sysadmins who use; two name a developer and an ML engineer together
    kinds = built.rows(
        "select definition, kind, count, n from role_kind_share_monthly "
        "where panel = 'hn' and unit = 'opening' and month = ? and kind <> 'data_role' order by all",
        JANUARY,
    )
    assert kinds == [
        ("all_roles", "ai_role", 2, 62),
        ("all_roles", "traditional_with_ai", 18, 62),
        ("all_roles", "traditional_without_ai", 42, 62),
        ("own_evidence", "ai_role", 0, 58),
        ("own_evidence", "traditional_with_ai", 18, 58),
        ("own_evidence", "traditional_without_ai", 40, 58),
    ]


def test_a_year_of_a_skill_pools_complete_months_alone(built: Built) -> None:
    # January 12, April 60, May 60, August 60 of five months of 60; March is incomplete, February and July are gaps
    found = built.row(
        "select months, n, count, share_pct from skill_share_recent "
        "where panel = 'hn' and unit = 'opening' and period = 'latest' and skill = 'rag'"
    )
    assert found == (5, 300, 192, 64.0)


def test_a_quarter_is_complete_only_with_its_three_months(built: Built) -> None:
    # January (60) and an incomplete March (20) with a gap between; April, May and June of 60 each, June without RAG
    quarters = built.rows(
        "select quarter::varchar, quarter_status, n, count from skill_share_quarterly "
        "where panel = 'hn' and unit = 'opening' and skill = 'rag' order by quarter"
    )
    assert quarters == [
        ("2024-01-01", "incomplete", 80, 32),
        ("2024-04-01", "complete", 180, 120),
        ("2024-07-01", "incomplete", 60, 60),
    ]
