"""Sources and months in one additive model, fitted for many bootstrap draws at once (METHODS 5.6).

statsmodels would fit them one by one; here the months are eliminated, so that a step solves sources × sources only.
A test holds a single fit equal to statsmodels.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Numbers = NDArray[np.float64]
Family = Literal["binomial", "poisson"]

RIDGE = 1e-6  # keeps a source without hits finite; without it no answer at all
STEPS = 25
FARTHEST = 15.0  # of an effect, in log-odds
CLOSE = 1e-8


def effects(n: Numbers, x: Numbers, family: Family = "binomial") -> tuple[Numbers, Numbers]:
    """Effects of sources (B, S) and of months (B, T), the mean of the months' effects being 0.

    binomial: x of n hit, logit p_st = source + month. poisson: x counts where n > 0 (observed), log x_st = source +
    month. `n`, `x`: draws × sources × months. Months and sources without observation are NaN.
    """
    if n.shape[1] > n.shape[2]:  # what is more is eliminated
        month, source = effects(n.transpose(0, 2, 1), x.transpose(0, 2, 1), family)
        centre = np.nanmean(month, axis=1, keepdims=True)
        return source + centre, month - centre
    seen = n > 0
    source = np.zeros(n.shape[:2])
    month = np.zeros((n.shape[0], n.shape[2]))
    if family == "poisson":
        source += np.log(np.maximum(np.sum(x, axis=2), 0.5) / np.maximum(seen.sum(axis=2), 1))
    for _ in range(STEPS):
        expected, weight = _moments(source[:, :, None] + month[:, None, :], n, seen, family)
        step = _newton(np.where(seen, x - expected, 0.0), weight)
        source = np.clip(source + np.clip(step[0], -3, 3), -FARTHEST, FARTHEST)
        month = np.clip(month + np.clip(step[1], -3, 3), -FARTHEST, FARTHEST)
        if max(np.abs(step[0]).max(initial=0), np.abs(step[1]).max(initial=0)) < CLOSE:
            break
    months_seen, sources_seen = seen.any(axis=1), seen.any(axis=2)
    centre = np.sum(month * months_seen, axis=1, keepdims=True) / np.maximum(1, months_seen.sum(axis=1, keepdims=True))
    return np.where(sources_seen, source + centre, np.nan), np.where(months_seen, month - centre, np.nan)


def _moments(linear: Numbers, n: Numbers, seen: NDArray[np.bool_], family: Family) -> tuple[Numbers, Numbers]:
    """Expected hits and their variance."""
    if family == "poisson":
        mean = np.where(seen, np.exp(np.minimum(linear, 30)), 0.0)
        return mean, mean
    p = expit(linear)
    return n * p, n * p * (1 - p)


def _newton(rest: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    """One step: the normal equations with the months' diagonal block eliminated."""
    of_source = weight.sum(axis=2) + RIDGE
    of_month = weight.sum(axis=1) + RIDGE
    scaled = weight / of_month[:, None, :]
    small = -scaled @ weight.transpose(0, 2, 1)
    places = np.arange(small.shape[1])
    small[:, places, places] += of_source
    rest_source, rest_month = rest.sum(axis=2), rest.sum(axis=1)
    right = rest_source - np.einsum("bst,bt->bs", scaled, rest_month)
    source: Numbers = np.linalg.solve(small, right[:, :, None])[:, :, 0]
    month: Numbers = (rest_month - np.einsum("bst,bs->bt", weight, source)) / of_month
    return source, month
