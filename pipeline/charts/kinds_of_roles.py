"""AI roles, and traditional roles with and without AI in their duties."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart
from pipeline.charts.phrases import change
from pipeline.charts.style import draw_shares, looks

KINDS = looks(
    {
        "traditional_with_ai": "traditional role,\nAI in its duties",
        "ai_role": "AI role",
        "data_role": "data or automation\nrole",
    }
)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_shares(ax, frame, "kind", KINDS)


def finding(frame: pd.DataFrame) -> str:
    named = {"traditional_with_ai": "Traditional roles with AI in their duties", "ai_role": "AI roles"}
    return " ".join(change(label, frame[frame["kind"] == kind]) for kind, label in named.items())


chart = Chart(
    id="kinds_of_roles",
    question="Does AI come as new roles, or into the traditional ones?",
    title="New AI roles, or AI in the old ones?",
    subtitle="Share of each month's advertised IT roles, %; the rest are traditional roles without AI in their duties",
    definition=(
        "AI role: the title is one of the AI family. Traditional role with AI: another title whose own duties or "
        "requirements use, build or govern AI. Only roles whose text speaks of them alone (single-role openings and "
        "role blocks); the published table holds all roles beside."
    ),
    denominator="IT roles with a text of their own in openings advertised in the month (flow), validated languages",
    relations=("role_kind_share_monthly",),
    select="""
        select month, month_status, kind, n, count, share_pct, low_pct, high_pct, suppressed_because
        from role_kind_share_monthly
        where panel = $panel and unit = 'opening' and definition = 'own_evidence'
        order by kind, month
    """,
    draw=draw,
    finding=finding,
    counts="IT roles with a text of their own",
)
