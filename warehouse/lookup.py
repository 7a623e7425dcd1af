"""What each skill is asked for in the newest twelve complete months: in all openings, by role and by country."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pandas as pd

from pipeline.trends.shares import FEWEST_OPENINGS, intervals
from warehouse import statements

MONTHS = 12
LEAST = 5  # openings that ask for a skill, else it is not listed


@dataclass(frozen=True, slots=True)
class Lookup:
    """The months counted, and a row per slice and skill.

    `shares`: kind (all, role, place), value (role's id, country's code, "all"), skill, n, count, share_pct, low_pct,
    high_pct, before_pct (of the twelve months before; only of all, null where those are not complete or too few).
    """

    first_month: pd.Timestamp
    last_month: pd.Timestamp
    shares: pd.DataFrame


def lookup(con: duckdb.DuckDBPyConnection, panel: str) -> Lookup | None:
    """The table behind the page's search; None while the panel has no complete month."""
    ((last,),) = con.execute(
        "select max(last_complete_month) from panels where panel = $panel", {"panel": panel}
    ).fetchall()
    if last is None:
        return None
    end = pd.Timestamp(last)
    start = end - pd.DateOffset(months=MONTHS - 1)
    values = {
        "panel": panel,
        "now": start.date(),
        "last": end.date(),
        "before": (start - pd.DateOffset(months=MONTHS)).date(),
        "before_last": (start - pd.DateOffset(months=1)).date(),
        "fewest": FEWEST_OPENINGS,
        "least": LEAST,
    }
    summed = con.execute(statements.text("lookup"), values).df()
    found = pd.concat([summed[["kind", "value", "period", "skill"]], intervals(summed)], axis=1)
    told = found[found["suppressed_because"].isna()]
    now, before = told[told["period"] == "now"], told[told["period"] == "before"]
    shares = now.merge(
        before[["kind", "value", "skill", "share_pct"]].rename(columns={"share_pct": "before_pct"}),
        on=["kind", "value", "skill"],
        how="left",
    )
    columns = ["kind", "value", "skill", "n", "count", "share_pct", "low_pct", "high_pct", "before_pct"]
    return Lookup(start, end, shares[columns].reset_index(drop=True))
