"""A stratified random sample of openings to be labelled, heavier where the tags are most often wrong (METHODS 5.3)."""

from __future__ import annotations

import numpy as np
import pandas as pd

# How far labels are expected to differ from the tag of each AI level (a standard deviation, in shares). The decision
# for AI in the duties falls between "mentions" and "uses": there it is most often wrong.
DOUBT = {"none": 0.1, "mentions": 0.4, "uses": 0.5, "builds": 0.25, "governs": 0.25}
FEWEST = 2  # of a stratum, where it has so many: one alone tells no variance


def drawn(openings: pd.DataFrame, n: int, seed: int) -> pd.DataFrame:
    """About `n` rows of `openings` in random order, with `stratum` and `weight` added; fewer where there are fewer.

    `openings`: month (timestamp), ai_level (str) and any other columns, one row per opening; its order counts, so that
    the same rows and seed give the same sample. Strata are AI level × year; rows are shared out by size × DOUBT.
    `weight` is the inverse of the inclusion probability, scaled to mean 1 over the sample: a mean of weight · x over
    the sample estimates the mean of x over all openings.
    """
    named = openings.assign(stratum=openings["ai_level"] + " " + openings["month"].dt.year.astype(str))
    random = np.random.default_rng(seed)
    picked = [
        rows.iloc[random.permutation(len(rows))[:wanted]].assign(weight=len(rows) / wanted)
        for rows, wanted in zip(_strata(named), _shared_out(named, n), strict=True)
    ]
    if not picked:
        return named.assign(weight=pd.Series(dtype="float64"))
    sample = pd.concat(picked)
    sample["weight"] *= len(sample) / len(named)
    return sample.iloc[random.permutation(len(sample))].reset_index(drop=True)


def _strata(named: pd.DataFrame) -> list[pd.DataFrame]:
    return [rows for _, rows in named.groupby("stratum", sort=True)]


def _shared_out(named: pd.DataFrame, n: int) -> list[int]:
    """How many rows each stratum gives: at least FEWEST, at most what it has, the rest by size × DOUBT."""
    strata = _strata(named)
    sizes = np.array([len(rows) for rows in strata])
    doubts = np.array([DOUBT[str(rows["ai_level"].iloc[0])] for rows in strata])
    given = np.minimum(sizes, FEWEST)
    while (room := sizes - given).any() and given.sum() < n:
        wanted = np.where(room > 0, sizes * doubts, 0)
        more = np.minimum(np.floor((n - given.sum()) * wanted / wanted.sum()).astype(int), room)
        if not more.any():
            more[np.argmax(np.where(room > 0, wanted / (given + 1), 0))] = 1
        given = given + more
    return [int(number) for number in given]
