"""How the rise of AI depends on how one counts: every defensible definition side by side."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, period_scope
from pipeline.charts.hits import LADDER
from pipeline.charts.periods import RANKED
from pipeline.charts.shapes import note
from pipeline.charts.style import GREY, PALETTE
from pipeline.trends.specification import FEWEST, TooFewDefinitions, curve, summary

CHOICES = ("rung", "openings", "roles", "earlier_year")
HEADLINE = {"rung": "in_duties", "openings": "once per text", "roles": "all", "earlier_year": "3 years before",
            "weights": "openings"}  # fmt: skip
WORDS = {"rung": "the definition of AI", "openings": "what one opening is", "roles": "openings of several roles",
         "earlier_year": "the year compared with", "weights": "the weight of employers"}  # fmt: skip


def measure(cells: pd.DataFrame) -> pd.DataFrame:
    """A row per way to count, the smallest change first; the summary stands in every row. Nothing with too few ways."""
    counted = cells.assign(employer=cells["employer"].astype("str"))
    try:
        found = curve(counted, CHOICES)
    except TooFewDefinitions:
        return pd.DataFrame()
    [told] = summary(found, CHOICES).to_dict("records")
    rows = found[found["change_points"].notna()].reset_index(drop=True)
    return rows.assign(
        place=np.arange(1, len(rows) + 1),
        median_points=told["median_points"],
        agreeing_pct=told["agreeing_pct"],
        sure_pct=told["sure_pct"],
        is_robust=told["is_robust"],
        moved_most_by=told["moved_most_by"],
        moved_points=told["moved_points"],
        first_month=cells["first_month"].min(),
        last_month=cells["last_month"].max(),
        months=12,
        n=rows["n_after"],
    )


def is_headline(frame: pd.DataFrame) -> pd.Series:
    """The rows of the headline's own definition."""
    return pd.Series(np.logical_and.reduce([frame[name] == value for name, value in HEADLINE.items()]), frame.index)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    ax.vlines(frame["place"], frame["low_points"], frame["high_points"], color=PALETTE[0], alpha=0.25, linewidth=1.2)
    ax.plot(frame["place"], frame["change_points"], linestyle="", marker=".", markersize=3, color=PALETTE[0])
    own = frame[is_headline(frame)]
    ax.plot(
        own["place"], own["change_points"], linestyle="", marker="D", markersize=7, markerfacecolor="white",
        color=PALETTE[1], zorder=3,
    )  # fmt: skip
    ax.axhline(0, color=GREY, linewidth=0.9)
    ax.set_xlim(0, len(frame) + 1)
    ax.set_xticks([1, len(frame)], ["smallest change", "largest"])
    first, last = ax.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:+g}" if value else "0")
    note(ax, "each dot one way to count, with 95 % interval; diamond: the headline")


def finding(frame: pd.DataFrame) -> str:
    row = frame.iloc[0]
    own = frame[is_headline(frame)]
    headline = "".join(
        f"The headline's own says {change:+.1f} ({low:+.1f} to {high:+.1f}). "
        for change, low, high in zip(own["change_points"], own["low_points"], own["high_points"], strict=True)
    )
    return (
        f"{len(frame)} ways to count agree in sign in {row['agreeing_pct']:.1f} %; their middle says "
        f"{row['median_points']:+.1f} points. {headline}"
        f"The choice that moves it most is {WORDS[row['moved_most_by']]} ({row['moved_points']:.1f} points)."
    )


chart = Chart(
    id="specification_curve",
    question="How much does the rise of AI depend on how one counts?",
    title="The rise of AI, counted in every defensible way",
    subtitle="Change of the AI share over the years, percentage points",
    definition=(
        "Rung of the ladder × copies of one text once, each opening or each posting × all openings or those of one "
        "role "
        f"× last twelve months against one, two or three years before × weight of employers; at least {FEWEST} ways."
    ),
    denominator="IT openings in a validated language advertised in the panel's last twelve complete months (flow)",
    relations=("opening_months", "opening_skills", "opening_roles", "postings", "skills"),
    select=f"""
        with hits as (select distinct posting_id, line as rung from ({LADDER})),
        {RANKED},
        counted as (
            select
                (back <= 12)::integer as period, (back - 1) // 12 as years, unit, is_first_of_text,
                n_roles = 1 as is_alone, employer_cluster as employer, posting_id, month
            from opening_months
            join ranked using (month)
            join (select posting_id, n_roles from postings) using (posting_id)
            where panel = $panel and back <= 48 and opening_months.ai_level is not null
        ),
        ways as (
            select 'once per text' as openings, 'opening' as unit, true as is_once
            union all select 'each opening', 'opening', false
            union all select 'each posting', 'posting', false
        ),
        sizes as (
            select openings, roles, period, years, employer, counted.posting_id
            from counted
            join ways on ways.unit = counted.unit and (is_first_of_text or not is_once)
            join (select unnest(['all', 'one role']) as roles) on roles = 'all' or is_alone
        ),
        rungs as (select unnest(['any_word', 'specific', 'two_skills', 'in_duties', 'ai_title']) as rung),
        summed as (
            select rung, openings, roles, years, employer, count(*) as n, count(hits.posting_id) as x
            from sizes
            cross join rungs
            left join hits using (posting_id, rung)
            group by all
        ),
        spans as (
            select min(month) as first_month, max(month) as last_month from counted where period = 1
        )
        select
            rung, openings, roles, gap || if(gap = 1, ' year before', ' years before') as earlier_year,
            (years = 0)::integer as period, employer, n, x, first_month, last_month
        from summed
        join (select unnest([1, 2, 3]) as gap) on years = 0 or years = gap
        cross join spans
        where gap in (select years from summed)
        order by all
    """,
    measure=measure,
    draw=draw,
    finding=finding,
    scope=period_scope,
    counts="openings of the largest way to count, last year",
    value=("change_points", "low_points", "high_points"),
    interval="95 %, clustered by employer over both years",
    bands="Bars: 95 % intervals clustered by employer",
    left=0.6,
    right=0.25,
)
