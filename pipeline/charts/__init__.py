"""Figures: one file each, one style, one `save()`. A chart is a question, a relation and a `draw`."""

from __future__ import annotations

import importlib
import json
import pkgutil
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.charts.style import GREY, INK, style

PNG_DPI = 200
SUPPRESSION = "a month with fewer than 50 openings or 10 employers, or half of them by one employer, has no share"


@dataclass(frozen=True, slots=True)
class Scope:
    """What the numbers of a figure stand on."""

    first_month: pd.Timestamp
    last_month: pd.Timestamp
    n: int  # of the denominator, over all months shown
    complete: int  # months, or quarters
    incomplete: int = 0
    gaps: int = 0
    step: Literal["month", "quarter"] = "month"


def monthly_scope(frame: pd.DataFrame) -> Scope:
    """The scope of a frame with one row per month and line: columns month, month_status, n."""
    months = frame.drop_duplicates("month")
    status = months["month_status"].value_counts()
    return Scope(
        first_month=months["month"].min(),
        last_month=months["month"].max(),
        n=int(months["n"].sum()),
        complete=int(status.get("complete", 0)),
        incomplete=int(status.get("incomplete", 0)),
        gaps=int(status.get("gap", 0)),
    )


def quarterly_scope(frame: pd.DataFrame) -> Scope:
    """The scope of a frame with one row per quarter and line; `month` is the quarter's first."""
    scope = monthly_scope(frame)
    return replace(scope, last_month=scope.last_month + pd.DateOffset(months=2), step="quarter")


@dataclass(frozen=True, slots=True)
class Chart:
    """One published figure."""

    id: str  # its file's name
    question: str
    title: str  # asks or describes; a finding is computed, never typed
    subtitle: str  # the measure and its unit
    definition: str  # what counts, in a sentence
    denominator: str
    relations: tuple[str, ...]  # published tables it reads
    select: str  # the query over the published file; $panel is the panel
    draw: Callable[[Axes, pd.DataFrame], None]
    finding: Callable[[pd.DataFrame], str]  # a sentence computed from the frame: the alt text
    scope: Callable[[pd.DataFrame], Scope] = monthly_scope
    counts: str = "IT openings"  # what n counts
    size: tuple[float, float] = (7.6, 4.5)  # inches
    left: float = 0.075  # where the axes begin and end, in figure widths: room for labels
    right: float = 0.80


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the numbers of all figures of one report come from."""

    panel: str
    represents: str  # what the panel stands for, in words
    snapshot_id: str
    published_at: str  # ISO, UTC
    taxonomy_version: str


def is_error_included(frame: pd.DataFrame) -> bool:
    """Whether readers' labels have put a share of the frame right, so that its extractor's own error is told."""
    return "error_included" in frame and bool(frame["error_included"].any())


def credit(chart: Chart, frame: pd.DataFrame, provenance: Provenance) -> str:
    """The source line."""
    scope = chart.scope(frame)
    error = "in the corrected headline" if is_error_included(frame) else "not in the bands"
    return (
        f"Source: jobshift, {provenance.represents}; {scope.first_month:%Y-%m} to {scope.last_month:%Y-%m}, "
        f"n = {scope.n:,} {chart.counts}. Bands: 95 % intervals clustered by employer; "
        f"the extractor's own error is {error}. "
        + f"Hollow: {scope.step} not complete. " * bool(scope.incomplete)
        + "Grey: nothing read. " * bool(scope.gaps)
        + f"Postings show intent, not hiring. Snapshot {provenance.snapshot_id}."
    )


def charts() -> dict[str, Chart]:
    """Every chart by its id: those that lie in this folder."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        chart = getattr(importlib.import_module(f"{__name__}.{module.name}"), "chart", None)
        if chart is not None:
            found[module.name] = chart
    return found


def picture(chart: Chart, frame: pd.DataFrame, provenance: Provenance) -> Figure:
    """The figure, finished: title and subtitle above, the source line below. Close it after use."""
    with style():
        figure = plt.figure(figsize=chart.size)
        height = chart.size[1]
        ax = figure.add_axes((chart.left, 0.78 / height, chart.right - chart.left, 1 - 1.68 / height))
        chart.draw(ax, frame)
        figure.text(0.02, 1 - 0.16 / height, chart.title, fontsize=13, fontweight="bold", va="top", color=INK)
        figure.text(0.02, 1 - 0.45 / height, chart.subtitle, fontsize=9.5, va="top", color=GREY)
        source = textwrap.fill(credit(chart, frame, provenance), int(chart.size[0] * 17.5))
        figure.text(0.02, 0.10 / height, source, fontsize=6.8, va="bottom", color=GREY, linespacing=1.35)
    return figure


def description(chart: Chart, frame: pd.DataFrame, provenance: Provenance) -> dict[str, Any]:
    """The figure's data sheet: everything an article needs to answer for it."""
    finding, scope = chart.finding(frame), chart.scope(frame)
    return {
        "id": chart.id,
        "question": chart.question,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt_text": f"{chart.title}{'' if chart.title.endswith('?') else '.'} {finding}",
        "finding": finding,
        "definition": chart.definition,
        "denominator": chart.denominator,
        "unit": "opening; copies of one text count once",
        "interval": "95 %, Wilson with the effective sample size of employer clusters",
        "error_included": is_error_included(frame),
        "suppression": SUPPRESSION,
        "panel": provenance.panel,
        "panel_represents": provenance.represents,
        "n": scope.n,
        "n_counts": chart.counts,
        "first_month": f"{scope.first_month:%Y-%m}",
        "last_month": f"{scope.last_month:%Y-%m}",
        "coverage": {
            "step": scope.step,
            "complete": scope.complete,
            "incomplete": scope.incomplete,
            "gaps": scope.gaps,
        },
        "snapshot": provenance.snapshot_id,
        "published_at": provenance.published_at,
        "taxonomy_version": provenance.taxonomy_version,
        "query": textwrap.dedent(chart.select).strip(),
        "relations": list(chart.relations),
        "credit": credit(chart, frame, provenance),
        "limits": "Postings show what employers ask for, not whom they hire nor what staff do.",
    }


def save(chart: Chart, frame: pd.DataFrame, provenance: Provenance, folder: Path) -> list[Path]:
    """Write the pack `folder/<id>/<id>.{svg,png,csv,json}`; the same data gives the same bytes."""
    target = folder / chart.id
    target.mkdir(parents=True, exist_ok=True)
    base = target / chart.id
    with style():  # the hash salt and the font settings count when the file is written
        figure = picture(chart, frame, provenance)
        figure.savefig(base.with_suffix(".svg"), metadata={"Date": None, "Creator": None})
        figure.savefig(base.with_suffix(".png"), dpi=PNG_DPI, metadata={"Software": None})
        plt.close(figure)
    frame.to_csv(base.with_suffix(".csv"), index=False, date_format="%Y-%m-%d", float_format="%.6g")
    sheet = json.dumps(description(chart, frame, provenance), indent=2, ensure_ascii=False)
    base.with_suffix(".json").write_text(sheet + "\n", encoding="utf-8")
    return [base.with_suffix(suffix) for suffix in (".svg", ".png", ".csv", ".json")]
