"""The statistics of new terms, on numbers that one can count by hand."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.emergence import bursts, crossings, log_odds, rising, window_shares


def test_log_odds_and_z_follow_the_formula() -> None:
    delta, z = log_odds(np.array([8, 92]), np.array([2, 198]), np.array([10, 290]), prior=0.1)
    recent, before = (8 + 1) / (92 + 29), (2 + 1) / (198 + 29)
    assert delta[0] == pytest.approx(log(recent) - log(before))
    assert z[0] == pytest.approx(delta[0] / sqrt(1 / 9 + 1 / 3))


def test_a_term_with_the_same_share_before_and_after_has_no_z() -> None:
    delta, z = log_odds(np.array([10, 90]), np.array([100, 900]), np.array([110, 990]))
    assert delta == pytest.approx([0, 0])
    assert z == pytest.approx([0, 0])


def test_what_falls_is_negative_and_more_employers_are_surer() -> None:
    _, falling = log_odds(np.array([1, 99]), np.array([30, 70]), np.array([31, 169]))
    assert falling[0] < 0
    _, few = log_odds(np.array([4, 96]), np.array([1, 99]), np.array([5, 195]))
    _, many = log_odds(np.array([40, 960]), np.array([10, 990]), np.array([50, 1950]))
    assert many[0] > few[0] > 0


def test_a_term_that_is_quite_new_can_be_sure() -> None:
    _, z = log_odds(np.array([15, 10_000]), np.array([0, 100_000]), np.array([15, 110_000]))
    assert z[0] > 4


def test_a_term_without_background_is_refused() -> None:
    with pytest.raises(ValueError, match="no prior"):
        log_odds(np.array([1, 0]), np.array([1, 0]), np.array([2, 0]))


def test_shares_are_of_the_employers_of_each_window() -> None:
    shares = window_shares(np.array([[1, 5, 0]]), np.array([10, 20, 0]))
    assert shares[0, :2] == pytest.approx([10, 25])
    assert np.isnan(shares[0, 2])


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([1, 2, 3], True),
        ([1, 1, 2], True),
        ([2, 2, 2], False),
        ([1, 3, 2], False),
        ([np.nan, 1, 2], True),
        ([np.nan, np.nan, 2], False),
    ],
)
def test_what_rises_never_falls_and_ends_higher(shares: list[float], expected: bool) -> None:
    found = rising(np.array([shares, [0.0, 0.0, 0.0]]) if not np.isnan(shares).any() else np.array([shares]))
    assert bool(found[0]) is expected


def named(counts: list[int], n: int = 200, item: str = "rag") -> pd.DataFrame:
    month = pd.date_range("2022-01-01", periods=len(counts), freq="MS")
    return pd.DataFrame({"item": item, "month": month, "n": n, "count": counts})


def test_the_time_from_one_to_ten_per_cent_is_counted() -> None:
    counts = [0, 1, 0, 0, 2, 2, 2, 4, 9, 16, 22, 25, 26]
    [row] = crossings(named(counts)).to_dict("records")
    assert row["first_month"] == pd.Timestamp("2022-02-01")
    assert row["low_month"] == pd.Timestamp("2022-05-01")  # 6 of 600 over three months
    assert row["high_month"] == pd.Timestamp("2022-10-01")  # 63 of 600
    assert row["months"] == 5
    assert crossings(named([1] * 12)).empty


def test_a_burst_is_found_where_it_was_planted() -> None:
    counts = [4] * 20 + [16] * 6 + [4] * 20
    [row] = bursts(named(counts)).to_dict("records")
    assert (row["first_month"], row["last_month"]) == (pd.Timestamp("2023-09-01"), pd.Timestamp("2024-02-01"))
    assert row["weight"] > 0
    assert bursts(named([4, 5, 3, 4, 6, 4, 3, 5] * 4)).empty
