"""Employer bootstrap: the interval of published headlines, and the weights by which other statistics are redrawn.

Postings cluster in employers, so employers are drawn, not postings (METHODS 5.2).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from pipeline.trends.schemas import CELLS

Numbers = NDArray[np.float64]

DRAWS = 999
LEVEL = 0.95


def weights(employers: int, draws: int, random: np.random.Generator) -> Numbers:
    """How often each employer is drawn: draws × employers, each row sums to `employers`."""
    drawn: Numbers = random.multinomial(employers, np.full(employers, 1 / employers), size=draws).astype(np.float64)
    return drawn


def headline(cells: pd.DataFrame, by: Sequence[str] = ("month",), draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """One row per group of `by`: n, count, employers, share_pct, and the studentised interval low_pct, high_pct.

    `cells`: CELLS with the columns of `by`. Bootstrap-t on the logit (Davison and Hinkley 1997, 5.2): employers are
    drawn `draws` times; t* = (logit p* − logit p) / se*, se clustered by employer. Groups with no or only hits, or
    with fewer than two employers, have no interval here (see `pipeline.trends.shares`). The same seed gives the same.
    """
    groups = list(by)
    summed = CELLS(cells).groupby([*groups, "employer"], observed=True)[["n", "x"]].sum().reset_index()
    rows = []
    for key, of_group in summed[summed["n"] > 0].groupby(groups, sort=True, observed=True):
        n, x = of_group["n"].to_numpy(float), of_group["x"].to_numpy(float)
        low, high = interval(n, x, draws, np.random.default_rng(seed))
        rows.append((*key, int(n.sum()), int(x.sum()), len(n), 100 * x.sum() / n.sum(), 100 * low, 100 * high))
    return pd.DataFrame(rows, columns=[*groups, "n", "count", "employers", "share_pct", "low_pct", "high_pct"])


def interval(n: Numbers, x: Numbers, draws: int, random: np.random.Generator) -> tuple[float, float]:
    """The studentised 95 % interval (0..1) of sum x / sum n over employers; NaN where it cannot be told."""
    share = x.sum() / n.sum()
    if len(n) < 2 or share in (0, 1):
        return np.nan, np.nan
    drawn = weights(len(n), draws, random) @ np.column_stack([n, x, n * n, x * n, x * x])
    p, error = _logit_error(*drawn.T)
    told = np.isfinite(error) & (error > 0)
    [centre], [spread] = (part[None] for part in (logit(share), _logit_error(*_sums(n, x))[1]))
    if told.sum() < draws / 2 or not spread > 0:
        return np.nan, np.nan
    t = (logit(p[told]) - centre) / error[told]
    # A draw that holds hits alone, or none, has no t: it lies beyond all others on its side.
    t = np.concatenate([t, np.full((p >= 1).sum(), np.inf), np.full((p <= 0).sum(), -np.inf)])
    above, below = np.quantile(t, [(1 + LEVEL) / 2, (1 - LEVEL) / 2], method="nearest")
    return float(expit(centre - above * spread)), float(expit(centre - below * spread))


def _sums(n: Numbers, x: Numbers) -> tuple[Numbers, ...]:
    return tuple(np.array(part.sum()) for part in (n, x, n * n, x * n, x * x))


def _logit_error(n: Numbers, x: Numbers, nn: Numbers, xn: Numbers, xx: Numbers) -> tuple[Numbers, Numbers]:
    """Share and the clustered standard error of its logit, from sums over employers."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / n
        error: Numbers = np.sqrt(np.maximum(xx - 2 * p * xn + p * p * nn, 0)) / n / (p * (1 - p))
    return p, error
