"""Which skills are new: named by far more employers in the last year than before."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, period_scope
from pipeline.charts.hits import ASKED
from pipeline.charts.periods import RANKED
from pipeline.charts.shapes import draw_rows, note, rows_high, times
from pipeline.trends.emergence import log_odds
from pipeline.trends.shares import Z

FEWEST = 10  # employers that ask for it in the last year
SURE = 4.0  # z (METHODS 5.10)
SHOWN = 16


def measure(counts: pd.DataFrame) -> pd.DataFrame:
    """The surest new skills: how many times the odds of before, with 95 % interval; `n` and `before`: employers."""
    recent, before, both = (counts[name].to_numpy(np.int64) for name in ("employers", "employers_before", "background"))
    delta, z = log_odds(recent, before, both)
    half = Z * np.abs(delta / np.where(z == 0, np.inf, z))
    found = counts.assign(times=np.exp(delta), low=np.exp(delta - half), high=np.exp(delta + half), z=z)
    new = found[(found["z"] > SURE) & (found["employers"] >= FEWEST)]
    return new.sort_values(["z", "skill"], ascending=[False, True]).head(SHOWN).reset_index(drop=True)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    rows = frame.sort_values(["times", "skill"], ascending=[False, True]).reset_index(drop=True)
    draw_rows(ax, rows, ("times", "low", "high"), at=1.0, log=True, tick=times)
    note(ax, "last twelve months against all before, with 95 % interval")


def finding(frame: pd.DataFrame) -> str:
    top = frame.sort_values(["times", "skill"], ascending=[False, True]).head(3)
    named = "; ".join(
        f"{row.label} {row.times:.1f} times ({row.low:.1f} to {row.high:.1f})" for row in top.itertuples()
    )
    return f"{len(frame)} skills stand out as new in the twelve months to {top['last_month'].iloc[0]:%B %Y}: {named}."


chart = Chart(
    id="emergence",
    question="Which skills are new?",
    title="Skills that are new",
    subtitle="How many times the odds of before, counted by employers",
    definition=(
        "Log-odds with an informative Dirichlet prior (Monroe et al. 2008) over employers that ask for the skill; "
        f"shown are those with z above {SURE:.0f} and {FEWEST} employers in the last year."
    ),
    denominator="employers that ask for a skill, last twelve complete months against all complete months before",
    relations=("opening_months", "opening_skills", "skills"),
    select=f"""
        with {RANKED},
        asked as (
            select skill, label, employer_cluster as employer, bool_or(back <= 12) as is_recent,
                bool_or(back > 12) as is_before
            from opening_months
            join ranked using (month)
            join opening_skills using (posting_id)
            join skills using (skill)
            where panel = $panel and unit = 'opening' and is_first_of_text and is_asked
            group by all
        ),
        latest as (
            select min(month) filter (back <= 12) as first_month, max(month) as last_month, count(*) as months,
            from ranked
        ),
        total as (
            select count(distinct employer_cluster) as n
            from opening_months
            join ranked using (month)
            where panel = $panel and unit = 'opening' and is_first_of_text and back <= 12
        )
        select
            skill, label, count(*) filter (is_recent) as employers, count(*) filter (is_before) as employers_before,
            count(*) as background, n, first_month, last_month, least(months, 12) as months
        from asked
        cross join latest
        cross join total
        group by all
        order by skill
    """.replace(
        "opening_skills using (posting_id)",
        "(select posting_id, skill, is_asked from opening_skills) using (posting_id)",
    ),
    measure=measure,
    draw=draw,
    finding=finding,
    scope=period_scope,
    counts="employers in the last year",
    interval="95 %, of the log-odds with its prior",
    bands="Bands: 95 % of the log-odds",
    hits=ASKED,
    line="skill",
    basis="text",
    value=("times", "low", "high"),
    high=lambda frame: rows_high(len(frame)),
    left=2.6,
    right=0.25,
)
