"""A change that stands whatever is chosen is robust; one that only a choice makes, or chance, is not."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from pipeline.trends.specification import CHOICES, TooFewDefinitions, curve, summary

RUNGS = ("any_word", "specific", "two_skills", "in_duties", "ai_title")
OPTIONS = {
    "openings": ("0.5", "0.7", "0.9"),
    "panel": ("hn", "ats_sample", "both"),
    "roles": ("single", "all"),
    "lexicon": ("current", "frozen"),
}


def counted(seed: int, rise: float, employers: int = 150, rung: str | None = None) -> pd.DataFrame:
    """Openings of two years under 180 combinations; with `rung` only that rung rises."""
    random = np.random.default_rng(seed)
    size = random.poisson(2, (2, employers)) + (random.random((2, employers)) < 0.8)
    period, employer = (np.repeat(part.ravel(), size.ravel()) for part in np.indices(size.shape))
    habit, draw = random.normal(0, 0.8, employers), random.random(len(period))
    cell = period * employers + employer
    is_hn, is_single = random.random(len(period)) < 0.6, random.random(len(period)) < 0.7
    copy, old_word = random.random(len(period)), random.random(len(period)) < 0.9
    frames = []
    for place, name in enumerate(RUNGS):
        moved = rise if rung in (None, name) else 0.0
        hit = draw < expit(-1 - 0.6 * place + moved * period + habit[employer])
        for openings, panel, roles, lexicon in product(*OPTIONS.values()):
            kept = (copy < float(openings) + 0.1) & ((panel == "both") | (is_hn == (panel == "hn")))
            kept &= is_single | (roles == "all")
            found = kept & hit & (old_word | (lexicon == "current"))
            n, x = (np.bincount(cell[rows], minlength=2 * employers) for rows in (kept, found))
            made = {
                "period": np.repeat([0, 1], employers),
                "employer": np.tile(np.arange(employers), 2),
                "n": n,
                "x": x,
            }
            named = {"rung": name, "openings": openings, "panel": panel, "roles": roles, "lexicon": lexicon}
            frames.append(pd.DataFrame({**made, **named}))
    whole = pd.concat(frames, ignore_index=True)
    return whole.assign(employer="e" + whole["employer"].astype("str"))


def robust(seeds: range, rise: float) -> float:
    return float(np.mean([summary(curve(counted(seed, rise)))["is_robust"][0] for seed in seeds]))


def test_a_planted_rise_is_robust_and_chance_is_not() -> None:
    assert robust(range(1), rise=1.0) == 1
    assert robust(range(3, 5), rise=0.0) == 0


@pytest.mark.worlds
def test_flat_worlds_are_robust_in_5_of_100_and_planted_rises_in_95() -> None:
    assert robust(range(100), rise=0.0) <= 0.05
    assert robust(range(100, 160), rise=1.0) >= 0.95


def test_every_combination_stands_in_the_curve_and_the_choice_that_matters_is_named() -> None:
    found = curve(counted(1, rise=1.5, rung="in_duties"))
    assert len(found) == 180 * 3
    assert not found.duplicated([*CHOICES, "weights"]).any()
    assert found["change_points"].dropna().is_monotonic_increasing
    [row] = summary(found).to_dict("records")
    assert row["moved_most_by"] == "rung"
    assert row["moved_points"] > 8
    assert not row["is_robust"]


def test_too_few_definitions_are_no_curve() -> None:
    few = counted(1, rise=0.0).query("rung == 'in_duties' and panel == 'hn'")
    with pytest.raises(TooFewDefinitions, match="36 combinations"):
        curve(few)


def test_a_change_is_counted_by_hand() -> None:
    """Ten employers of ten openings each go from one in ten to three in ten, all alike."""
    employers = [f"e{number}" for number in range(10)]
    cells = pd.DataFrame(
        {"period": np.repeat([0, 1], 10), "employer": employers * 2, "n": 10, "x": [1] * 10 + [3] * 10}
    )
    cells["x"] = cells["x"].astype("int64")
    found = curve(cells.assign(rung="r"), ["rung"], fewest=1).set_index("weights")
    assert found.loc[["openings", "employers"], "change_points"].tolist() == pytest.approx([20, 20])
    assert found["before_pct"].tolist()[:2] == [10, 10]
    # Without the five largest 50 openings of five employers are left: too few for an estimate.
    assert found["change_points"].isna().tolist() == [False, False, True]


def test_no_estimate_at_all_is_not_robust() -> None:
    employers = [f"e{number}" for number in range(4)]
    cells = pd.DataFrame({"period": 0, "employer": employers, "n": 3, "x": 1, "rung": "r"})
    [row] = summary(curve(cells, ["rung"], fewest=1), ["rung"]).to_dict("records")
    assert (row["estimated"], row["is_robust"]) == (0, False)
