"""Whether work with AI is offered remotely more often, raw and net of role, place, month and employer."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, period_scope
from pipeline.charts.periods import about, latest
from pipeline.charts.shapes import draw_rows, note, rows_high, times
from pipeline.trends.remote import odds

LABELS = {
    "raw": "as it stands",
    "net of controls": "same role, seniority, country, month",
    "within employers": "within employers",
}


def measure(openings: pd.DataFrame) -> pd.DataFrame:
    """Three odds ratios of remote work, with AI in the duties against without."""
    found = odds(openings.astype({"employer": "str", "month": "datetime64[us]"}))
    label = found["definition"].map(LABELS).fillna(found["definition"])
    return found.assign(label=label, **about(openings))[found["odds_ratio"].notna()].reset_index(drop=True)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_rows(ax, frame, ("odds_ratio", "low", "high"), at=1.0, log=True, tick=times)
    note(ax, "with 95 % interval; hollow: cannot be told from no difference")


def finding(frame: pd.DataFrame) -> str:
    said = "; ".join(
        f"{label}: {value:.2f} ({low:.2f} to {high:.2f})"
        for label, value, low, high in zip(
            frame["label"], frame["odds_ratio"], frame["low"], frame["high"], strict=True
        )
    )
    return f"Odds of remote work with AI in the duties against without, {said}."


chart = Chart(
    id="remote_work",
    question="Is work with AI offered remotely more often, net of role, place and employer?",
    title="Is AI work remote more often?",
    subtitle="Odds of being offered remotely, AI in the duties against without",
    definition=(
        "Openings of one role alone that say where the work is done. Net: logit with role and seniority, country, "
        "month and source; within employers: conditional logit over employer and half-year."
    ),
    denominator="IT openings of one role whose workplace is known, last 36 complete months (flow)",
    relations=("opening_months", "opening_roles", "postings"),
    select=f"""
        with {latest(36)},
        alone as (select distinct posting_id, role from opening_roles)
        select
            opening_months.opening_id, month, employer_cluster as employer, source, alone.role,
            seniority[1] as seniority, countries[1] as country,
            opening_months.ai_level in ('uses', 'builds', 'governs') as is_ai,
            list_contains(workplace, 'remote') as is_remote,
            period, first_month, last_month, months
        from opening_months
        join periods using (month)
        join (
            select posting_id, source, seniority, countries, workplace from postings
            where n_roles = 1 and len(workplace) > 0
        ) using (posting_id)
        join alone using (posting_id)
        where panel = $panel and unit = 'opening' and is_first_of_text and opening_months.ai_level is not null
        order by month, posting_id
    """,
    measure=measure,
    draw=draw,
    finding=finding,
    scope=period_scope,
    counts="IT openings of one role whose workplace is known",
    interval="95 %, clustered by employer",
    bands="Bands: 95 % intervals clustered by employer",
    value=("odds_ratio", "low", "high"),
    high=lambda frame: rows_high(len(frame)),
    left=2.9,
    right=0.3,
)
