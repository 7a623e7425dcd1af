"""What only the mix of openings moves stands still at a fixed mix, and the decomposition says which was which."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.mix import adjusted, decomposed
from tests.trends.world import months

SHARES = {"developer": 0.1, "data_scientist": 0.6}


def cells(seed: int, mixes: list[float], rise: float = 0.0, employers: int = 200) -> pd.DataFrame:
    """Months in which data scientists are this part of all openings; `rise` is added to every share per month."""
    random = np.random.default_rng(seed)
    rows = []
    for number, (month, mix) in enumerate(zip(months(len(mixes)), mixes, strict=True)):
        for employer in range(employers):
            for role, part in (("developer", 1 - mix), ("data_scientist", mix)):
                n = random.poisson(3 * part)
                rows.append((month, f"e{employer}", role, n, random.binomial(n, SHARES[role] + rise * number)))
    return pd.DataFrame(rows, columns=["month", "employer", "role", "n", "x"]).query("n > 0")


def test_a_change_of_mix_alone_leaves_the_adjusted_share() -> None:
    found = adjusted(cells(1, [0.1, 0.1, 0.3, 0.5]), ["role"], list(months(2)))
    assert found["share_pct"].iloc[-1] - found["share_pct"].iloc[0] > 15
    assert found["adjusted_pct"].to_numpy() == pytest.approx(15, abs=3)
    assert ((found["low_pct"] < 15) & (found["high_pct"] > 15)).sum() >= 3


def test_an_empty_group_is_pooled_and_said_so() -> None:
    made = cells(1, [0.2, 0.2, 0.2])
    without = made[(made["role"] == "developer") | (made["month"] < months(3)[2])]
    found = adjusted(without, ["role"], list(months(2)))
    assert found["pooled_pct"].tolist()[:2] == [0, 0]
    assert found["pooled_pct"].iloc[2] == pytest.approx(20, abs=2)
    assert found["adjusted_pct"].iloc[2] == pytest.approx(20, abs=4)
    assert found["share_pct"].iloc[2] == pytest.approx(10, abs=3)


def test_the_parts_of_a_change_add_up_and_hold_the_truth() -> None:
    """From 0.1 to 0.4 data scientists moves the share by 15 points, every group by 4 more."""
    held = []
    for seed in range(40):
        made = cells(seed, [0.1, 0.4], rise=0.04)
        before, after = (made[made["month"] == month] for month in months(2))
        [row] = decomposed(before, after, ["role"]).to_dict("records")
        assert row["within_points"] + row["mix_points"] == pytest.approx(row["change_points"])
        shares = [100 * part["x"].sum() / part["n"].sum() for part in (before, after)]
        assert row["change_points"] == pytest.approx(shares[1] - shares[0])
        held.append(
            (
                row["within_low_points"] < 4 < row["within_high_points"],
                row["mix_low_points"] < 15 < row["mix_high_points"],
            )
        )
    assert (np.mean(held, axis=0) >= 0.85).all()


def test_reference_months_must_have_openings() -> None:
    with pytest.raises(ValueError, match="reference months"):
        adjusted(cells(1, [0.1]), ["role"], [pd.Timestamp("1999-01-01")])
