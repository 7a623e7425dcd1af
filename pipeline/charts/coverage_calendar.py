"""Which months of a panel were read, and how much each holds."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, monthly_scope
from pipeline.charts.shapes import draw_heat, note, outline, rows_high

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    told = frame.assign(year=frame["month"].dt.year, of_year=frame["month"].dt.month)
    counted = told["n"].where(told["month_status"] != "gap").astype(float)
    cells = told.assign(shown=counted).pivot(index="year", columns="of_year", values="shown")
    cells = cells.reindex(columns=range(1, 13)).sort_index(ascending=False)
    draw_heat(ax, cells, left=0.7, words=lambda n: f"{n:.0f}")
    years = list(cells.index)
    for month in told.loc[told["month_status"] == "incomplete", "month"]:
        outline(ax, month.month - 1, years.index(month.year))
    ax.set_xticks(range(12), MONTHS)
    note(ax, "number: openings; dashed frame: not complete; hatched: nothing read")


def finding(frame: pd.DataFrame) -> str:
    scope = monthly_scope(frame)
    read = frame[frame["n"] > 0]
    return (
        f"From {scope.first_month:%B %Y} to {scope.last_month:%B %Y} {scope.complete} months are complete, "
        f"{scope.incomplete} incomplete and {scope.gaps} were not read; "
        f"a month holds {read['n'].min()} to {read['n'].max()} openings."
    )


chart = Chart(
    id="coverage_calendar",
    question="Which months were read, and how many openings does each hold?",
    title="What was read",
    subtitle="IT openings of each month",
    definition="Complete: watched on 95 % of its nights, or a thread read when it was a month old; gap: nothing read.",
    denominator="IT openings in a validated language advertised in the month (flow)",
    relations=("ai_ladder_monthly",),
    select="""
        select month, month_status, n
        from ai_ladder_monthly
        where panel = $panel and unit = 'opening' and definition = 'any_word'
        order by month
    """,
    draw=draw,
    finding=finding,
    interval="none: a count",
    bands="",
    value=("n", "n", "n"),
    high=lambda frame: rows_high(frame["month"].dt.year.nunique()),
    left=0.7,
    right=0.2,
)
