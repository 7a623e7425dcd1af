"""Growth by new words is told from growth of demand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.vintages import growth, split


def series(total: list[float], frozen: list[float], added: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": pd.date_range("2024-01-01", periods=len(total), freq="MS"),
            "month_status": "complete",
            "share_pct": total,
            "share_frozen_pct": frozen,
            "share_added_pct": added,
        }
    )


def test_a_lexicon_that_grows_makes_a_flat_skill_rise_and_the_split_says_so() -> None:
    """A fifth of all postings mean the skill at any time, in one of five words; one more word is known each month."""
    word = np.arange(1_000) // 40  # in 25 equal parts; the first five are words for the skill
    rows = [
        [100 * share.mean() for share in (word <= known, word == 0, (word >= 1) & (word <= known))]
        for known in range(5)
    ]
    [found] = growth(series(*map(list, zip(*rows, strict=True)))).to_dict("records")
    assert found["growth_points"] == pytest.approx(16)  # from 4 to 20 %
    assert found["old_words_points"] == pytest.approx(0)
    assert found["new_words_points"] == pytest.approx(16)


def test_demand_that_grows_in_old_words_is_growth_of_old_words() -> None:
    [found] = growth(series([4, 12], [4, 12], [0, 0])).to_dict("records")
    assert (found["growth_points"], found["old_words_points"], found["new_words_points"]) == (8, 8, 0)


def test_what_both_find_is_shared_evenly() -> None:
    [row] = split(series([10], [8], [6])).to_dict("records")  # 4 by old words alone, 2 by new ones, 4 by both
    assert (row["old_words_pct"], row["new_words_pct"]) == (6, 4)


def test_incomplete_months_and_months_without_a_share_tell_no_growth() -> None:
    frame = series([4, 5, 9], [4, 5, 9], [0, 0, 0])
    frame["month_status"] = ["complete", "complete", "incomplete"]
    assert growth(frame)["growth_points"].tolist() == [1]
    frame.loc[1, "share_pct"] = None
    assert growth(frame).empty
