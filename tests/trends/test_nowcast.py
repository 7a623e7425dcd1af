"""An incomplete month is completed as past months were, with an interval that holds what came."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.nowcast import nowcast
from tests.trends.world import months


def arrivals(seed: int, span: int = 20) -> pd.DataFrame:
    """Months of about 600 postings: two thirds on the first days, the rest by and by; late ones are AI more often."""
    random = np.random.default_rng(seed)
    rows = []
    for month in months(span):
        speed = random.uniform(0.5, 0.8)
        total = random.poisson(600)
        age = np.where(random.random(total) < speed, random.integers(0, 3, total), random.integers(3, 31, total))
        hit = random.random(total) < np.where(age < 3, 0.2, 0.3)
        counts = {"n": np.bincount(age, minlength=31), "x": np.bincount(age[hit], minlength=31)}
        rows.append(pd.DataFrame({"month": month, "age": range(31), **counts}))
    return pd.concat(rows, ignore_index=True)


def test_the_completed_month_lies_in_the_interval() -> None:
    held = []
    last = months(20)[-1]
    for seed in range(30):
        made = arrivals(seed)
        whole = made[made["month"] == last][["n", "x"]].sum()
        known = made[(made["month"] < last) | (made["age"] <= 10)]
        [row] = nowcast(known, last, 10).to_dict("records")
        came = 100 * whole["x"] / whole["n"]
        held.append((row["n_low"] <= whole["n"] <= row["n_high"], row["low_pct"] <= came <= row["high_pct"]))
        assert row["n_known"] < whole["n"]
    assert (np.mean(held, axis=0) >= 0.88).all()


def test_the_share_known_early_is_put_right() -> None:
    """The first days hold 20 % AI; all days together 23 to 24 %."""
    last = months(20)[-1]
    found = [nowcast(arrivals(seed), last, 2).iloc[0] for seed in range(12)]
    known = np.mean([100 * row["x_known"] / row["n_known"] for row in found])
    assert known == pytest.approx(20, abs=1)
    assert np.mean([row["share_pct"] for row in found]) == pytest.approx(23.5, abs=1)


def test_a_few_past_months_give_no_nowcast() -> None:
    assert nowcast(arrivals(1, span=6), months(6)[-1], 10).empty
    assert nowcast(arrivals(1), pd.Timestamp("2030-01-01"), 10).empty
