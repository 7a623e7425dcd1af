"""What was not watched is a gap, not a fall: months by their nights, and days filled in and marked (METHODS 5.6)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.trends.schemas import Schema

OBSERVED_PCT = 95  # of a month's nights, for a complete month
AROUND = 28  # days on each side from which a missing day is filled in
FEWEST_DAYS = 7  # of those that were read, else a missing day stays missing

NIGHTS = Schema("nights", {"source": "text", "is_read": "flag"})  # and day: timestamps
MONTHS = Schema(
    "months", {"source": "text", "month": "month", "nights": "count", "read": "count", "month_status": "text"}
)


def month_status(nights: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """MONTHS: one row per source and month from its first night to `until` (the last night that is over).

    `nights`: NIGHTS with day, one row per source and night; a night without a row was not read. complete: over, with
    OBSERVED_PCT of its nights read; gap: none read; else incomplete. The warehouse's `board_months` keeps to the same.
    """
    read = NIGHTS(nights)[nights["is_read"]].drop_duplicates(["source", "day"])
    rows: list[tuple[object, ...]] = []
    for source, of_source in nights.groupby("source", sort=True):
        counted = read.loc[read["source"] == source, "day"].dt.to_period("M").value_counts()
        for month in pd.period_range(of_source["day"].min(), until, freq="M"):
            seen = int(counted.get(month, 0))
            is_over = month.end_time.normalize() <= until
            complete = is_over and 100 * seen >= OBSERVED_PCT * month.days_in_month
            status = "complete" if complete else "incomplete" if seen else "gap"
            rows.append((str(source), month.to_timestamp(), month.days_in_month, seen, status))
    return MONTHS.frame(rows)


def filled(days: pd.DataFrame) -> pd.DataFrame:
    """`days` (source, day, n: new openings, null where not read) with n filled in and is_imputed.

    A missing day is the source's level around it times its own weekday pattern: the mean of that weekday over the mean
    of all read days within AROUND days. Where fewer than FEWEST_DAYS of them were read it stays null.
    """
    parts = []
    for _, of_source in days.groupby("source", sort=True):
        ordered = of_source.sort_values("day")
        n, day = ordered["n"].to_numpy(float), ordered["day"].to_numpy("datetime64[D]")
        weekday = ordered["day"].dt.dayofweek.to_numpy()
        given = n.copy()
        for missing in np.flatnonzero(np.isnan(n)):
            near = (np.abs((day - day[missing]).astype(int)) <= AROUND) & ~np.isnan(n)
            same = near & (weekday == weekday[missing])
            if near.sum() >= FEWEST_DAYS:
                given[missing] = n[same].mean() if same.any() else n[near].mean()
        parts.append(ordered.assign(n=given, is_imputed=np.isnan(n) & ~np.isnan(given)))
    if not parts:
        return days.assign(is_imputed=False)
    whole: pd.DataFrame = pd.concat(parts)
    return whole.sort_index()


def spans(series: pd.DataFrame) -> pd.DataFrame:
    """first_month, last_month and months of every run of months of `series` (month, month_status) that are a gap."""
    ordered = series.sort_values("month")
    is_gap = ordered["month_status"] == "gap"
    run = (is_gap != is_gap.shift()).cumsum()
    found = (
        ordered[is_gap]
        .groupby(run[is_gap])
        .agg(first_month=("month", "min"), last_month=("month", "max"), months=("month", "size"))
    )
    return found.reset_index(drop=True)
