"""TensorFlow, PyTorch and scikit-learn over time."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, quarterly_scope
from pipeline.charts.hits import asked
from pipeline.charts.phrases import change
from pipeline.charts.style import draw_shares, looks

FRAMEWORKS = looks({"tensorflow": "TensorFlow", "pytorch": "PyTorch", "scikit_learn": "scikit-learn"})


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_shares(ax, frame, "skill", FRAMEWORKS)


def finding(frame: pd.DataFrame) -> str:
    return " ".join(change(line.label, frame[frame["skill"] == skill]) for skill, line in FRAMEWORKS.items())


chart = Chart(
    id="frameworks",
    question="Which machine-learning framework do employers ask for, and when did one pass the other?",
    title="TensorFlow, PyTorch or scikit-learn?",
    subtitle="Share of each quarter's IT openings that ask for the framework, %",
    definition="The framework is named as a requirement, a wish or in the duties.",
    denominator="IT openings in a validated language advertised in the quarter (flow)",
    relations=("skill_share_quarterly",),
    select="""
        select quarter as month, quarter_status as month_status, skill, n, count, share_pct, low_pct, high_pct,
               suppressed_because
        from skill_share_quarterly
        where panel = $panel and unit = 'opening' and definition = 'asked'
          and skill in ('tensorflow', 'pytorch', 'scikit_learn')
        order by skill, month
    """,
    draw=draw,
    finding=finding,
    hits=asked(FRAMEWORKS),
    line="skill",
    series=("skill_share_monthly", "asked"),
    scope=quarterly_scope,
)
