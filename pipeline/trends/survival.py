"""How long openings are advertised: Kaplan–Meier with late entry and open ends (METHODS 5.9).

Ads that were already up when first seen enter at the age they then had (left truncation); ads still up, or lost from
sight, leave at their last age (right censoring). What went between two reads of its board went somewhere between:
both bounds are given. Long advertising is "long-running", never more: intent cannot be seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.trends.bootstrap import weights
from pipeline.trends.schemas import Schema

Numbers = NDArray[np.float64]

DAYS = (7, 14, 30, 60, 90)
FEWEST_EMPLOYERS = 10
DRAWS = 199

# age: days advertised when last seen. gone: age on the read that no longer had it (null: censored). entry: age when
# first seen, for what ends before its first read is never seen at all (0: seen from its start).
SPELLS = Schema("spells", {"employer": "text", "entry": "number", "age": "number", "gone": "number?"})
SURVIVAL = Schema(
    "survival",
    {
        "days": "count",
        "up_pct": "number?",
        "low_pct": "number?",
        "high_pct": "number?",
        "up_if_gone_early_pct": "number?",
        "up_if_gone_late_pct": "number?",
    },
)
MEDIAN = Schema(
    "median",
    {
        "n": "count",
        "ended": "count",
        "employers": "count",
        "median_days": "number?",
        "low_days": "number?",
        "high_days": "number?",
    },
)


def survival(spells: pd.DataFrame, days: Sequence[int] = DAYS, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """SURVIVAL: one row per age in `days`, the per cent of ads still up then; null beyond the oldest ad seen.

    `spells`: SPELLS. Between the last sight and the read without it, the end is taken to lie in the middle;
    up_if_gone_early_pct and up_if_gone_late_pct are the two extremes. Interval: employers drawn `draws` times.
    """
    counted = _counted(spells)
    ends = {name: _end(counted, part) for name, part in (("early", 0.0), ("middle", 0.5), ("late", 1.0))}
    at = np.asarray(days, dtype=float)
    early, middle, late = (_up(counted, end, np.ones(len(counted)), at) for end in ends.values())
    drawn = np.vstack([_up(counted, ends["middle"], weight, at) for weight in _drawn(counted, draws, seed)])
    low, high = _spread(drawn)
    rows = [
        (int(day), *(float(100 * part[place]) for part in (middle, low, high, early, late)))
        for place, day in enumerate(days)
    ]
    return SURVIVAL.frame(list(rows))


def median(spells: pd.DataFrame, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """MEDIAN: one row, the age at which half of the ads are gone; null where more than half are still up.

    A bound of the interval is null where the draws do not reach it.
    """
    counted = _counted(spells)
    end = _end(counted, 0.5)
    found = _half(*_curve(counted, end, np.ones(len(counted))))
    drawn = np.array([_half(*_curve(counted, end, weight)) for weight in _drawn(counted, draws, seed)])
    low, high = np.quantile(np.where(np.isnan(drawn), np.inf, drawn), [0.025, 0.975], method="nearest")
    numbers = (found, low if np.isfinite(low) else np.nan, high if np.isfinite(high) else np.nan)
    counts = (len(counted), int(counted["gone"].notna().sum()), int(counted["employer"].nunique()))
    return MEDIAN.frame([(*counts, *map(float, numbers))])


def _counted(spells: pd.DataFrame) -> pd.DataFrame:
    """Spells that were under observation for a while; ValueError where too few employers are left."""
    SPELLS(spells)
    counted = spells[spells["gone"].fillna(spells["age"]) > spells["entry"]]
    if counted["employer"].nunique() < FEWEST_EMPLOYERS:
        raise ValueError(f"fewer than {FEWEST_EMPLOYERS} employers")
    return counted


def _end(counted: pd.DataFrame, part: float) -> Numbers:
    """Age at the end, `part` of the way from the last sight to the read without it."""
    age = counted["age"].to_numpy(float)
    end = age + part * (counted["gone"].to_numpy(float) - age)
    return np.maximum(np.where(counted["gone"].notna(), end, age), counted["entry"].to_numpy(float) + 1e-6)


def _curve(counted: pd.DataFrame, end: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    """Ages at which ads end and the share still up after each."""
    from statsmodels.duration.survfunc import SurvfuncRight

    drawn = weight > 0
    found = SurvfuncRight(
        end[drawn],
        counted["gone"].notna().to_numpy()[drawn].astype(int),
        entry=counted["entry"].to_numpy(float)[drawn],
        freq_weights=weight[drawn],
    )
    return np.asarray(found.surv_times, dtype=float), np.asarray(found.surv_prob, dtype=float)


def _up(counted: pd.DataFrame, end: Numbers, weight: Numbers, at: Numbers) -> Numbers:
    times, up = _curve(counted, end, weight)
    place = np.searchsorted(times, at, side="right") - 1
    found = np.where(place >= 0, up[np.maximum(place, 0)], 1.0) if len(times) else np.ones(len(at))
    return np.where(at <= end[weight > 0].max(), found, np.nan)


def _half(times: Numbers, up: Numbers) -> float:
    below = np.flatnonzero(up <= 0.5)
    return float(times[below[0]]) if len(below) else np.nan


def _drawn(counted: pd.DataFrame, draws: int, seed: int) -> Numbers:
    code, names = pd.factorize(counted["employer"])
    return weights(len(names), draws, np.random.default_rng(seed))[:, code]


def _spread(drawn: Numbers) -> tuple[Numbers, Numbers]:
    told = np.isfinite(drawn).any(axis=0)
    low, high = np.full(drawn.shape[1], np.nan), np.full(drawn.shape[1], np.nan)
    low[told], high[told] = np.nanquantile(drawn[:, told], [0.025, 0.975], axis=0)
    return low, high
