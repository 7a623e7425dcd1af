"""What lies between groups of openings: clustered means with their joint covariance, and differences of them.

Employers stand in several groups at once (two years, two kinds of openings), so groups are not independent: everything
here is built from one sum per employer and group (METHODS 5.2), and covariances come with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]

POWER_Z = 0.8416212335729143  # one-sided 80 %


@dataclass(frozen=True, slots=True)
class Means:
    """Weighted means of G groups of the same N openings, clustered by employer."""

    mean: Numbers  # (G,); NaN for a group without openings
    covariance: Numbers  # (G, G); the diagonal is that of pipeline.trends.shares
    n: Codes  # (G,) openings of positive weight
    employers: Codes  # (G,)
    largest: Codes  # (G,) openings of the largest employer


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference on a scale where it is nearly normal."""

    value: float
    error: float  # its standard error


def means(employer: Codes, weights: Numbers, values: Numbers) -> Means:
    """Means of `values` (N,) or (N, G) in the G groups of `weights` (N, G; 0: not in the group).

    `employer` (N,): the number of each opening's cluster, from 0. Weights are taken as given, not as estimated.
    """
    groups = weights.shape[1]
    each = np.broadcast_to(values if values.ndim == 2 else values[:, None], weights.shape)
    clusters = int(employer.max()) + 1 if len(employer) else 0
    influence = np.zeros((clusters, groups))
    mean, n, employers, largest = (np.full(groups, np.nan), *(np.zeros(groups, dtype=np.int64) for _ in range(3)))
    for group in range(groups):
        inside = np.flatnonzero(weights[:, group])
        if not len(inside):
            continue
        who, weight, value = employer[inside], weights[inside, group], each[inside, group]
        sizes = np.bincount(who)
        n[group], employers[group], largest[group] = len(inside), np.count_nonzero(sizes), sizes.max()
        mean[group] = np.average(value, weights=weight)
        own = np.bincount(who, weights=weight * (value - mean[group]), minlength=clusters) / weight.sum()
        influence[:, group] = own * np.sqrt(employers[group] / max(1, employers[group] - 1))
    return Means(mean, influence.T @ influence, n, employers, largest)


def difference(found: Means, combination: Numbers) -> Difference:
    """A linear combination of means (for one minus the other: 1, −1) with its standard error."""
    return Difference(float(combination @ found.mean), float(np.sqrt(combination @ found.covariance @ combination)))


def log_odds(found: Means, combination: Numbers) -> Difference:
    """The same on the scale of log-odds, for means of 0 and 1.

    Half an opening is added on both sides, so that no share is 0 or 1; a variance is never less than that of as many
    independent openings, for a handful of hits by different employers cannot show that they are spread more evenly.
    """
    share: Numbers = (found.mean * found.n + 0.5) / (found.n + 1)
    slope: Numbers = 1 / (share * (1 - share))
    covariance: Numbers = found.covariance.copy()
    np.fill_diagonal(covariance, np.maximum(np.diag(covariance), share * (1 - share) / found.n))
    scaled: Numbers = combination * slope
    odds: Numbers = np.log(share / (1 - share))
    variance = float(scaled @ covariance @ scaled)
    return Difference(float(combination @ odds), float(np.sqrt(max(0.0, variance))))


def same_mix(strata: Codes, one: NDArray[np.bool_], other: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Weights (N,) of two groups that give both the mix over `strata` which `one` has (METHODS 5.5).

    Openings of `one` in strata where `other` has none have no counterpart and weigh nothing.
    """
    cells = int(strata.max()) + 1 if len(strata) else 0
    ones, others = (np.bincount(strata[group], minlength=cells) for group in (one, other))
    shared = (ones > 0) & (others > 0)
    ratio = np.where(shared, ones / np.maximum(others, 1), 0.0)
    kept: Numbers = np.where(one, shared[strata].astype(np.float64), 0.0)
    return kept, np.where(other, ratio[strata], 0.0)
