"""How fast the skills of a role turn over, net of what sampling alone would show, and their half-life (METHODS 5.14).

Small roles look restless: with few openings every share jumps. What chance gives is taken off.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq

from pipeline.trends.bootstrap import weights
from pipeline.trends.schemas import Schema

Numbers = NDArray[np.float64]

DRAWS = 199
LEAST_PCT = 1.0  # of the first year, for a skill whose life is followed
HALF = 0.5

COUNTS = Schema("counts", {"skill": "text", "period": "count", "n": "count", "count": "count", "deff": "number?"})
TURNOVER = Schema(
    "turnover",
    {"skills": "count", "change": "number", "by_chance": "number", "net": "number", "low": "number", "high": "number"},
)
HALF_LIFE = Schema(
    "half life",
    {
        "skills": "count",
        "halved": "count",
        "years": "number",
        "half_life_years": "number?",
        "low_years": "number?",
        "high_years": "number?",
    },
)


def turnover(counts: pd.DataFrame, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """TURNOVER: one row, sum over skills of |share₁ − share₀| (Deming and Noray 2020; 1: one skill came or went).

    `counts`: COUNTS with periods 0 and 1, every skill in both; n / deff is the effective sample. by_chance: the mean
    of the same sum where nothing changes, drawn from the shares of both periods together. net = change − by_chance,
    with a 95 % interval from redrawing both periods around their own shares.
    """
    wide = COUNTS(counts).pivot(index="skill", columns="period", values=["n", "count", "deff"]).fillna(0)
    n, count = (wide[name][[0, 1]].to_numpy(float) for name in ("n", "count"))
    size = np.maximum(1, np.round(n / np.maximum(1, wide["deff"][[0, 1]].to_numpy(float)))).astype(np.int64)
    share = count / np.maximum(n, 1)
    pooled = count.sum(axis=1) / np.maximum(1, n.sum(axis=1))
    random = np.random.default_rng(seed)

    def moved(p: Numbers) -> Numbers:
        drawn = random.binomial(size, p, size=(draws, *size.shape)) / size
        return np.asarray(np.abs(drawn[:, :, 1] - drawn[:, :, 0]).sum(axis=1))

    change = float(np.abs(share[:, 1] - share[:, 0]).sum())
    chance = moved(np.column_stack([pooled, pooled]))
    again = moved(share)
    # Redrawing adds noise to noise: the draws' mean lies above the change, and what they add is taken off twice.
    low, high = np.quantile(again - again.mean(), [0.025, 0.975])
    net = change - float(chance.mean())
    return TURNOVER.frame([(len(share), change, float(chance.mean()), net, net + float(low), net + float(high))])


def half_life(counts: pd.DataFrame, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """HALF_LIFE: one row, years after which half of the skills are asked for less than half as often as at first.

    `counts`: COUNTS with periods in years from 0, of skills with LEAST_PCT of year 0. A skill is halved in the first
    year from which its share stays below half of the first one; it happened between two years (interval-censored) or
    not yet. Constant hazard by maximum likelihood; 95 % interval by drawing skills. Null where none halved.
    """
    share = (
        COUNTS(counts)
        .assign(share=counts["count"] / counts["n"].clip(lower=1))
        .pivot(index="skill", columns="period", values="share")
    )
    share = share[sorted(share.columns)].fillna(0)
    share = share[100 * share.iloc[:, 0] >= LEAST_PCT]
    years = np.asarray(share.columns, dtype=np.float64)
    if len(share) < 2 or len(years) < 2:
        return HALF_LIFE.empty()
    below = share.to_numpy() < HALF * share.to_numpy()[:, [0]]
    for_good = np.logical_and.accumulate(below[:, ::-1], axis=1)[:, ::-1]
    is_halved = for_good.any(axis=1)
    at = np.where(is_halved, for_good.argmax(axis=1), len(years) - 1)
    first, last = years[np.where(is_halved, at - 1, at)] - years[0], np.where(is_halved, years[at] - years[0], np.inf)
    drawn = weights(len(share), draws, np.random.default_rng(seed))
    each = np.array([_half(first, last, weight) for weight in drawn])
    low, high = np.quantile(each, [0.025, 0.975], method="nearest")
    found = _half(first, last, np.ones(len(share)))
    numbers = [float(value) if np.isfinite(value) else np.nan for value in (found, low, high)]
    return HALF_LIFE.frame([(len(share), int(is_halved.sum()), float(years[-1] - years[0]), *numbers)])


def _half(first: Numbers, last: Numbers, weight: Numbers) -> float:
    """ln 2 over the hazard that makes what was seen likeliest; infinite where nothing halved."""
    ended = np.isfinite(last) & (weight > 0)
    if not ended.any():
        return np.inf
    span = (last - first)[ended]

    def slope(log_rate: float) -> float:
        rate = np.exp(log_rate)
        inside = span * np.exp(-rate * span) / -np.expm1(-rate * span) - first[ended]
        return float((weight[ended] * inside).sum() - (weight * first)[~ended].sum())

    return float(np.log(2) / np.exp(brentq(slope, -12.0, 6.0)))
