"""The premium of AI is held within title, country and month, where it is a fraction of the raw one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.pay import premium
from tests.trends.world import months

PREMIUM = 0.08  # of log pay, in every cell


def paid(seed: int, openings: int = 3_000, employers: int = 200) -> pd.DataFrame:
    """Roles that pay more are AI more often; half of all tell pay; employers have a level of their own."""
    random = np.random.default_rng(seed)
    role, employer = random.integers(0, 4, openings), random.integers(0, employers, openings)
    is_ai = random.random(openings) < np.array([0.05, 0.2, 0.5, 0.8])[role]
    country = random.choice(["US", "DE"], openings)
    level = 11 + 0.3 * role + 0.2 * (country == "US") + random.normal(0, 0.1, employers)[employer]
    pay = np.exp(level + PREMIUM * is_ai + random.normal(0, 0.15, openings))
    told = random.random(openings) < 0.5
    return pd.DataFrame(
        {
            "opening_id": range(openings),
            "month": months(6)[random.integers(0, 6, openings)],
            "employer": [f"e{number}" for number in employer],
            "role": [f"r{number}" for number in role],
            "country": country,
            "is_ai": is_ai,
            "pay_min": np.where(told, 0.9 * pay, np.nan),
            "pay_max": np.where(told & (random.random(openings) < 0.7), 1.1 * pay, np.nan),
            "pay_currency": np.where(country == "US", "USD", "EUR"),
            "pay_period": "year",
        }
    )


def test_the_premium_within_title_country_and_month_is_the_planted_one() -> None:
    held, raw = [], []
    for seed in range(20):
        found = premium(paid(seed)).set_index("definition").to_dict("index")
        within = found["within title, country and month"]
        held.append(within["low_pct"] <= 100 * np.expm1(PREMIUM) <= within["high_pct"])
        raw.append(found["raw"]["premium_pct"])
    assert sum(held) >= 17
    assert min(raw) > 3 * 100 * PREMIUM


def test_how_many_tell_pay_stands_beside() -> None:
    found = premium(paid(1))
    assert found["with_pay_pct"].to_numpy() == pytest.approx(50, abs=3)
    assert (found["n"] <= found["with_pay"]).all()


def test_currencies_and_periods_are_never_mixed() -> None:
    """AI is paid by the hour alone: there is no cell with both, so no premium."""
    made = paid(2).assign(pay_period=lambda rows: np.where(rows["is_ai"], "hour", "year"))
    found = premium(made)
    assert found["premium_pct"].isna().all()
    assert found["suppressed_because"].str.startswith("fewer than 10 employers").all()


def test_no_pay_at_all_is_told_and_not_an_error() -> None:
    found = premium(paid(1).assign(pay_min=np.nan, pay_max=np.nan))
    assert found["with_pay"].tolist() == [0, 0]
    assert found["premium_pct"].isna().all()
