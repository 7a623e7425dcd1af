"""Which certificates employers ask for, and which of them are retired."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, period_scope
from pipeline.charts.hits import ASKED
from pipeline.charts.periods import PERIOD, latest
from pipeline.charts.shapes import draw_rows, note, rows_high
from pipeline.trends.shares import shares

SHOWN = 18


def measure(clusters: pd.DataFrame) -> pd.DataFrame:
    """Shares of the certificates that somebody asked for, most asked first; `retired`: its day, as text."""
    by = ["skill", "label", "retired", *PERIOD]
    counted = shares(clusters.fillna({"retired": ""}), by=by)
    asked = counted[counted["count"] > 0].sort_values(["count", "skill"], ascending=[False, True]).head(SHOWN)
    asked["label"] = asked["label"] + asked["retired"].map(lambda day: f" ✝ {day[:7]}" if day else "")
    return asked.reset_index(drop=True)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_rows(ax, frame, left=2.9)
    note(ax, "with 95 % interval; ✝ retired by its maker, in that month")


def finding(frame: pd.DataFrame) -> str:
    retired = frame[frame["retired"].notna()]
    first = frame.iloc[0]
    return (
        f"Most asked: {first['label'].split(' ✝')[0]}, {first['share_pct']:.2f} % "
        f"({first['low_pct']:.2f} to {first['high_pct']:.2f}) of openings in three years to "
        f"{first['last_month']:%B %Y}. {len(retired)} of the {len(frame)} shown are retired."
    )


chart = Chart(
    id="certifications",
    question="Which certificates do employers ask for, and which of these are retired?",
    title="Certificates that employers ask for",
    subtitle="Share of IT openings that ask for the certificate, three years together, %",
    definition="The certificate is named as a requirement, a wish or in the duties; close relatives count as one.",
    denominator="IT openings in a validated language advertised in the panel's last 36 complete months (flow)",
    relations=("opening_months", "opening_skills", "skills"),
    select=f"""
        with {latest(36)},
        sizes as (
            select period, first_month, last_month, months, employer_cluster as employer, count(*) as n
            from opening_months
            join periods using (month)
            where panel = $panel and unit = 'opening' and is_first_of_text
            group by all
        ),
        asked as (
            select skill, label, retired::varchar as retired, posting_id
            from opening_skills
            join skills using (skill)
            where is_asked and tier = 'cert'
        ),
        named as (select distinct skill, label, retired from asked),
        hits as (
            select skill, employer_cluster as employer, count(*) as x
            from opening_months
            join periods using (month)
            join asked using (posting_id)
            where panel = $panel and unit = 'opening' and is_first_of_text
            group by all
        )
        select skill, label, retired, period, first_month, last_month, months, employer, n, coalesce(x, 0) as x
        from named
        cross join sizes
        left join hits using (skill, employer)
        where skill in (select skill from hits)
        order by skill, employer
    """,
    measure=measure,
    draw=draw,
    finding=finding,
    scope=period_scope,
    hits=f"{ASKED} and skill in (select skill from skills where tier = 'cert')",
    line="skill",
    series=("skill_share_monthly", "asked"),
    high=lambda frame: rows_high(len(frame)),
    left=2.9,
    right=0.25,
)
