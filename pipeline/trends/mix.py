"""Shares at a fixed mix, and how much of a change is the mix (METHODS 5.5).

Direct standardisation: p_t = sum over groups of w_g p_gt, with the weights of a reference period. A group is a cell
of role × country × seniority, or whatever columns are named.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from pipeline.trends.schemas import CELLS, Kind, Schema
from pipeline.trends.shares import Z
from pipeline.trends.two_way import effects

Numbers = NDArray[np.float64]

PRIOR = 10.0  # openings that a group's expected share counts as: few say little, none say nothing of their own
ADJUSTED = Schema(
    "adjusted",
    {
        "month": "month",
        "n": "count",
        "share_pct": "number",
        "adjusted_pct": "number",
        "low_pct": "number",
        "high_pct": "number",
        "pooled_pct": "number",
    },
)
DECOMPOSED = Schema(
    "decomposed",
    {
        "change_points": "number",
        "within_points": "number",
        "within_low_points": "number",
        "within_high_points": "number",
        "mix_points": "number",
        "mix_low_points": "number",
        "mix_high_points": "number",
    },
)


def adjusted(cells: pd.DataFrame, groups: Sequence[str], reference: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """ADJUSTED: one row per month, the share at the mix of `groups` that the months of `reference` had together.

    `cells`: CELLS with the columns of `groups` (text, null refused). A group with few or no openings in a month leans
    on its usual distance from the month's share, as if that were PRIOR openings; pooled_pct is the weight of groups
    that have none at all. The interval is clustered by employer; groups that are pooled add no width of their own.
    """
    _schema(groups)(cells)
    month, group, employer = (
        pd.factorize(part, sort=True) for part in (cells["month"], _named(cells, groups), cells["employer"])
    )
    counts = _summed(cells, month[0], group[0], (len(month[1]), len(group[1])))
    is_reference = month[1].isin(pd.DatetimeIndex(list(reference)))
    weight = counts[0][is_reference].sum(axis=0)
    if not weight.sum():
        raise ValueError("the reference months have no openings")
    weight = weight / weight.sum()
    expected = _expected(*counts)
    share = (counts[1] + PRIOR * expected) / (counts[0] + PRIOR)
    level = share @ weight
    own = weight[None, :] / (counts[0] + PRIOR)  # what one opening of a group adds
    pull = own[month[0], group[0]] * (
        cells["x"].to_numpy(float) - share[month[0], group[0]] * cells["n"].to_numpy(float)
    )
    error = _clustered(pull, month[0], employer[0], len(month[1]))
    centre, spread = logit(level), error / (level * (1 - level))
    return ADJUSTED(
        pd.DataFrame(
            {
                "month": month[1],
                "n": counts[0].sum(axis=1).astype("int64"),
                "share_pct": 100 * counts[1].sum(axis=1) / counts[0].sum(axis=1),
                "adjusted_pct": 100 * level,
                "low_pct": 100 * expit(centre - Z * spread),
                "high_pct": 100 * expit(centre + Z * spread),
                "pooled_pct": 100 * (counts[0] == 0) @ weight,
            }
        )
    )


def decomposed(before: pd.DataFrame, after: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """DECOMPOSED: one row, the change of the share from `before` to `after` (CELLS with `groups`) in points.

    within = sum of mean weight × change of the group's share; mix = sum of mean share × change of its weight; they add
    to the change. A group that one period lacks has there its usual distance from that period's share. Intervals:
    normal, clustered by employer over both periods, weights and shares both estimated.
    """
    both = pd.concat([_schema(groups)(before).assign(period=0), _schema(groups)(after).assign(period=1)])
    period = both["period"].to_numpy()
    group, names = pd.factorize(_named(both, groups), sort=True)
    employer, _ = pd.factorize(both["employer"])
    n, x = _summed(both, period, group, (2, len(names)))
    if not n.sum(axis=1).all():
        raise ValueError("both periods need openings")
    share = np.where(n > 0, x / np.maximum(n, 1), _expected(n, x))
    weight = n / n.sum(axis=1, keepdims=True)
    moved, shifted = share[1] - share[0], weight[1] - weight[0]
    within, mix = weight.mean(axis=0) @ moved, share.mean(axis=0) @ shifted
    sign = np.where(period == 1, 1.0, -1.0)
    size, hits = both["n"].to_numpy(float), both["x"].to_numpy(float)
    rest = (hits - share[period, group] * size) / n[period, group]
    total = n.sum(axis=1)[period]
    middle = share.mean(axis=0)
    pulls = (
        sign * weight.mean(axis=0)[group] * rest + size / total * (moved[group] - weight[period] @ moved) / 2,
        sign * size / total * (middle[group] - weight[period] @ middle) + shifted[group] * rest / 2,
    )
    errors = [_clustered(pull, np.zeros(len(pull), dtype=np.int64), employer, 1)[0] for pull in pulls]
    row = [100 * (within + mix)]
    for value, error in zip((within, mix), errors, strict=True):
        row += [100 * value, 100 * (value - Z * error), 100 * (value + Z * error)]
    return DECOMPOSED.frame([tuple(float(number) for number in row)])


def _schema(groups: Sequence[str]) -> Schema:
    text: Kind = "text"
    return CELLS.also(**dict.fromkeys(groups, text))


def _named(cells: pd.DataFrame, groups: Sequence[str]) -> pd.Series:
    """One name for each combination of groups."""
    return pd.Series(cells.groupby(list(groups), sort=True, observed=True).ngroup().to_numpy(), index=cells.index)


def _summed(
    cells: pd.DataFrame, row: NDArray[np.int64], column: NDArray[np.int64], shape: tuple[int, int]
) -> tuple[Numbers, Numbers]:
    place, size = row * shape[1] + column, shape[0] * shape[1]
    n, x = (np.bincount(place, weights=cells[name].to_numpy(float), minlength=size) for name in ("n", "x"))
    return n.reshape(shape).astype(np.float64), x.reshape(shape).astype(np.float64)


def _expected(n: Numbers, x: Numbers) -> Numbers:
    """The share of each group in each month if groups kept their distance on the logit: group + month effects."""
    group, month = effects(n.T[None], x.T[None])
    usual = np.nan_to_num(group[0], nan=float(np.nanmean(group[0])))
    return np.asarray(expit(np.nan_to_num(month[0])[:, None] + usual[None, :]))


def _clustered(pull: Numbers, row: NDArray[np.int64], employer: NDArray[np.int64], rows: int) -> Numbers:
    """Standard error of each row's sum of pulls, employers being drawn."""
    clusters = int(employer.max()) + 1
    place, code = np.unique(row * clusters + employer, return_inverse=True)
    summed = np.bincount(code, weights=pull)
    of_row = place // clusters
    employers = np.bincount(of_row, minlength=rows)
    return np.asarray(
        np.sqrt(np.bincount(of_row, weights=summed**2, minlength=rows) * employers / np.maximum(1, employers - 1))
    )
