"""What is new: log-odds with an informative Dirichlet prior, windows, bursts, times of diffusion (METHODS 5.10)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.trends.schemas import Schema

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]

PRIOR = 0.1  # the prior weighs a tenth of the background: less, and a term that is quite new could never be sure


def log_odds(recent: Counts, before: Counts, background: Counts, prior: float = PRIOR) -> tuple[Numbers, Numbers]:
    """Log-odds of each term, recent against before, and its z (Monroe, Colaresi and Quinn 2008).

    The three counts are of employers that name the term: in the recent window, before it, and in both together (an
    employer once). The prior of a term is `prior` times its background: what is frequent needs more to stand out.
    Terms that the background never has are refused: they would have no prior.
    """
    if len(background) and background.min() < 1:
        raise ValueError("a term without background has no prior")
    alpha: Numbers = prior * background.astype(np.float64)
    delta: Numbers = _logit(recent, alpha) - _logit(before, alpha)
    variance: Numbers = 1.0 / (recent + alpha) + 1.0 / (before + alpha)
    z: Numbers = delta / np.sqrt(variance)
    return delta, z


def _logit(counts: Counts, alpha: Numbers) -> Numbers:
    inside = counts + alpha
    odds: Numbers = np.log(inside) - np.log(counts.sum() + alpha.sum() - inside)
    return odds


def window_shares(counts: Counts, employers: Counts) -> Numbers:
    """Employers that name each term per 100 employers of each window; NaN in a window without employers.

    `counts`: terms by windows, in order of time; `employers`: all employers of each window.
    """
    return 100.0 * counts / np.where(employers > 0, employers.astype(float), np.nan)


def rising(shares: Numbers) -> NDArray[np.bool_]:
    """Whether each term's share never falls from one window to the next and ends above where it began.

    Windows without employers are left out; with fewer than two windows nothing rises.
    """
    seen = shares[:, ~np.isnan(shares).all(axis=0)]
    if seen.shape[1] < 2:
        return np.zeros(len(shares), dtype=bool)
    rises: NDArray[np.bool_] = np.all(np.diff(seen, axis=1) >= 0, axis=1) & (seen[:, -1] > seen[:, 0])
    return rises


COUNTS = Schema("counts", {"item": "text", "month": "month", "n": "count", "count": "count"})
CROSSINGS = Schema(
    "crossings",
    {"item": "text", "first_month": "month", "low_month": "month", "high_month": "month", "months": "count"},
)
BURSTS = Schema(
    "bursts", {"item": "text", "level": "count", "first_month": "month", "last_month": "month", "weight": "number"}
)
SMOOTHED = 3  # months together, when a share crosses a level
STEP, COST = 2.0, 1.0  # s and γ of Kleinberg's automaton


def crossings(series: pd.DataFrame, low_pct: float = 1.0, high_pct: float = 10.0) -> pd.DataFrame:
    """CROSSINGS: how many months each item took from `low_pct` to `high_pct` of openings; those that did not are out.

    `series`: COUNTS. first_month: of its first hit; low_month, high_month: the first of SMOOTHED months that lie
    together at or above the level, high after low.
    """
    rows: list[tuple[object, ...]] = []
    for item, of_item in COUNTS(series).groupby("item", sort=True, observed=True):
        ordered = of_item[of_item["n"] > 0].sort_values("month", ignore_index=True)
        ahead = ordered[["count", "n"]][::-1].rolling(SMOOTHED).sum()[::-1]
        share = 100 * ahead["count"] / ahead["n"]
        low = np.flatnonzero(share >= low_pct)
        high = np.flatnonzero(share >= high_pct)
        if not len(low) or not len(high):
            continue
        begun, low_month, high_month = (
            ordered["month"].iloc[int(at)] for at in ((ordered["count"] > 0).argmax(), low[0], high[0])
        )
        months = (high_month.year - low_month.year) * 12 + high_month.month - low_month.month
        rows.append((str(item), begun, low_month, high_month, months))
    return CROSSINGS.frame(rows)


def bursts(series: pd.DataFrame) -> pd.DataFrame:
    """BURSTS of Kleinberg's two-state automaton (2003) on employers per month: when, and how much likelier than calm.

    `series`: COUNTS of employers: count name the item, n there are. In a burst the item is named STEP times as often
    as over the whole time; to enter one costs COST × log(months). level is 1.
    """
    rows: list[tuple[object, ...]] = []
    for item, of_item in COUNTS(series).groupby("item", sort=True, observed=True):
        ordered = of_item[of_item["n"] > 0].sort_values("month")
        if not ordered["count"].sum():
            continue
        count, n = ordered["count"].to_numpy(float), ordered["n"].to_numpy(float)
        calm = min(0.49, count.sum() / n.sum())
        gain = count * np.log(STEP) + (n - count) * np.log((1 - STEP * calm) / (1 - calm))
        is_burst = _states(gain, COST * np.log(len(n)))
        edges = np.flatnonzero(np.diff(np.r_[0, is_burst.astype(int), 0]))
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            rows.append(
                (str(item), 1, ordered["month"].iloc[first], ordered["month"].iloc[end - 1], gain[first:end].sum())
            )
    return BURSTS.frame(rows)


def _states(gain: Numbers, cost: float) -> NDArray[np.bool_]:
    """The cheapest path through two states: a month in the burst gains `gain`, entering it costs `cost`."""
    calm, burst = 0.0, -cost
    came = np.zeros((2, len(gain)), dtype=bool)  # whether the best path to calm, to burst, comes from the burst
    for month, value in enumerate(gain):
        came[0, month], came[1, month] = burst > calm, burst > calm - cost
        calm, burst = max(calm, burst), max(burst, calm - cost) + value
    path = np.zeros(len(gain), dtype=bool)
    state = int(burst > calm)
    for month in range(len(gain) - 1, -1, -1):
        path[month] = bool(state)
        state = int(came[state, month])
    return path
