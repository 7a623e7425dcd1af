"""TensorFlow, PyTorch and scikit-learn over time."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart
from pipeline.charts.phrases import change, ends
from pipeline.charts.style import MARKERS, PALETTE, draw_share, finish_months, label_ends, mark_gaps

FRAMEWORKS = {"tensorflow": "TensorFlow", "pytorch": "PyTorch", "scikit_learn": "scikit-learn"}


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    labels = []
    for (skill, label), colour, marker in zip(FRAMEWORKS.items(), PALETTE, MARKERS, strict=False):
        line = frame[frame["skill"] == skill]
        draw_share(ax, line, colour, marker=marker)
        if pair := ends(line):
            labels.append((label, float(pair[1]["share_pct"]), colour))
    mark_gaps(ax, frame)
    finish_months(ax, frame)
    label_ends(ax, labels, frame["month"].max())


def finding(frame: pd.DataFrame) -> str:
    return " ".join(change(label, frame[frame["skill"] == skill]) for skill, label in FRAMEWORKS.items())


chart = Chart(
    id="frameworks",
    question="Which machine-learning framework do employers ask for, and when did one pass the other?",
    title="TensorFlow, PyTorch or scikit-learn?",
    subtitle="Share of each month's IT openings that ask for the framework, %",
    definition="The framework is named as a requirement, a wish or in the duties.",
    denominator="IT openings in a validated language advertised in the month (flow)",
    relations=("skill_share_monthly",),
    select="""
        select month, month_status, skill, n, count, share_pct, low_pct, high_pct, suppressed_because
        from skill_share_monthly
        where panel = $panel and unit = 'opening' and definition = 'asked'
          and skill in ('tensorflow', 'pytorch', 'scikit_learn')
        order by skill, month
    """,
    draw=draw,
    finding=finding,
)
