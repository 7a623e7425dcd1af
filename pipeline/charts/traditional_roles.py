"""Which traditional roles now have AI in their duties."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, period_scope
from pipeline.charts.periods import PERIOD, periods
from pipeline.charts.phrases import years
from pipeline.charts.shapes import draw_slopes
from pipeline.trends.shares import shares

SHOWN = 14


def measure(clusters: pd.DataFrame) -> pd.DataFrame:
    """Shares of each role in both years; roles with too little in one of them are left out."""
    found = shares(clusters, by=["role", "label", *PERIOD], unit="role")
    told = found[found["share_pct"].notna()]
    both = told.groupby("role")["period"].transform("nunique") == 2
    largest = told[both & (told["period"] == "latest")].nlargest(SHOWN, "n")["role"]
    kept = told[both & told["role"].isin(largest)]
    return kept.sort_values(["role", "period"]).reset_index(drop=True)


def paired(frame: pd.DataFrame) -> pd.DataFrame:
    """A row per role: label, before_pct, share_pct and both intervals, by today's share."""
    now = frame[frame["period"] == "latest"].set_index("role")
    then = frame[frame["period"] == "before"].set_index("role")
    rows = now.assign(before_pct=then["share_pct"], before_low=then["low_pct"], before_high=then["high_pct"])
    return rows[rows["before_pct"].notna()].sort_values("share_pct").reset_index()


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_slopes(ax, paired(frame), years(frame), left=2.25)


def finding(frame: pd.DataFrame) -> str:
    rows = paired(frame)
    if rows.empty:
        return "No traditional role has enough openings in both years."
    row = rows.iloc[int(np.argmax((rows["share_pct"] - rows["before_pct"]).to_numpy()))]
    then, now = years(frame)
    return (
        f"Of {len(rows)} roles {row['label']} changed most: from {row['before_pct']:.1f} % ({row['before_low']:.1f} to "
        f"{row['before_high']:.1f}) in {then} to {row['share_pct']:.1f} % ({row['low_pct']:.1f} to "
        f"{row['high_pct']:.1f}) in {now}."
    )


chart = Chart(
    id="traditional_roles",
    question="Which traditional roles now ask for AI?",
    title="Which traditional roles now have AI in their duties?",
    subtitle="Share of each role's openings whose duties use, build or govern AI, two years each, %",
    definition="Only roles whose text speaks of them alone (single-role openings and role blocks); titles as classed.",
    denominator="advertised roles of the kind with a text of their own, validated languages",
    relations=("opening_months", "opening_roles", "roles"),
    select=f"""
        with {periods(24)},
        own as (
            select posting_id, role, any_value(ai_level) in ('uses', 'builds', 'governs') as has_ai
            from opening_roles
            join postings using (posting_id)
            where opening_roles.family = 'traditional' and (scope = 'role_block' or n_roles = 1)
                and role <> 'other_it' and opening_roles.ai_level is not null
            group by posting_id, role
        )
        select
            role, label, period, first_month, last_month, months, employer_cluster as employer,
            count(*) as n, count(*) filter (has_ai) as x
        from opening_months
        join periods using (month)
        join own using (posting_id)
        join roles using (role)
        where panel = $panel and unit = 'opening' and is_first_of_text
        group by all
        order by all
    """.replace("any_value(ai_level)", "any_value(opening_roles.ai_level)"),
    measure=measure,
    draw=draw,
    finding=finding,
    scope=period_scope,
    counts="advertised roles of the largest kind shown, last two years",
    bands="Intervals (95 %, clustered by employer) stand in the table",
    high=3.6,
    below=0.55,
    left=0.75,
    right=3.1,
)
