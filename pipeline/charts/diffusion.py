"""AI beside earlier waves of technology, each on a clock that starts when it reached one opening in a hundred."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, quarterly_scope
from pipeline.charts.shapes import note, per_cent
from pipeline.charts.style import label_ends, looks
from pipeline.trends.shares import shares

WAVES = {
    "llm": ("language models", ("large_language_models", "generative_ai", "ai_agents", "agentic_ai",
            "llm_application_development", "llmops", "prompt_engineering", "retrieval_augmented_generation",
            "openai_platform", "fine_tuning", "multi_agent_systems", "llm_evaluation")),
    "cloud": ("cloud", ("aws", "google_cloud", "azure", "cloud_computing_generic", "other_public_clouds")),
    "mobile": ("mobile apps", ("kotlin_and_android", "swift_and_ios", "mobile_development_generic")),
    "big_data": ("big data", ("hadoop", "apache_spark", "big_data")),
    "blockchain": ("blockchain", ("blockchain",)),
}  # fmt: skip
LINES = looks({wave: label for wave, (label, _) in WAVES.items()})
START_PCT = 1.0  # the clock starts in the first quarter of two in a row with that much


def measure(clusters: pd.DataFrame) -> pd.DataFrame:
    """Shares by wave and quarter, with the years since the wave's clock started; null before, and where it never did.

    `is_seen_from_start` is false where the wave was there already when the panel begins: its clock starts then.
    """
    found = shares(clusters, by=["wave", "month", "month_status"])
    parts = [_on_its_clock(rows.sort_values("month")) for _, rows in found.groupby("wave", sort=True)]
    return pd.concat(parts, ignore_index=True)


def _on_its_clock(rows: pd.DataFrame) -> pd.DataFrame:
    whole = rows[(rows["month_status"] == "complete") & rows["share_pct"].notna()]
    above = whole["share_pct"] >= START_PCT
    start = whole.loc[above & above.shift(-1, fill_value=False), "month"].min()
    years = (rows["month"] - start).dt.days / 365.25
    return rows.assign(
        years=years.where(years >= 0).round(2),
        is_seen_from_start=bool(pd.notna(start) and start > whole["month"].min()),
    )


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    ends = []
    shown = frame[frame["years"].notna() & frame["share_pct"].notna() & (frame["month_status"] == "complete")]
    for wave, look in LINES.items():
        line = shown[shown["wave"] == wave].sort_values("years")
        if line.empty:
            continue
        ax.plot(line["years"], line["share_pct"], color=look.colour, linestyle=look.dash, linewidth=look.width)
        ax.fill_between(line["years"], line["low_pct"], line["high_pct"], color=look.colour, alpha=0.1, linewidth=0)
        censored = "" if line["is_seen_from_start"].all() else " *"
        ends.append((f"{look.label}{censored}", float(line["share_pct"].iloc[-1]), look.colour))
        ax.plot(line["years"].iloc[-1], line["share_pct"].iloc[-1], marker=look.marker, color=look.colour, markersize=5)
    ax.set_ylim(bottom=0)
    ax.set_xlim(0, max(1.0, float(shown["years"].max()) if len(shown) else 1.0) + 0.1)
    ax.yaxis.set_major_formatter(per_cent)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:g} y")
    label_ends(ax, ends)
    note(ax, "years since one opening in a hundred asked for it; * was there before the record begins")


def finding(frame: pd.DataFrame) -> str:
    said = []
    for wave, look in LINES.items():
        line = frame[(frame["wave"] == wave) & frame["years"].notna() & frame["share_pct"].notna()]
        line = line[line["month_status"] == "complete"].sort_values("years")
        if line.empty:
            said.append(f"{look.label}: never one opening in a hundred")
            continue
        last = line.iloc[-1]
        start = "" if line["is_seen_from_start"].all() else " or more"
        said.append(f"{look.label}: {last['share_pct']:.1f} % after {last['years']:.2f} years{start}")
    return "; ".join(said).capitalize() + "."


def _listed() -> str:
    return ", ".join(f"('{wave}', '{skill}')" for wave, (_, skills) in WAVES.items() for skill in skills)


HITS = f"""
    select distinct posting_id, wave as line, skill
    from opening_skills
    join (values {_listed()}) as waves (wave, skill) using (skill)
    where is_asked
"""

chart = Chart(
    id="diffusion",
    question="Does AI spread faster than cloud, mobile, big data and blockchain did?",
    title="Language models beside earlier waves",
    subtitle="Share of each quarter's IT openings that ask for it, on the wave's own clock, %",
    definition=(
        "Each wave is a list of skills, one of them asked for is enough. Its clock starts in the first of two quarters "
        "in a row with one opening in a hundred."
    ),
    denominator="IT openings in a validated language advertised in the quarter (flow)",
    relations=("opening_months", "opening_skills"),
    select=f"""
        with hits as (select distinct posting_id, line as wave from ({HITS})),
        quarters as (
            select
                date_trunc('quarter', month)::date as quarter,
                if(count(distinct month) = 3 and bool_and(month_status = 'complete'), 'complete', 'incomplete')
                    as month_status
            from (
                select distinct month, month_status from ai_ladder_monthly where panel = $panel and unit = 'opening'
            )
            group by quarter
        ),
        counted as (
            select date_trunc('quarter', month)::date as quarter, employer_cluster as employer, posting_id
            from opening_months
            where panel = $panel and unit = 'opening' and is_first_of_text
        ),
        waves as (select distinct wave from hits)
        select
            waves.wave, quarter as month, month_status, employer, count(*) as n, count(hits.posting_id) as x
        from counted
        join quarters using (quarter)
        cross join waves
        left join hits using (posting_id, wave)
        group by all
        order by all
    """,
    measure=measure,
    draw=draw,
    finding=finding,
    scope=quarterly_scope,
    hits=HITS,
    line="wave",
)
