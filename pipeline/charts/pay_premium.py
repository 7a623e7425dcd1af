"""What openings with AI in the duties pay more, as it stands and for the same title, country and month."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, period_scope
from pipeline.charts.periods import about, latest
from pipeline.charts.shapes import draw_rows, note, rows_high, signed
from pipeline.trends.pay import premium

LABELS = {"raw": "as it stands", "within title, country and month": "same title, country and month"}


def measure(openings: pd.DataFrame) -> pd.DataFrame:
    """Two premiums of pay, with the share of openings that post pay."""
    found = premium(openings.astype({"employer": "str", "month": "datetime64[us]"}))
    label = found["definition"].map(LABELS).fillna(found["definition"])
    return found.assign(label=label, **about(openings))[found["premium_pct"].notna()].reset_index(drop=True)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_rows(ax, frame, ("premium_pct", "low_pct", "high_pct"), at=0.0, tick=signed)
    note(ax, "with 95 % interval; hollow: cannot be told from no difference")


def finding(frame: pd.DataFrame) -> str:
    said = "; ".join(
        f"{label}: {value:+.1f} % ({low:+.1f} to {high:+.1f})"
        for label, value, low, high in zip(
            frame["label"], frame["premium_pct"], frame["low_pct"], frame["high_pct"], strict=True
        )
    )
    told = frame["with_pay_pct"].iloc[0]
    return f"Pay with AI in the duties against without, {said}. {told:.1f} % of the openings say what they pay."


chart = Chart(
    id="pay_premium",
    question="Does work with AI pay more, for the same title, country and month?",
    title="Does AI work pay more?",
    subtitle="Posted pay, AI in the duties against without, %",
    definition=(
        "Openings of one role alone that post pay; middle of the range, never converted: like currency and period are "
        "held against like. Employers who post pay are not all employers."
    ),
    denominator="IT openings of one role that post pay, last 36 complete months (flow)",
    relations=("opening_months", "opening_roles", "postings"),
    select=f"""
        with {latest(36)},
        alone as (select distinct posting_id, role from opening_roles)
        select
            opening_months.opening_id, month, employer_cluster as employer, alone.role, countries[1] as country,
            opening_months.ai_level in ('uses', 'builds', 'governs') as is_ai,
            pay_min::double as pay_min, pay_max::double as pay_max, pay_currency, pay_period,
            period, first_month, last_month, months
        from opening_months
        join periods using (month)
        join (
            select posting_id, countries, pay_min, pay_max, pay_currency, pay_period from postings where n_roles = 1
        ) using (posting_id)
        join alone using (posting_id)
        where panel = $panel and unit = 'opening' and is_first_of_text and opening_months.ai_level is not null
        order by month, posting_id
    """,
    measure=measure,
    draw=draw,
    finding=finding,
    scope=period_scope,
    counts="IT openings of one role that post pay",
    interval="95 %, clustered by employer",
    bands="Bands: 95 % intervals clustered by employer",
    value=("premium_pct", "low_pct", "high_pct"),
    high=lambda frame: rows_high(len(frame)),
    left=2.9,
    right=0.3,
)
