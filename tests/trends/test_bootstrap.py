"""Headline intervals cover the truth though employers post in clusters; other weights tell when few carry it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.bootstrap import headline
from pipeline.trends.weights import weighted, without_largest
from tests.trends.world import clusters


def coverage(worlds: int, draws: int) -> float:
    """Share of worlds whose headline interval holds the true 10 %."""
    held = 0
    for seed in range(worlds):
        [row] = headline(clusters(np.random.default_rng(seed)), draws=draws, seed=seed).to_dict("records")
        held += row["low_pct"] <= 10 <= row["high_pct"]
    return held / worlds


def test_headline_intervals_cover_the_truth() -> None:
    assert coverage(worlds=120, draws=199) >= 0.92 - 2 * np.sqrt(0.92 * 0.08 / 120)


@pytest.mark.worlds
def test_headline_intervals_cover_the_truth_in_92_of_100_worlds() -> None:
    assert coverage(worlds=2_000, draws=999) >= 0.92


def test_the_same_seed_gives_the_same_interval_and_the_share_is_plain() -> None:
    cells = clusters(np.random.default_rng(1))
    first, second = headline(cells, draws=99), headline(cells, draws=99)
    pd.testing.assert_frame_equal(first, second)
    assert first["share_pct"].tolist() == [100 * cells["x"].sum() / cells["n"].sum()]


def test_no_hits_have_no_bootstrapped_interval() -> None:
    [row] = headline(clusters(np.random.default_rng(1)).assign(x=0)).to_dict("records")
    assert row["share_pct"] == 0
    assert np.isnan(row["low_pct"])


def test_every_employer_weighs_the_same_in_the_employer_weighted_share() -> None:
    """One employer has 90 of 100 openings, all with AI; ten have one each, one of them with AI."""
    cells = pd.DataFrame(
        {
            "month": pd.Timestamp("2024-01-01"),
            "employer": ["big", *(f"e{number}" for number in range(10))],
            "n": [90, *[1] * 10],
            "x": [90, 1, *[0] * 9],
        }
    )
    [row] = weighted(cells).to_dict("records")
    assert row["share_pct"] == 91
    assert row["employer_weighted_pct"] == pytest.approx(100 * 2 / 11)
    # Left out are big and, of equals, the first four by name: six openings without AI are too few for a share.
    assert without_largest(cells, ["month"])["employer"].tolist() == ["e4", "e5", "e6", "e7", "e8", "e9"]
    assert np.isnan(row["without_largest_pct"])
