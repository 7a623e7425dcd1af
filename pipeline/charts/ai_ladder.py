"""How many IT openings involve AI, by how strictly one counts."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart
from pipeline.charts.phrases import change, ends
from pipeline.charts.style import PALETTE, draw_share, finish_months, label_ends, mark_gaps

RUNGS = {
    "any_word": ("any AI word", PALETTE[4]),
    "specific": ("a specific AI skill", PALETTE[2]),
    "two_skills": ("two specific AI skills", PALETTE[3]),
    "in_duties": ("AI in the duties", PALETTE[0]),
    "ai_title": ("an AI job title", PALETTE[1]),
}


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    labels = []
    for rung, (label, colour) in RUNGS.items():
        line = frame[frame["definition"] == rung]
        headline = rung == "in_duties"
        draw_share(ax, line, colour, width=2.4 if headline else 1.1, band=0.18 if headline else 0.0)
        if pair := ends(line):
            labels.append((label, float(pair[1]["share_pct"]), colour))
    mark_gaps(ax, frame)
    finish_months(ax, frame)
    label_ends(ax, labels, frame["month"].max())


def finding(frame: pd.DataFrame) -> str:
    return " ".join(
        change(RUNGS[rung][0].capitalize(), frame[frame["definition"] == rung]) for rung in ("in_duties", "any_word")
    )


chart = Chart(
    id="ai_ladder",
    question="What share of new IT openings involves AI, and how much does the answer depend on the definition?",
    title="How many IT openings involve AI?",
    subtitle="Share of each month's IT openings, by how strictly one counts, %",
    definition=(
        "Rungs: any AI word; at least one specific AI skill; at least two; AI used, built or governed in duties or "
        "requirements (the headline); an AI job title."
    ),
    denominator="IT openings in a validated language advertised in the month (flow)",
    relations=("ai_ladder_monthly",),
    select="""
        select month, month_status, definition, n, count, share_pct, low_pct, high_pct, suppressed_because
        from ai_ladder_monthly
        where panel = $panel and unit = 'opening'
          and definition in ('any_word', 'specific', 'two_skills', 'in_duties', 'ai_title')
        order by definition, month
    """,
    draw=draw,
    finding=finding,
)
