"""A season is taken off where it is there, and only there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from pipeline.trends.seasonality import seasonal
from tests.trends.world import monthly


def series(seed: int, span: int, swing: float) -> pd.DataFrame:
    time = np.arange(span)
    return monthly(np.random.default_rng(seed), expit(logit(0.1) + swing * np.sin(2 * np.pi * time / 12)), n=2_000)


def test_a_planted_season_is_taken_off() -> None:
    found = seasonal(series(1, 60, 0.4))
    assert found["is_adjusted"].all()
    assert found["adjusted_pct"].std() < 0.4 * found["share_pct"].std()
    assert found["season_log_odds"].max() == pytest.approx(0.4, abs=0.1)


def test_noise_is_no_season() -> None:
    adjusted = [seasonal(series(seed, 60, 0.0))["is_adjusted"].any() for seed in range(40)]
    assert sum(adjusted) <= 3


def test_less_than_three_years_are_only_held_against_a_year_ago() -> None:
    found = seasonal(series(1, 30, 0.4))
    assert set(found["not_adjusted_because"]) == {"fewer than 36 months"}
    assert found["adjusted_pct"].equals(found["share_pct"].rename("adjusted_pct"))
    assert found["year_ago_points"].isna().sum() == 12
    assert found["year_ago_points"][12] == found["share_pct"][12] - found["share_pct"][0]


def test_a_gap_stays_a_gap() -> None:
    made = series(1, 60, 0.4)
    made.loc[20:22, ["n", "count"]] = 0
    found = seasonal(made)
    assert found["share_pct"].isna().sum() == 3
    assert found["adjusted_pct"].isna().sum() == 3
