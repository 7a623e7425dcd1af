"""The same share with other weights: every employer alike, or without the largest (METHODS 5.2).

A headline that only large employers carry falls apart here. The marts' columns employer_weighted_pct and
without_largest_pct are the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.trends.schemas import CELLS
from pipeline.trends.shares import Z, shares

LARGEST = 5  # employers left out of `without_largest_pct`, by openings in the group, ties by name


def weighted(cells: pd.DataFrame, by: Sequence[str] = ("month",)) -> pd.DataFrame:
    """One row per group of `by`: n, employers, share_pct and, each with low and high, the two other weights.

    `cells`: CELLS with the columns of `by`. employer_weighted_pct: mean over employers of their own share, normal
    interval between employers. without_largest_pct: share without the LARGEST employers, clustered Wilson; null where
    nothing is left or `pipeline.trends.shares` suppresses it.
    """
    groups = list(by)
    summed = CELLS(cells).groupby([*groups, "employer"], observed=True)[["n", "x"]].sum().reset_index()
    summed = summed[summed["n"] > 0].assign(own=lambda rows: 100 * rows["x"] / rows["n"])
    plain = summed.groupby(groups, observed=True).agg(
        n=("n", "sum"),
        employers=("n", "size"),
        x=("x", "sum"),
        employer_weighted_pct=("own", "mean"),
        spread=("own", "std"),
    )
    half = Z * plain["spread"] / np.sqrt(plain["employers"])
    rest = shares(without_largest(summed, groups), groups).set_index(groups)
    return plain.assign(
        share_pct=100 * plain["x"] / plain["n"],
        employer_weighted_low_pct=(plain["employer_weighted_pct"] - half).clip(lower=0),
        employer_weighted_high_pct=(plain["employer_weighted_pct"] + half).clip(upper=100),
        without_largest_pct=rest["share_pct"],
        without_largest_low_pct=rest["low_pct"],
        without_largest_high_pct=rest["high_pct"],
    )[WEIGHTED].reset_index()


WEIGHTED = [
    "n",
    "employers",
    "share_pct",
    "employer_weighted_pct",
    "employer_weighted_low_pct",
    "employer_weighted_high_pct",
    "without_largest_pct",
    "without_largest_low_pct",
    "without_largest_high_pct",
]


def without_largest(cells: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """`cells` without the LARGEST employers of each group of `by`."""
    groups = list(by)
    sizes = cells.groupby([*groups, "employer"], observed=True)["n"].sum().reset_index()
    sizes = sizes.sort_values([*groups, "n", "employer"], ascending=[True] * len(groups) + [False, True])
    rank = sizes.groupby(groups, observed=True).cumcount()
    kept = sizes.loc[rank >= LARGEST, [*groups, "employer"]]
    return cells.merge(kept, on=[*groups, "employer"])
