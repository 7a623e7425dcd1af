"""Which AI skills which roles ask for."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, period_scope
from pipeline.charts.periods import PERIOD, latest
from pipeline.charts.shapes import column_heads, draw_heat, note, rows_high
from pipeline.trends.shares import shares

ROLES, SKILLS = 12, 10


def measure(clusters: pd.DataFrame) -> pd.DataFrame:
    """Shares of the largest roles' openings that ask for each of the leading AI skills."""
    found = shares(clusters, by=["role", "role_label", "skill", "label", *PERIOD])
    sizes = found[found["share_pct"].notna()].groupby("role")["n"].max()
    asked = found.groupby("skill")["count"].sum()
    roles = sizes.sort_index().sort_values(ascending=False, kind="stable").head(ROLES).index
    skills = asked.sort_index().sort_values(ascending=False, kind="stable").head(SKILLS).index
    kept = found[found["role"].isin(roles) & found["skill"].isin(skills)]
    return kept.sort_values(["role", "skill"]).reset_index(drop=True)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    cells = frame.pivot(index="role_label", columns="label", values="share_pct")
    cells = cells.loc[cells.mean(axis=1).sort_values(ascending=False, kind="stable").index]
    cells = cells[cells.mean().sort_values(ascending=False, kind="stable").index]
    draw_heat(ax, cells, left=2.3, words=lambda share: f"{share:.0f}")
    column_heads(ax, [str(name) for name in cells], 1.6)
    note(ax, "%; intervals stand in the table")


def finding(frame: pd.DataFrame) -> str:
    told = frame[frame["share_pct"].notna()]
    if told.empty:
        return "No role has enough openings of its own."
    top = told.sort_values("share_pct").iloc[-1]
    return (
        f"Most asked of a role: {top['label']} of {top['role_label']}, {top['share_pct']:.1f} % "
        f"({top['low_pct']:.1f} to {top['high_pct']:.1f}) of its openings."
    )


chart = Chart(
    id="role_skills",
    question="Which AI skills do which roles ask for?",
    title="Which roles ask for which AI skills?",
    subtitle="Share of the role's openings that ask for the skill, three years together, %",
    definition="Openings that advertise one role alone; the skill is a requirement, a wish or in the duties.",
    denominator="IT openings of one role alone advertised in the panel's last 36 complete months (flow)",
    relations=("opening_months", "opening_roles", "opening_skills", "skills", "roles"),
    select=f"""
        with {latest(36)},
        alone as (
            select distinct posting_id, role, roles.label as role_label
            from opening_roles
            join roles using (role)
            join postings using (posting_id)
            where n_roles = 1 and role not in ('other_it', 'non_it')
        ),
        counted as (
            select
                posting_id, role, role_label, employer_cluster as employer, period, first_month, last_month, months
            from opening_months
            join periods using (month)
            join alone using (posting_id)
            where panel = $panel and unit = 'opening' and is_first_of_text
        ),
        asked as (
            select distinct posting_id, skill, label
            from opening_skills
            join skills using (skill)
            where is_asked and is_ai and tier <> 'generic' and posting_id in (select posting_id from counted)
        ),
        foremost as (
            select skill, label from asked group by all order by count(*) desc, skill limit {SKILLS}
        ),
        sizes as (
            select role, role_label, employer, period, first_month, last_month, months, count(*) as n
            from counted
            group by all
        ),
        hits as (
            select role, skill, employer, count(*) as x from counted join asked using (posting_id) group by all
        )
        select
            role, role_label, foremost.skill, foremost.label, period, first_month, last_month, months, employer, n,
            coalesce(x, 0) as x
        from sizes
        cross join foremost
        left join hits using (role, skill, employer)
        order by all
    """,
    measure=measure,
    draw=draw,
    finding=finding,
    scope=period_scope,
    counts="openings of the largest role shown",
    bands="Intervals (95 %, clustered by employer) stand in the table",
    high=lambda frame: rows_high(frame["role"].nunique()),
    below=1.75,
    left=2.3,
    right=0.2,
)
