"""The specification curve: a headline's change under every definition that could be defended (Simonsohn et al. 2020).

One row per combination of choices; the summary says which share agrees in sign, whether the change stands whatever is
chosen, and which choice moves it most. Combinations share their openings, so agreement alone proves nothing: a change
is robust only if the middle combination, too, could not come by chance.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t

from pipeline.trends.schemas import Kind, Schema
from pipeline.trends.weights import without_largest

Numbers = NDArray[np.float64]

FEWEST = 200  # combinations of a curve
FEWEST_OPENINGS, FEWEST_EMPLOYERS = 50, 10  # of a combination in each period, else it has no estimate
AGREEING_PCT = 95.0
SURE = 0.05  # p of the middle combination
CHOICES = ("rung", "openings", "panel", "roles", "lexicon")  # and weights, which need no counts of their own
WEIGHTS = ("openings", "employers", "without_largest")

# Counts of one employer in one period (0 before, 1 after) under one combination of CHOICES.
_TEXT: Kind = "text"
CELLS = Schema("cells", {"period": "count", "employer": "text", "n": "count", "x": "count"})
CURVE = Schema(
    "curve",
    {
        "weights": "text",
        "n_before": "count",
        "n_after": "count",
        "before_pct": "number?",
        "after_pct": "number?",
        "change_points": "number?",
        "low_points": "number?",
        "high_points": "number?",
        "p": "number?",
    },
)
SUMMARY = Schema(
    "summary",
    {
        "combinations": "count",
        "estimated": "count",
        "median_points": "number?",
        "lowest_points": "number?",
        "highest_points": "number?",
        "rising_pct": "number?",
        "agreeing_pct": "number?",
        "sure_pct": "number?",
        "median_p": "number?",
        "is_robust": "flag",
        "moved_most_by": "text?",
        "moved_points": "number?",
    },
)


class TooFewDefinitions(ValueError):
    """Fewer combinations than a curve needs; says how many there are."""


def curve(cells: pd.DataFrame, choices: Sequence[str] = CHOICES, fewest: int = FEWEST) -> pd.DataFrame:
    """CURVE with the columns of `choices`: the change of the share in points, by change, the lowest first.

    `cells`: CELLS with the columns of `choices` (text), every combination that is to be held. Each is estimated with
    all WEIGHTS. Intervals are clustered by employer over both periods together. Fewer than `fewest`:
    TooFewDefinitions.
    """
    names = list(choices)
    CELLS.also(**dict.fromkeys(names, _TEXT))(cells)
    counted = cells[cells["n"] > 0]
    rest = without_largest(counted, [*names, "period"])
    rows: list[tuple[object, ...]] = []
    kept = dict(iter(rest.groupby(names, sort=True, observed=True)))
    for key, of_key in counted.groupby(names, sort=True, observed=True):
        without = kept.get(key, counted.iloc[:0])
        rows.append((*key, "openings", *_change(of_key, False)))
        rows.append((*key, "employers", *_change(of_key, True)))
        rows.append((*key, "without_largest", *_change(without, False)))
    if len(rows) < fewest:
        raise TooFewDefinitions(f"{len(rows)} combinations of definitions; a curve needs {fewest}")
    columns = [*names, *CURVE.columns]
    found = pd.DataFrame(rows, columns=columns).sort_values(["change_points", *names, "weights"], ignore_index=True)
    return CURVE(found)


def summary(found: pd.DataFrame, choices: Sequence[str] = CHOICES) -> pd.DataFrame:
    """SUMMARY: one row. agreeing_pct: of the estimated combinations, those with the sign of the median.

    is_robust: AGREEING_PCT agree, the middle p is below SURE. moved_most_by: the choice whose options differ most in
    their mean change, other choices averaged; moved_points: by how much.
    """
    told = CURVE(found)[found["change_points"].notna()]
    if told.empty:
        return SUMMARY.frame([(len(found), 0, *[np.nan] * 7, False, None, np.nan)])
    change = told["change_points"].to_numpy(float)
    middle = float(np.median(change))
    agreeing = 100 * float((np.sign(change) == np.sign(middle)).mean())
    # The p of those that point the other way counts against the sign of the middle.
    p = np.where(np.sign(change) == np.sign(middle), told["p"], 1.0)
    moved = {name: float(np.ptp(told.groupby(name)["change_points"].mean())) for name in (*choices, "weights")}
    most = max(moved, key=moved.__getitem__)
    row = (
        len(found), len(told), middle, change.min(), change.max(), 100 * float((change > 0).mean()), agreeing,
        100 * float((p < SURE).mean()), float(np.median(p)),
        bool(agreeing >= AGREEING_PCT and np.median(p) < SURE), most, moved[most],
    )  # fmt: skip
    return SUMMARY.frame([row])


def _change(cells: pd.DataFrame, by_employer: bool) -> tuple[object, ...]:
    """n before and after, both shares, change, low, high (points) and p of one combination."""
    period, n, x = cells["period"].to_numpy(), cells["n"].to_numpy(float), cells["x"].to_numpy(float)
    employer, names = pd.factorize(cells["employer"])
    sizes = [float(n[period == at].sum()) for at in (0, 1)]
    pull = np.zeros(len(names))
    shares = []
    for at, sign in ((0, -1.0), (1, 1.0)):
        inside = period == at
        if sizes[at] < FEWEST_OPENINGS or len(np.unique(employer[inside])) < FEWEST_EMPLOYERS:
            return (*map(int, sizes), *[np.nan] * 6)
        size = np.bincount(employer[inside], weights=n[inside], minlength=len(names))
        hits = np.bincount(employer[inside], weights=x[inside], minlength=len(names))
        if by_employer:
            own = np.divide(hits, size, out=np.zeros(len(names)), where=size > 0)
            size, hits = (size > 0).astype(np.float64), own
        share = hits.sum() / size.sum()
        shares.append(share)
        pull += sign * (hits - share * size) / size.sum()
    change, degrees = shares[1] - shares[0], len(names) - 1
    error = float(np.sqrt((pull**2).sum() * len(names) / degrees))
    half = float(t.ppf(0.975, degrees)) * error
    p = 2 * float(t.sf(abs(change) / error, degrees)) if error > 0 else 1.0
    points = (100 * part for part in (*shares, change, change - half, change + half))
    return (*map(int, sizes), *points, p)
