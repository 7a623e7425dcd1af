"""How many openings were advertised before."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart
from pipeline.charts.phrases import change
from pipeline.charts.style import draw_shares, looks

LINES = looks({"ever": "advertised\nbefore"})


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_shares(ax, frame, "definition", LINES)


def finding(frame: pd.DataFrame) -> str:
    return change("Openings that were advertised before", frame)


chart = Chart(
    id="repost_rate",
    question="How many openings are advertised again and again?",
    title="How many openings are reposts?",
    subtitle="Share of each month's openings that were advertised before, %",
    definition=(
        "An opening counts as a repost where an earlier spell of it ended at least 14 days before, or stood in an "
        "earlier thread. What was seen, nothing of intent; the first months of a panel have no past to be seen in."
    ),
    denominator="IT openings in a validated language advertised in the month (flow)",
    relations=("repost_rate_monthly",),
    select="""
        select month, month_status, definition, n, count, share_pct, low_pct, high_pct, suppressed_because
        from repost_rate_monthly
        where panel = $panel and unit = 'opening' and definition = 'ever'
        order by month
    """,
    draw=draw,
    finding=finding,
)
