"""Forecasts see no future, hold what they promise, and are shown only where they beat no change."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from pipeline.trends.forecasts import HORIZONS, QUANTILES, backtest, forecasts, scores, shown
from tests.trends.world import months

FIRST, LAST = pd.Timestamp("2016-01-01"), pd.Timestamp("2024-12-01")


def wandering(seed: int, items: int = 30, span: int = 96, moved: float = 0.06, n: int = 300) -> pd.DataFrame:
    """Shares that wander by `moved` log-odds a month, seen through n openings."""
    random = np.random.default_rng(seed)
    level = random.normal(-2, 0.7, items)[:, None] + np.cumsum(random.normal(0, moved, (items, span)), axis=1)
    count = random.binomial(n, expit(level))
    item, month = np.indices(count.shape)
    return pd.DataFrame(
        {
            "item": [f"s{number:02d}" for number in item.ravel()],
            "month": months(span, "2017-01-01")[month.ravel()],
            "n": n,
            "count": count.ravel(),
            "deff": 1.0,
        }
    )


@pytest.fixture(scope="module")
def series() -> pd.DataFrame:
    return wandering(1)


@pytest.fixture(scope="module")
def made(series: pd.DataFrame) -> pd.DataFrame:
    return backtest(series)


def test_shuffling_the_future_changes_no_forecast(series: pd.DataFrame, made: pd.DataFrame) -> None:
    now = months(96, "2017-01-01")[60]
    is_future = series["month"] > now
    other = series.copy()
    other.loc[is_future, "count"] = np.random.default_rng(2).permutation(series.loc[is_future, "count"])
    past = made[made["made_in"] <= now].reset_index(drop=True)
    again = backtest(other)
    pd.testing.assert_frame_equal(past, again[again["made_in"] <= now].reset_index(drop=True))
    alone = backtest(series[~is_future])  # nor does it matter that there is a future
    key = ["method", "horizon", "made_in", "item"]
    pd.testing.assert_frame_equal(past.sort_values(key, ignore_index=True), alone.sort_values(key, ignore_index=True))


def test_the_last_forecast_of_the_backtest_is_the_forecast(series: pd.DataFrame, made: pd.DataFrame) -> None:
    now = forecasts(series)
    last = made[made["made_in"] == series["month"].max()].reset_index(drop=True)
    pd.testing.assert_frame_equal(now, last)
    assert set(now["horizon"]) == set(HORIZONS)
    assert (np.diff(now[QUANTILES].to_numpy(), axis=1) >= 0).all()
    assert now[QUANTILES].to_numpy().min() > 0
    assert now[QUANTILES].to_numpy().max() < 100


def test_bands_of_80_per_cent_hold_80_per_cent(series: pd.DataFrame, made: pd.DataFrame) -> None:
    found = scores(made, series).query("method == 'smoothed'")
    by_horizon = found.groupby("horizon")["covered_pct"].mean()
    assert by_horizon.between(75, 85).all(), by_horizon.to_dict()


def test_noise_is_smoothed_away_and_the_forecast_is_shown(series: pd.DataFrame, made: pd.DataFrame) -> None:
    found = scores(made, series)
    smoothed = found[found["method"] == "smoothed"]
    assert smoothed["skill_pct"].mean() > 5
    assert (found[found["method"] == "no_change"]["skill_pct"] == 0).all()
    told = shown(forecasts(series), found)
    assert set(told["method"]) == {"smoothed"}
    assert len(told) == found["is_shown"].sum()


def test_where_no_change_is_best_nothing_is_shown() -> None:
    """Big steps seen without noise: the last month is the best there is."""
    series = wandering(3, items=12, moved=0.4, n=100_000)
    found = scores(backtest(series), series)
    assert found["is_shown"].mean() < 0.2


def test_the_score_is_counted_by_hand() -> None:
    row = {"item": "a", "method": "smoothed", "made_in": months(1)[0], "month": months(4)[3], "horizon": 3}
    made = pd.DataFrame([{**row, **dict.fromkeys(QUANTILES, 10.0)}])
    came = pd.DataFrame({"item": ["a"], "month": [months(4)[3]], "n": [100], "count": [14], "deff": [1.0]})
    [score] = scores(made, came).to_dict("records")
    assert score["crps_points"] == pytest.approx(2 * 4 * 0.5)  # 4 points above, at a mean level of a half
    assert score["covered_pct"] == 0


def test_short_series_and_empty_ones_have_no_forecast(series: pd.DataFrame) -> None:
    assert forecasts(series[series["month"] < months(96, "2017-01-01")[20]]).empty
    assert forecasts(series.iloc[:0]).empty


@pytest.mark.worlds
def test_bands_hold_75_to_85_per_cent_on_recorded_years() -> None:
    """Hacker News 2016–2024 from a warehouse that `jobshift backfill hn` made; JOBSHIFT_HN names its file."""
    duckdb = pytest.importorskip("duckdb")
    file = Path(os.environ.get("JOBSHIFT_HN", "data/jobshift.duckdb"))
    if not file.is_file():
        pytest.skip("needs a published warehouse of Hacker News 2012–2024: set JOBSHIFT_HN to its file")
    columns = "month::timestamp as month, n, count, deff"
    where = "panel = 'hn' and unit = 'opening' and month_status = 'complete'"
    with duckdb.connect(str(file), read_only=True) as con:
        series = con.execute(f"""
            select skill as item, {columns} from skill_share_monthly where {where} and definition = 'asked'
            and skill in (
                select skill from skill_share_monthly where {where} and definition = 'asked' and month < '2016-01-01'
                group by skill having 100.0 * sum(count) / sum(n) >= 1
            )
            union all
            select definition as item, {columns} from ai_ladder_monthly where {where}
        """).df()
    if series.empty or series["month"].min() > pd.Timestamp("2014-01-01") or series["month"].max() < LAST:
        pytest.skip("the warehouse does not hold Hacker News from 2014 to 2024")
    made = backtest(series)
    found = scores(made[made["month"].between(FIRST, LAST)], series)
    smoothed = found[found["method"] == "smoothed"]
    print(smoothed.groupby("horizon")[["covered_pct", "skill_pct", "is_shown"]].mean())  # noqa: T201 (the result)
    covered = smoothed.groupby("horizon")["covered_pct"].mean()
    assert covered.between(75, 85).all(), covered.to_dict()
