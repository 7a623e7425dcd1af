"""Stretches of months that figures pool: the panel's last complete months, and as many three years before."""

from __future__ import annotations

from typing import Any

import pandas as pd

BACK = 36  # months between two stretches that are compared

RANKED = """
    ranked as (
        select month, row_number() over (order by month desc) as back, count(*) over () as complete
        from (
            select distinct month
            from ai_ladder_monthly
            where panel = $panel and unit = 'opening' and month_status = 'complete'
        )
    )
"""
PERIOD = ["period", "first_month", "last_month", "months"]


def latest(months: int) -> str:
    """The common table `periods`: the last complete months of $panel, with PERIOD."""
    return _periods(f"select month, 'latest' as period from ranked where back <= {months}")


def periods(months: int) -> str:
    """The same with `before`: as many that end three years earlier; what is left where the panel is younger."""
    return _periods(f"""
        select month, if(back <= {months}, 'latest', 'before') as period
        from ranked
        where back <= {months} or (
            back > least({BACK}, greatest({months}, complete - {months})) and back <= {BACK + months}
        )
    """)


def _periods(chosen: str) -> str:
    return f"""
        {RANKED},
        chosen as ({chosen}),
        periods as (
            select
                month, period,
                min(month) over (partition by period) as first_month,
                max(month) over (partition by period) as last_month,
                count(*) over (partition by period) as months
            from chosen
        )
    """


def about(rows: pd.DataFrame) -> dict[str, Any]:
    """PERIOD of rows that share it."""
    row = rows.iloc[0]
    return {name: row[name] for name in PERIOD}
