"""The headline by the words of the frozen taxonomy stands beside the one by all words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline.trends.vintages import split
from tests.warehouse.raw_tables import Raw
from warehouse.build import build

MONTH = date(2024, 1, 1)


def mention(raw: Raw, posting: int, skill: str, is_old: bool) -> None:
    raw.add(
        "mentions",
        posting_id=posting,
        skill=skill,
        form=skill,
        status="required",
        section="requirements",
        start=0,
        end=3,
        sentence="s",
        is_old=is_old,
    )


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """100 openings: 10 build by old words, 5 by new words alone, 4 by both."""
    data: Path = tmp_path_factory.mktemp("frozen")
    raw = Raw(data)
    raw.covered("hn", "2401", [date(2026, 11, 20)])
    for number in range(100):
        old, new = number < 14, 10 <= number < 19
        posting = raw.comment(
            "2401",
            MONTH,
            employer=f"E{number}",
            ai_level="builds" if old or new else "none",
            ai_level_frozen="builds" if old else "none",
            ai_level_added="builds" if new else "none",
        )
        if old:
            mention(raw, posting, "rag", True)
        if new:
            mention(raw, posting, "machine_learning", False)
    raw.write()
    build(data)
    with duckdb.connect(str(data / "work.duckdb"), read_only=True) as con:
        return con.sql("from ai_frozen_monthly where panel = 'hn' and unit = 'opening' order by definition").df()


def test_frozen_and_current_shares_stand_side_by_side(marts: pd.DataFrame) -> None:
    assert marts["definition"].tolist() == ["in_duties", "specific"]
    for row in marts.to_dict("records"):
        assert (row["n"], row["count"], row["count_frozen"]) == (100, 19, 14)
        shares = [row[f"share_{name}pct"] for name in ("", "frozen_", "added_")]
        assert shares == pytest.approx([19, 14, 9])
        assert row["low_frozen_pct"] < 14 < row["high_frozen_pct"]


def test_old_and_new_words_add_to_the_share_as_in_pandas(marts: pd.DataFrame) -> None:
    assert marts["old_words_pct"].tolist() == pytest.approx([12, 12])  # 10 alone and half of the 4 of both
    assert marts["new_words_pct"].tolist() == pytest.approx([7, 7])
    expected = split(marts.drop(columns=["old_words_pct", "new_words_pct"]))
    pd.testing.assert_frame_equal(expected[list(marts.columns)], marts)
