"""What an incomplete month will be once all of it has arrived, from how past months arrived (METHODS 5.17).

A reporting triangle: postings of a month become known at an age (days since its first). How much of a month is known
at an age, and how its share still moves, is learnt from months that are complete.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit
from scipy.stats import t

from pipeline.trends.schemas import Schema

Numbers = NDArray[np.float64]

PAST = 24  # complete months that are learnt from
FEWEST_PAST = 6

ARRIVALS = Schema("arrivals", {"month": "month", "age": "count", "n": "count", "x": "count"})
NOWCAST = Schema(
    "nowcast",
    {
        "month": "month",
        "age": "count",
        "n_known": "count",
        "x_known": "count",
        "completeness_pct": "number",
        "n": "number",
        "n_low": "number",
        "n_high": "number",
        "share_pct": "number",
        "low_pct": "number",
        "high_pct": "number",
        "based_on": "count",
    },
)


def nowcast(arrivals: pd.DataFrame, month: pd.Timestamp, age: int) -> pd.DataFrame:
    """NOWCAST: one row, what `month` will have when it is complete, as known at `age` days; none with too few months.

    `arrivals`: ARRIVALS, postings (n, of which x hit) that became known at each age of each month; every month before
    `month` is complete. Interval: 95 %, of the completed counts, by the spread of past months at that age (t).
    """
    ARRIVALS(arrivals)
    known, whole = _summed(arrivals[arrivals["age"] <= age]), _summed(arrivals)
    past = whole.index[(whole.index < month) & (whole["n"] > 0)].sort_values()[-PAST:]
    past = past[known.reindex(past)["n"].fillna(0).to_numpy() > 0]
    if len(past) < FEWEST_PAST or month not in known.index or not known["n"].get(month, 0):
        return NOWCAST.empty()
    now = known.loc[[month]].iloc[0]
    grown = np.log(whole.loc[past, "n"].to_numpy(float) / known.loc[past, "n"].to_numpy(float))
    moved = _logit(whole.loc[past]) - _logit(known.loc[past])
    factor, low, high = (np.exp(part) for part in _predicted(grown))
    shift = _predicted(moved)
    share = [100 * float(expit(_logit(known.loc[[month]])[0] + part)) for part in shift]
    size = int(now["n"])
    numbers = (100 / factor, size * factor, size * max(1.0, low), size * high, *share)
    return NOWCAST.frame([(month, age, size, int(now["x"]), *map(float, numbers), len(past))])


def _summed(arrivals: pd.DataFrame) -> pd.DataFrame:
    return arrivals.groupby("month")[["n", "x"]].sum()


def _logit(counts: pd.DataFrame) -> Numbers:
    return np.asarray(logit((counts["x"].to_numpy(float) + 0.5) / (counts["n"].to_numpy(float) + 1)))


def _predicted(values: Numbers) -> tuple[float, float, float]:
    """Mean, and the 95 % prediction interval of one more."""
    mean, spread = float(values.mean()), float(values.std(ddof=1))
    half = float(t.ppf(0.975, len(values) - 1)) * spread * np.sqrt(1 + 1 / len(values))
    return mean, mean - half, mean + half
