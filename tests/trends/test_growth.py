"""Among many skills those that truly move are found, and few others."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.growth import benjamini_hochberg, growth, ranks, shrink
from tests.trends.world import two_periods


def false_share(worlds: range) -> tuple[float, float]:
    """Mean share of false ones among those called moving, and mean share of the real ones found."""
    false, found = [], []
    for seed in worlds:
        called = growth(*two_periods(np.random.default_rng(seed))).query("is_moving")
        is_real = called["item"].str[1:].astype(int) < 50
        false.append(1 - is_real.mean())
        found.append(is_real.sum() / 50)
    return float(np.mean(false)), float(np.mean(found))


def test_few_of_those_called_moving_are_false() -> None:
    false, found = false_share(range(8))
    assert false <= 0.06
    assert found >= 0.7


@pytest.mark.worlds
def test_the_false_share_is_at_most_six_in_a_hundred() -> None:
    false, _ = false_share(range(100))
    assert false <= 0.06


def test_a_change_is_counted_by_hand() -> None:
    """Ten employers of ten openings; before one in ten asks for it, after two in ten. No employer differs."""
    names = [f"e{number}" for number in range(10)]
    sizes = pd.DataFrame({"period": [0] * 10 + [1] * 10, "employer": names * 2, "n": 10})
    hits = pd.DataFrame({"item": "rag", "period": [0] * 10 + [1] * 10, "employer": names * 2, "x": [1] * 10 + [2] * 10})
    [row] = growth(hits, sizes).to_dict("records")
    assert (row["share_before_pct"], row["share_after_pct"], row["employers"]) == (10, 20, 10)
    smooth = [(count + 0.5) / 101 for count in (10, 20)]
    assert row["change_log_odds"] == pytest.approx(np.diff(np.log(np.array(smooth) / (1 - np.array(smooth))))[0])
    # Employers agree exactly, so the error is that of independent openings.
    assert row["error"] == pytest.approx(np.sqrt(sum(1 / (100 * p * (1 - p)) for p in smooth)))


def test_rare_skills_and_those_of_few_employers_are_not_tested() -> None:
    names = [f"e{number}" for number in range(2_000)]
    sizes = pd.DataFrame({"period": [0, 1] * 2_000, "employer": np.repeat(names, 2), "n": 1})
    rare = pd.DataFrame({"item": "rare", "period": 1, "employer": names[:3], "x": 1})
    enough = pd.DataFrame({"item": "enough", "period": 1, "employer": names[:12], "x": 1})
    found = growth(pd.concat([rare, enough]), sizes).set_index("item")
    assert found["is_tested"].to_dict() == {"enough": True, "rare": False}
    assert found["p"].isna().to_dict() == {"enough": False, "rare": True}
    assert growth(rare, sizes)["is_moving"].tolist() == [False]


def test_shrinkage_pulls_what_is_uncertain_to_the_rest() -> None:
    value, spread = shrink(np.array([0.0, 0.1, -0.1, 2.0, 2.0]), np.array([0.1, 0.1, 0.1, 0.1, 1.5]))
    assert value[4] < value[3] < 2.0
    assert spread[4] > spread[3]
    flat, none = shrink(np.array([0.1, -0.1, 0.0]), np.array([1.0, 1.0, 1.0]))
    assert np.ptp(flat) == 0
    assert (none == 0).all()


def test_ranks_are_intervals_that_hold_the_rank() -> None:
    rank, low, high = ranks(np.array([3.0, 1.0, 2.9]), np.array([0.01, 0.01, 1.0]))
    assert rank.tolist() == [1, 3, 2]
    assert (low.tolist(), high.tolist()) == ([1, 2, 1], [2, 3, 3])


def test_benjamini_hochberg_takes_the_smallest_p() -> None:
    found, adjusted = benjamini_hochberg(np.array([0.001, 0.04, 0.5]))
    assert found.tolist() == [True, False, False]
    assert adjusted.tolist() == pytest.approx([0.003, 0.06, 0.5])
