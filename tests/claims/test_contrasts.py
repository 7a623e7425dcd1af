"""Differences between groups of openings that share employers, with numbers counted by hand."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.contrasts import difference, log_odds, means, same_mix
from pipeline.trends.shares import clustered_wilson

AGAINST = np.array([1.0, -1.0])


def two_years(employers: int = 40, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Employer, weights of two groups and hits: every employer has its own rate in both years."""
    random = np.random.default_rng(seed)
    employer = np.repeat(np.arange(employers), 10)
    latest = np.tile(np.arange(10) < 5, employers)
    rate = random.beta(1, 3, employers)
    hits = random.random(10 * employers) < rate[employer]
    return employer, np.stack([latest, ~latest], axis=1).astype(float), hits.astype(float)


def test_the_variance_of_a_share_is_the_one_of_the_published_interval() -> None:
    employer, weights, hits = two_years()
    found = means(employer, weights, hits)
    first = weights[:, 0] > 0
    cells = pd.DataFrame({"employer": employer[first].astype(str), "x": hits[first].astype(int), "n": 1})
    share = clustered_wilson(cells)
    assert share.deff is not None
    p = hits[first].mean()
    assert found.mean[0] == pytest.approx(p)
    assert found.covariance[0, 0] == pytest.approx(share.deff * p * (1 - p) / 200, rel=1e-12)
    assert (found.n[0], found.employers[0], found.largest[0]) == (200, 40, 5)


def test_employers_in_both_years_make_a_difference_surer() -> None:
    """What an employer asks for in both years cancels; forgetting that would make the interval too wide."""
    employer, weights, hits = two_years()
    found = means(employer, weights, hits)
    alone = sqrt(found.covariance[0, 0] + found.covariance[1, 1])
    assert found.covariance[0, 1] > 0
    assert difference(found, AGAINST).error < 0.9 * alone


def test_log_odds_of_two_independent_groups_are_the_textbook_ones() -> None:
    """One opening per employer: 30 of 100 against 15 of 100, with half an opening added."""
    hits = np.concatenate([np.arange(100) < 30, np.arange(100) < 15]).astype(float)
    weights = np.stack([np.arange(200) < 100, np.arange(200) >= 100], axis=1).astype(float)
    found = log_odds(means(np.arange(200), weights, hits), AGAINST)
    assert found.value == pytest.approx(log(30.5 / 70.5) - log(15.5 / 85.5))
    assert found.error == pytest.approx(sqrt(1 / 30 + 1 / 70 + 1 / 15 + 1 / 85), rel=0.03)


def test_a_group_without_a_hit_has_odds_and_a_wide_error() -> None:
    hits = np.concatenate([np.arange(100) < 30, np.zeros(100, dtype=bool)]).astype(float)
    weights = np.stack([np.arange(200) < 100, np.arange(200) >= 100], axis=1).astype(float)
    found = log_odds(means(np.arange(200), weights, hits), AGAINST)
    assert found.value == pytest.approx(log(30.5 / 70.5) - log(0.5 / 100.5))
    assert found.error > 1


def test_a_group_without_openings_has_no_mean() -> None:
    found = means(np.array([0, 1]), np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([1.0, 0.0]))
    assert found.mean[0] == 0.5
    assert np.isnan(found.mean[1])
    assert list(found.n) == [2, 0]


def test_the_same_mix_takes_a_difference_of_strata_away() -> None:
    """Within each stratum both groups hit alike (20 %, 80 %); only their mix differs."""
    strata = np.array([0] * 150 + [1] * 150)
    one = np.tile(np.arange(150) < 50, 2) ^ (strata == 1)  # 50 of the first stratum, 100 of the second
    hits = np.zeros(300)
    for stratum, rate in ((0, 0.2), (1, 0.8)):
        for group in (one, ~one):
            inside = np.flatnonzero(group & (strata == stratum))
            hits[inside[: int(rate * len(inside))]] = 1
    raw = means(np.arange(300), np.stack([one, ~one], axis=1).astype(float), hits)
    net = means(np.arange(300), np.stack(same_mix(strata, one, ~one), axis=1), hits)
    assert raw.mean[0] - raw.mean[1] == pytest.approx(0.2)
    assert net.mean[0] - net.mean[1] == pytest.approx(0.0)


def test_openings_without_a_counterpart_weigh_nothing() -> None:
    strata = np.array([0, 0, 1])
    kept, matched = same_mix(strata, np.array([True, False, True]), np.array([False, True, False]))
    assert list(kept) == [1, 0, 0]
    assert list(matched) == [0, 1, 0]
