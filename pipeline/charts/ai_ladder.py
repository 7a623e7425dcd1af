"""How many IT openings involve AI, by how strictly one counts."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart
from pipeline.charts.hits import LADDER
from pipeline.charts.phrases import change, sentence_case
from pipeline.charts.sheet import is_error_included
from pipeline.charts.style import PALETTE, Line, draw_shares

RUNGS = {
    "any_word": Line("any AI word", PALETTE[4], 1.3, 0, dash=(0, (9, 2.2))),
    "specific": Line("a specific AI skill", PALETTE[2], 1.3, 0, dash=(0, (5, 1.6))),
    "two_skills": Line("two specific AI skills", PALETTE[3], 1.3, 0, dash=(0, (1.4, 1.2))),
    "in_duties": Line("AI in the duties", PALETTE[0], 2.4, 0.18),
    "ai_title": Line("an AI job title", PALETTE[1], 1.3, 0, dash=(0, (6, 1.6, 1.2, 1.6))),
}


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_shares(ax, frame, "definition", RUNGS)


def finding(frame: pd.DataFrame) -> str:
    headlines = ("in_duties", "any_word")
    said = [change(sentence_case(RUNGS[rung].label), frame[frame["definition"] == rung]) for rung in headlines]
    return " ".join([*said, *_corrected(frame[frame["definition"] == "in_duties"])])


def _corrected(line: pd.DataFrame) -> list[str]:
    """The headline put right by labels, with their number; nothing where there are too few of them."""
    if not is_error_included(line):
        return []
    columns = {"share_corrected_pct": "share_pct", "low_corrected_pct": "low_pct", "high_corrected_pct": "high_pct"}
    put_right = line.drop(columns=list(columns.values())).rename(columns=columns)
    return [change(f"Put right by {int(line['labels'].max())} openings read by people", put_right)]


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
        select month, month_status, definition, n, count, share_pct, low_pct, high_pct, suppressed_because,
            labels, error_included, share_corrected_pct, low_corrected_pct, high_corrected_pct
        from ai_ladder_monthly
        where panel = $panel and unit = 'opening'
          and definition in ('any_word', 'specific', 'two_skills', 'in_duties', 'ai_title')
        order by definition, month
    """,
    draw=draw,
    finding=finding,
    hits=LADDER,
    line="definition",
    series=("ai_ladder_monthly", None),
)
