"""The odds of remote with AI, net of what roles and employers do anyway."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from pipeline.trends.remote import logit_clustered, odds
from tests.trends.world import months


def offered(seed: int, effect: float = 0.0, openings: int = 3_000, employers: int = 250) -> pd.DataFrame:
    """Employers that are remote ask for AI more; so do roles; `effect` is what AI itself adds, in log-odds."""
    random = np.random.default_rng(seed)
    employer, role = random.integers(0, employers, openings), random.integers(0, 4, openings)
    habit = random.normal(0, 1, employers)[employer]
    is_ai = random.random(openings) < expit(-1.5 + 0.8 * habit + 0.5 * role)
    is_remote = random.random(openings) < expit(-1 + 1.2 * habit + 0.4 * role + effect * is_ai)
    return pd.DataFrame(
        {
            "opening_id": range(openings),
            "month": months(12)[random.integers(0, 12, openings)],
            "employer": [f"e{number}" for number in employer],
            "source": random.choice(["a", "b"], openings),
            "role": [f"r{number}" for number in role],
            "seniority": random.choice(["junior", "senior"], openings),
            "country": random.choice(["US", "DE", "GB"], openings),
            "is_ai": is_ai,
            "is_remote": is_remote,
        }
    )


def test_within_employers_nothing_is_left_of_a_habit() -> None:
    found = [odds(offered(seed)).set_index("definition").to_dict("index") for seed in range(4)]
    raw, net, within = (
        np.mean([np.log(each[name]["odds_ratio"]) for each in found])
        for name in ("raw", "net of controls", "within employers")
    )
    assert raw > net > 0.3
    assert abs(within) < 0.12
    assert sum(each["within employers"]["low"] <= 1 <= each["within employers"]["high"] for each in found) >= 3


def test_a_true_effect_is_found_within_employers() -> None:
    found = [
        odds(offered(seed, effect=0.7)).set_index("definition").to_dict("index")["within employers"]
        for seed in range(3)
    ]
    assert np.mean([np.log(row["odds_ratio"]) for row in found]) == pytest.approx(0.7, abs=0.15)
    assert all(row["low"] > 1 for row in found)


def test_the_logit_is_that_of_statsmodels() -> None:
    import statsmodels.api as sm
    from scipy.sparse import csr_array

    made = offered(3, openings=600, employers=60)
    hit, ai = made["is_remote"].to_numpy(float), made["is_ai"].to_numpy(float)
    controls = np.column_stack([np.ones(600), (made["role"] == "r1").astype(float), (made["country"] == "US")])
    employer = pd.factorize(made["employer"])[0].astype(np.int64)
    value, error, _ = logit_clustered(hit, ai, csr_array(controls), employer)
    fitted = sm.Logit(hit, np.column_stack([ai, controls])).fit(
        disp=False, cov_type="cluster", cov_kwds={"groups": employer}
    )
    assert value == pytest.approx(fitted.params[0], abs=1e-3)
    assert error == pytest.approx(fitted.bse[0], rel=0.01)


def test_too_few_employers_say_so() -> None:
    found = odds(offered(1, openings=60, employers=6))
    assert found["odds_ratio"].isna().all()
    assert found["suppressed_because"].str.startswith("fewer than 10 employers").all()
