"""The figure of a claim, drawn from the claim's own result: lines, slopes, bars, a forest or a heat map."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, Scope, period_scope, quarterly_scope
from pipeline.charts.shapes import (
    column_heads,
    draw_heat,
    draw_rows,
    draw_slopes,
    note,
    per_cent,
    rows_high,
    signed,
    times,
)
from pipeline.charts.style import LOOKS, draw_shares, looks
from pipeline.claims.entry import Result
from pipeline.claims.queries import OPENINGS

TICKS: dict[str, Callable[[float, object], str]] = {"%": per_cent, "odds ratio": times, "points": signed}
YEAR = 4  # quarters
LABELS = 2.7  # inches


def claim_figure(result: Result) -> tuple[Chart, pd.DataFrame] | None:
    """Chart and frame (not settled) of a measured claim; None where its figure is another's or it has no number."""
    claim, figure = result.claim, result.claim.figure
    if figure is None or not claim.measures:
        return None
    is_series = figure.kind in ("lines", "slope")
    frame = _series(result) if is_series else _parts(result)
    if figure.kind == "slope":
        frame = _ends(frame)
    if frame.empty or frame["share_pct" if is_series else "value"].isna().all():
        return None
    unit = result.parts[0].unit if result.parts else "%"
    shapes: dict[str, Callable[[Axes, pd.DataFrame], None]] = {
        "lines": _draw_lines,
        "slope": _draw_slope,
        "bars": partial(_draw_rows, unit=unit),
        "forest": partial(_draw_rows, unit=unit, log=unit == "odds ratio"),
        "heat_map": _draw_heat,
    }
    is_rows = figure.kind in ("bars", "forest", "heat_map")
    chart = Chart(
        id=figure.id,
        question=claim.question,
        title=claim.question,
        subtitle=figure.subtitle,
        definition=" ".join(filter(None, [f"Claim {claim.id}: {claim.claim} It counts as true when: {claim.rule}",
                                          claim.limits])),
        denominator="IT openings in a validated language, complete months of the panel (flow)",
        relations=("opening_months", "opening_skills", "opening_roles", "postings"),
        select=OPENINGS,
        draw=shapes[figure.kind],
        finding=lambda _: result.sentence,
        scope=_scope if figure.kind == "lines" else period_scope,
        counts="IT openings" if is_series else "IT openings of the largest part",
        interval="95 %, clustered by employer"
        + "; bounds of the year are the means of its quarters'" * (figure.kind == "slope"),
        bands="Bands: 95 % intervals clustered by employer",
        line="part",
        value=("share_pct", "low_pct", "high_pct") if is_series else ("value", "low", "high"),
        high=(lambda rows: rows_high(_rows(rows))) if is_rows else 3.2,
        below=1.75 if figure.kind == "heat_map" else 0.55,
        left=LABELS if is_rows else 0.75,
        right=0.25 if is_rows else 2.4,
    )  # fmt: skip
    return chart, frame


def _scope(frame: pd.DataFrame) -> Scope:
    return quarterly_scope(frame)


def _series(result: Result) -> pd.DataFrame:
    """part, month (the quarter's first), month_status, n, count, share_pct, low_pct, high_pct, suppressed_because."""
    renamed = {"label": "part", "quarter": "month", "quarter_status": "month_status"}
    return result.series.rename(columns=renamed).assign(month=lambda rows: pd.to_datetime(rows["month"]))


def _ends(series: pd.DataFrame) -> pd.DataFrame:
    """A row per part and year, the first and the last four complete quarters with a share, pooled by n."""
    rows = []
    told = series[(series["month_status"] == "complete") & series["share_pct"].notna()]
    for part, line in told.sort_values("month").groupby("part", sort=False):
        if len(line) < 2 * YEAR:
            continue
        for period, year in (("before", line.head(YEAR)), ("latest", line.tail(YEAR))):
            n, count = int(year["n"].sum()), int(year["count"].sum())
            low, high = (float(np.average(year[name], weights=year["n"])) for name in ("low_pct", "high_pct"))
            first, last = year["month"].min(), year["month"].max() + pd.DateOffset(months=2)
            rows.append((part, period, first, last, 3 * YEAR, n, count, 100 * count / n, low, high))
    columns = [
        "part",
        "period",
        "first_month",
        "last_month",
        "months",
        "n",
        "count",
        "share_pct",
        "low_pct",
        "high_pct",
    ]
    return pd.DataFrame(rows, columns=columns)


def _parts(result: Result) -> pd.DataFrame:
    """PARTS with a value; `part` is the label."""
    found = result.frame()
    told = found[found["value"].notna()].reset_index(drop=True)
    if result.first_month is None or result.last_month is None:
        return told.head(0)
    first, last = pd.Timestamp(result.first_month), pd.Timestamp(result.last_month)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    return told.assign(part=told["label"], first_month=first, last_month=last, months=months)


def _rows(frame: pd.DataFrame) -> int:
    """Rows of a figure of parts: those of a heat map share theirs."""
    labels = frame["part"].str.partition(": ")[0]
    return int(labels.nunique()) if frame["part"].str.contains(": ").all() else len(frame)


def _draw_lines(ax: Axes, frame: pd.DataFrame) -> None:
    parts = list(dict.fromkeys(frame["part"]))[: len(LOOKS)]
    draw_shares(ax, frame, "part", looks({part: _broken(part) for part in parts}))


def _draw_slope(ax: Axes, frame: pd.DataFrame) -> None:
    now, then = (frame[frame["period"] == period].set_index("part") for period in ("latest", "before"))
    rows = now.assign(before_pct=then["share_pct"]).reset_index().assign(label=lambda rows: rows["part"])
    first, last = then["first_month"].min(), now["last_month"].max()
    draw_slopes(ax, rows.sort_values("share_pct"), (f"year from {first:%b %Y}", f"year to {last:%b %Y}"), left=1.6)


def _draw_rows(ax: Axes, frame: pd.DataFrame, unit: str, log: bool = False) -> None:
    at = float(frame["threshold"].iloc[0]) if frame["threshold"].nunique() == 1 else None
    tick = TICKS.get(unit, lambda value, _: f"{value:g}")
    draw_rows(ax, frame, ("value", "low", "high"), left=LABELS, at=at, log=log, tick=tick)
    note(ax, "with 95 % interval" + "; line: the claim's threshold; hollow: cannot be told from it" * (at is not None))


def _draw_heat(ax: Axes, frame: pd.DataFrame) -> None:
    named = frame["part"].str.split(": ", n=1, expand=True)
    cells = frame.assign(row=named[0], column=named[1]).pivot(index="row", columns="column", values="value")
    cells = cells.reindex(index=list(dict.fromkeys(named[0])), columns=list(dict.fromkeys(named[1])))
    draw_heat(ax, cells, left=LABELS, words=lambda value: f"{value:.2g}")
    column_heads(ax, [str(name) for name in cells], 1.6)
    note(ax, "intervals and thresholds stand in the table")


def _broken(label: str) -> str:
    """A long label on two lines, broken at the space nearest to its middle."""
    spaces = [at for at, mark in enumerate(label) if mark == " "]
    if len(label) <= 26 or not spaces:
        return label
    middle = min(spaces, key=lambda at: abs(at - len(label) / 2))
    return f"{label[:middle]}\n{label[middle + 1 :]}"
