"""Our series beside somebody else's: do they move the same way? Directions and ranks, never levels (METHODS 5.17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

YEAR = 12
FEWEST = 24  # months in common below which nothing is said
DIVERGING = 0.75  # of the last year's months: where so many go opposite ways, an alarm

Direction = Literal["same", "opposite", "unknown"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two monthly series go together over the months that both have."""

    months: int
    first_month: str | None  # YYYY-MM
    last_month: str | None
    rank_correlation: float | None  # Spearman, of the levels
    rank_correlation_of_changes: float | None  # of changes on the same month a year before: two rising lines rank alike
    own_change: float | None  # the last twelve months' mean less that of the twelve before
    other_change: float | None
    direction: Direction
    opposite: float | None  # share of the last year's months that went opposite ways on the year before
    is_diverging: bool


def monthly(days: pd.DataFrame) -> pd.DataFrame:
    """month and value: means of whole months. `days`: date and value, one row a day or a month.

    Of a daily series a month counts with at least 25 days; a monthly one has one row for each.
    """
    dated = days.dropna().assign(month=pd.to_datetime(days["date"]).dt.to_period("M").dt.to_timestamp())
    counted = dated.groupby("month")["value"].agg(["mean", "size"])
    is_daily = bool(len(counted)) and counted["size"].median() > 1
    whole = counted[counted["size"] >= 25] if is_daily else counted
    return whole["mean"].rename("value").reset_index()


def agreement(own: pd.DataFrame, other: pd.DataFrame) -> Agreement:
    """Both frames: month (timestamp) and value, months without a value left out."""
    both = own.merge(other, on="month", suffixes=("_own", "_other")).dropna().sort_values("month")
    both = both.set_index("month")[["value_own", "value_other"]]
    first, last = (f"{both.index.min():%Y-%m}", f"{both.index.max():%Y-%m}") if len(both) else (None, None)
    if len(both) < FEWEST:
        return Agreement(len(both), first, last, None, None, None, None, "unknown", None, False)
    yearly = (both - both.shift(freq=pd.DateOffset(years=1)).reindex(both.index)).dropna()
    late, early = both.iloc[-YEAR:].mean(), both.iloc[-2 * YEAR : -YEAR].mean()
    changes = late - early
    recent = np.sign(yearly.iloc[-YEAR:])
    opposite = float((recent["value_own"] * recent["value_other"] < 0).mean()) if len(recent) else None
    same = float(np.prod(np.sign(changes)))
    return Agreement(
        months=len(both),
        first_month=first,
        last_month=last,
        rank_correlation=_spearman(both),
        rank_correlation_of_changes=_spearman(yearly),
        own_change=float(changes["value_own"]),
        other_change=float(changes["value_other"]),
        direction="same" if same > 0 else "opposite" if same < 0 else "unknown",
        opposite=opposite,
        is_diverging=opposite is not None and opposite >= DIVERGING,
    )


def _spearman(pair: pd.DataFrame) -> float | None:
    if len(pair) < YEAR or (pair.nunique() < 2).any():
        return None
    return float(pair.rank().corr().to_numpy(dtype=float)[0, 1])
