"""The jobs whose skills belong to one role: what the figure `role_gap`, `jobshift gap` and the page's tool stand on."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pandas as pd

from pipeline.charts.role_gap import MONTHS, jobs


@dataclass(frozen=True, slots=True)
class RoleOpenings:
    """Frames for `pipeline.trends.roles.profiles`: ROLE_OPENINGS (a row per job) and MENTIONS; months as YYYY-MM."""

    openings: pd.DataFrame
    mentions: pd.DataFrame
    first_month: str
    last_month: str


def role_openings(con: duckdb.DuckDBPyConnection, panel: str, months: int = MONTHS) -> RoleOpenings | None:
    """The jobs of a panel's newest complete months; None where there is none."""
    rows = con.execute(jobs(months), {"panel": panel}).df()
    if rows.empty:
        return None
    coded = rows.astype({"employer": "str"})
    return RoleOpenings(
        coded[["opening_id", "employer", "role"]].drop_duplicates("opening_id", ignore_index=True),
        coded.loc[coded["skill"].notna(), ["opening_id", "skill"]].reset_index(drop=True),
        f"{rows['first_month'].min():%Y-%m}",
        f"{rows['last_month'].max():%Y-%m}",
    )
