"""Which AI skills employers ask for most, this year and the year before."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, Scope
from pipeline.charts.hits import ASKED
from pipeline.charts.shapes import draw_rows, note, rows_high

LEADING = 16


def leading(frame: pd.DataFrame) -> pd.DataFrame:
    """The skills to show, most asked first, with the year before in `before_pct` (NaN without one)."""
    latest = frame[(frame["period"] == "latest") & frame["share_pct"].notna()]
    before = frame[frame["period"] == "previous"].set_index("skill")["share_pct"]
    top = latest.sort_values(["share_pct", "skill"], ascending=[False, True]).head(LEADING)
    return top.assign(before_pct=top["skill"].map(before).astype(float)).reset_index(drop=True)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    top = leading(frame)
    is_old = bool(top["before_pct"].notna().any())
    draw_rows(ax, top, before="before_pct" if is_old else None)
    note(ax, "last twelve months, with 95 % interval" + "; hollow: the twelve before" * is_old)


def finding(frame: pd.DataFrame) -> str:
    top = leading(frame).head(3)
    if top.empty:
        return "No complete month yet."
    named = "; ".join(
        f"{row.label} {row.share_pct:.1f} % ({row.low_pct:.1f} to {row.high_pct:.1f})" for row in top.itertuples()
    )
    return f"Most asked in the twelve complete months to {top['last_month'].iloc[0]:%B %Y}: {named}."


def scope(frame: pd.DataFrame) -> Scope:
    latest = frame[frame["period"] == "latest"].iloc[0]
    return Scope(latest["first_month"], latest["last_month"], int(latest["n"]), int(latest["months"]))


chart = Chart(
    id="leading_skills",
    question="Which AI skills do employers ask for most?",
    title="The AI skills that employers ask for most",
    subtitle="Share of IT openings that ask for the skill, twelve months together, %",
    definition="The skill is named as a requirement, a wish or in the duties; generic words such as AI are left out.",
    denominator="IT openings in a validated language advertised in the panel's last twelve complete months (flow)",
    relations=("skill_share_recent", "skills"),
    select="""
        select period, first_month, last_month, months, skill, label, tier, n, count, share_pct, low_pct, high_pct,
               suppressed_because
        from skill_share_recent
        join skills using (skill)
        where panel = $panel and unit = 'opening' and definition = 'asked' and is_ai and tier <> 'generic'
        order by period, share_pct desc nulls last, skill
    """,
    draw=draw,
    finding=finding,
    hits=ASKED,
    line="skill",
    series=("skill_share_monthly", "asked"),
    scope=scope,
    high=lambda frame: rows_high(len(leading(frame))),
    left=2.6,
    right=0.25,
)
