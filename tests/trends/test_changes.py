"""Planted changes are found to the month; series whose months are shuffled have none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.changes import CHANGES, changes, explained
from tests.trends.world import monthly, months

MONTHS = 60


def stepped(seed: int, at: int) -> pd.DataFrame:
    return monthly(np.random.default_rng(seed), np.where(np.arange(MONTHS) < at, 0.1, 0.2), item=f"s{seed}")


def off_by(seeds: range) -> list[int]:
    """Months between each planted step and the nearest found; 99 where none is."""
    off = []
    for seed in seeds:
        at = 12 + seed % 36
        found = changes(stepped(seed, at), draws=19)
        months_of = (found["month"].dt.year - 2021) * 12 + found["month"].dt.month - 1
        off.append(int((months_of - at).abs().min()) if len(found) else 99)
    return off


def false_alarms(worlds: int, series: int = 10) -> float:
    """Change points per series whose months, with a true rise in them, are shuffled."""
    share = 0.05 + 0.1 * np.arange(MONTHS) / MONTHS
    found = 0
    for world in range(worlds):
        random = np.random.default_rng(world)
        made = [monthly(random, random.permutation(share), item=f"s{number}") for number in range(series)]
        found += len(changes(pd.concat(made), draws=19))
    return found / (worlds * series)


def test_planted_steps_are_found_within_a_month() -> None:
    assert np.mean([off <= 1 for off in off_by(range(40))]) >= 0.95


def test_shuffled_months_have_hardly_a_change_point() -> None:
    assert false_alarms(worlds=20) <= 0.1


@pytest.mark.worlds
def test_200_shuffled_worlds_have_at_most_one_change_point_in_ten_series() -> None:
    assert false_alarms(worlds=200) <= 0.1
    assert np.mean([off <= 1 for off in off_by(range(400))]) >= 0.95


def test_the_interval_of_the_date_holds_the_truth() -> None:
    held = []
    for seed in range(40):
        found = changes(stepped(seed, 30))
        held.append(((found["first_month"] <= months(60)[30]) & (found["last_month"] >= months(60)[30])).any())
    assert np.mean(held) >= 0.9


def test_a_step_says_its_levels() -> None:
    [row] = changes(stepped(3, 30)).to_dict("records")
    assert row["kind"] == "step"
    assert (row["before_pct"], row["after_pct"]) == (pytest.approx(10, abs=1), pytest.approx(20, abs=1))
    assert row["low_log_odds"] < np.log(0.25 / (1 / 9)) < row["high_log_odds"]


def test_a_steady_rise_is_no_change_and_a_bend_is_one() -> None:
    time = np.arange(MONTHS)
    steady = monthly(np.random.default_rng(1), 0.05 * np.exp(0.03 * time))
    bent = monthly(np.random.default_rng(1), 0.05 * np.exp(0.06 * np.maximum(0, time - 30)))
    assert changes(steady).empty
    [row] = changes(bent).to_dict("records")
    assert row["kind"] == "kink"
    assert abs((row["month"].year - 2021) * 12 + row["month"].month - 31) <= 5
    assert row["low_log_odds"] > 0


def test_short_series_have_no_change_points() -> None:
    assert list(changes(stepped(1, 8).head(17))) == list(CHANGES.columns)
    assert changes(stepped(1, 8).head(17)).empty


def test_a_source_that_came_then_explains_the_change() -> None:
    found = changes(stepped(3, 30))
    far, near = months(60)[5], months(60)[30]
    events = pd.DataFrame({"month": [far, near], "what": ["taxonomy of 2021-06-01", "source lever came"]})
    assert explained(found, events)["explained_by"].tolist() == ["source lever came"]
    assert explained(found, events.head(1))["explained_by"].isna().all()
