"""Where the headline may go in 3, 6 and 12 months, and how good such forecasts were."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, Scope, monthly_scope
from pipeline.charts.shapes import note, per_cent
from pipeline.charts.style import GREY, PALETTE, Line, draw_share, finish_months, label_ends
from pipeline.trends.forecasts import backtest, forecasts, scores

HEADLINE = "in_duties"
SHOWN_MONTHS = 60
KINDS = ("forecast", "not shown")


def measure(series: pd.DataFrame) -> pd.DataFrame:
    """Months of the headline, then a row per horizon: 80 % band, and the record of such forecasts in the past.

    `kind`: observed, forecast (it has beaten no change and drift), or not shown: then without numbers.
    """
    whole = series[series["month_status"] == "complete"].rename(columns={"definition": "item"})
    given = whole[["item", "month", "n", "count", "deff"]].astype({"month": "datetime64[us]"})
    made, past = forecasts(given), backtest(given)
    record = scores(past, given)
    observed = series[series["definition"] == HEADLINE].tail(SHOWN_MONTHS).assign(kind="observed")
    own = record[(record["item"] == HEADLINE) & (record["method"] == "smoothed")].set_index("horizon")
    rows = []
    for row in made[(made["item"] == HEADLINE) & (made["method"] == "smoothed")].to_dict("records"):
        if row["horizon"] not in own.index:
            continue
        score = own.loc[row["horizon"]]
        told = bool(score["is_shown"])
        rows.append(
            {
                "month": row["month"],
                "month_status": "forecast",
                "kind": KINDS[0] if told else KINDS[1],
                "share_pct": row["q50"] if told else np.nan,
                "low_pct": row["q10"] if told else np.nan,
                "high_pct": row["q90"] if told else np.nan,
                "horizon": row["horizon"],
                "scored": score["scored"],
                "covered_pct": score["covered_pct"],
                "skill_pct": score["skill_pct"],
            }
        )
    if not rows:
        return pd.DataFrame()
    columns = ["month", "month_status", "kind", "n", "count", "share_pct", "low_pct", "high_pct"]
    added = pd.DataFrame(rows).assign(n=0, count=0)
    return pd.concat([observed[columns], added], ignore_index=True)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    seen, ahead = frame[frame["kind"] == "observed"], frame[frame["kind"] == KINDS[0]]
    draw_share(ax, seen.sort_values("month"), Line("", PALETTE[0], 2.0))
    ax.errorbar(
        ahead["month"], ahead["share_pct"],
        yerr=[ahead["share_pct"] - ahead["low_pct"], ahead["high_pct"] - ahead["share_pct"]],
        linestyle="", marker="D", markersize=5, color=PALETTE[1], markerfacecolor="white", elinewidth=4, alpha=0.85,
    )  # fmt: skip
    finish_months(ax, frame)
    ax.yaxis.set_major_formatter(per_cent)
    known = seen[seen["share_pct"].notna()]
    ends = [("AI in the duties", float(known["share_pct"].iloc[-1]), PALETTE[0])] if len(known) else []
    ends += [("forecast,\n80 % band", float(ahead["share_pct"].iloc[-1]), PALETTE[1])] if len(ahead) else []
    label_ends(ax, ends)
    if ahead.empty:
        note(ax, "no forecast is shown: none has beaten “no change” often enough")
    else:
        ax.axvline(seen["month"].max(), color=GREY, linewidth=0.8, linestyle=":")


def finding(frame: pd.DataFrame) -> str:
    said = []
    for row in frame[frame["kind"] != "observed"].to_dict("records"):
        record = f"{row['scored']:.0f} past ones, {row['covered_pct']:.1f} % inside their 80 % band"
        if row["kind"] == KINDS[0]:
            said.append(
                f"in {row['horizon']:.0f} months {row['share_pct']:.1f} % ({row['low_pct']:.1f} to "
                f"{row['high_pct']:.1f}; {record}, {row['skill_pct']:.1f} % better than no change)"
            )
        else:
            said.append(f"in {row['horizon']:.0f} months none is shown ({record})")
    return f"AI in the duties: {'; '.join(said)}. Shown is what has beaten no change and drift often enough."


def scope(frame: pd.DataFrame) -> Scope:
    return monthly_scope(frame[frame["kind"] == "observed"])


chart = Chart(
    id="forecast_record",
    question="Where may the share of AI in the duties stand in 3, 6 and 12 months, and how good were such forecasts?",
    title="Where the AI share may go",
    subtitle="Share of each month's IT openings with AI in the duties, %",
    definition=(
        "Forecasts of the smoothed share, scored by rolling origin against no change and drift; only horizons at which "
        "they were better are shown. Bands: 80 % of past errors."
    ),
    denominator="IT openings in a validated language advertised in the month (flow)",
    relations=("ai_ladder_monthly",),
    select="""
        select month, month_status, definition, n, count, deff, share_pct, low_pct, high_pct
        from ai_ladder_monthly
        where panel = $panel and unit = 'opening'
        order by definition, month
    """,
    measure=measure,
    draw=draw,
    finding=finding,
    scope=scope,
)
