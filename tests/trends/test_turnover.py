"""Roles that do not change have no turnover however few their openings, and skills live as long as was planted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.turnover import half_life, turnover

LIFE = 4.0  # years


def two(seed: int, n: int, moved: float) -> pd.DataFrame:
    """100 skills; ten of them fall by `moved`, ten rise by it."""
    random = np.random.default_rng(seed)
    before = random.uniform(0.1, 0.3, 100)
    after = before + moved * np.r_[np.full(10, -1.0), np.full(10, 1.0), np.zeros(80)]
    rows = [
        (f"s{skill}", period, n, random.binomial(n, share), 1.0)
        for period, shares in enumerate((before, after))
        for skill, share in enumerate(shares)
    ]
    return pd.DataFrame(rows, columns=["skill", "period", "n", "count", "deff"])


def test_what_chance_moves_is_taken_off() -> None:
    found = [turnover(two(seed, 120, 0.0)).iloc[0] for seed in range(20)]
    assert np.mean([row["change"] for row in found]) > 3
    assert np.mean([row["net"] for row in found]) == pytest.approx(0, abs=0.15)
    assert np.mean([row["low"] <= 0 <= row["high"] for row in found]) >= 0.9


def test_a_true_change_is_left() -> None:
    found = [turnover(two(seed, 5_000, 0.08)).iloc[0] for seed in range(10)]
    assert np.mean([row["net"] for row in found]) == pytest.approx(20 * 0.08, abs=0.25)
    assert all(row["low"] > 1 for row in found)


def lives(seed: int, skills: int = 120, years: int = 12, n: int = 5_000) -> pd.DataFrame:
    """Skills that fall to a third of their share at a random time with half-life LIFE."""
    random = np.random.default_rng(seed)
    dies = random.exponential(LIFE / np.log(2), skills)
    share = random.uniform(0.03, 0.3, skills)[:, None] * np.where(np.arange(years) >= dies[:, None], 0.3, 1.0)
    skill, year = np.indices(share.shape)
    return pd.DataFrame(
        {
            "skill": [f"s{number}" for number in skill.ravel()],
            "period": year.ravel(),
            "n": n,
            "count": random.binomial(n, share).ravel(),
            "deff": 1.0,
        }
    )


def test_the_half_life_lies_within_its_interval() -> None:
    found = [half_life(lives(seed), draws=99).iloc[0] for seed in range(25)]
    assert np.mean([row["low_years"] <= LIFE <= row["high_years"] for row in found]) >= 0.88
    assert np.mean([row["half_life_years"] for row in found]) == pytest.approx(LIFE, rel=0.1)


def test_skills_that_stay_have_no_half_life() -> None:
    stay = two(1, 5_000, 0.0)
    [row] = half_life(stay).to_dict("records")
    assert (row["skills"], row["halved"]) == (100, 0)
    assert np.isnan(row["half_life_years"])
    assert half_life(stay[stay["period"] == 0]).empty
