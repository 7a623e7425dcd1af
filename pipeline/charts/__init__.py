"""Figures: one file each, one style, one `save()`. A chart is a question, a relation and a `draw`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class Scope:
    """What the numbers of a figure stand on."""

    first_month: pd.Timestamp
    last_month: pd.Timestamp
    n: int  # of the denominator, over all months shown
    complete: int  # months, quarters or years
    incomplete: int = 0
    gaps: int = 0
    step: Literal["month", "quarter", "year"] = "month"


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


def yearly_scope(frame: pd.DataFrame) -> Scope:
    """The scope of a frame with one row per year and line; `month` is the year's first."""
    scope = monthly_scope(frame)
    return replace(scope, last_month=scope.last_month + pd.DateOffset(months=11), step="year")


SCOPES = {"month": monthly_scope, "quarter": quarterly_scope, "year": yearly_scope}


def period_scope(frame: pd.DataFrame) -> Scope:
    """The scope of a frame whose rows all stand on the same months: columns first_month, last_month, n, months."""
    row = frame.sort_values("n").iloc[-1]
    return Scope(frame["first_month"].min(), frame["last_month"].max(), int(row["n"]), int(row["months"]))


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a panel's openings; None: all."""

    role: str | None = None  # single-role openings of this role
    country: str | None = None  # ISO 3166-1 alpha-2, or EU
    source: str | None = None
    since: str | None = None  # YYYY-MM

    def given(self) -> dict[str, str]:
        """What was chosen."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def in_words(self) -> str:
        """As a caption says it; empty for all."""
        return ", ".join(f"{name} {value}" for name, value in self.given().items())


ALL = Slice()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the numbers of a figure come from."""

    panel: str
    represents: str  # what the panel stands for, in words
    snapshot_id: str
    published_at: str  # ISO, UTC
    taxonomy_version: str
    extractor_version: str = ""  # digest of the rules that tag
    code_version: str = ""  # digest of the code that computes and draws
    part: Slice = ALL


def as_it_is(frame: pd.DataFrame) -> pd.DataFrame:
    """The measure of a chart whose relation is what it plots."""
    return frame


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
    measure: Callable[[pd.DataFrame], pd.DataFrame] = as_it_is  # a statistic of pipeline.trends over the query's rows
    scope: Callable[[pd.DataFrame], Scope] = monthly_scope
    counts: str = "IT openings"  # what n counts
    interval: str = "95 %, Wilson with the effective sample size of employer clusters"
    bands: str = "Bands: 95 % intervals clustered by employer"  # as the source line says it; empty where there are none
    hits: str = ""  # a query: posting_id, line, skill (may be null) of what a point counts; for slices and proof
    line: str = ""  # the plotted column that tells lines apart, with the values of hits.line
    series: tuple[str, str | None] | None = None  # monthly table and definition (None: the line) that revisions explain
    value: tuple[str, str, str] = ("share_pct", "low_pct", "high_pct")  # the number that is read off, and its interval
    basis: Literal["text", "opening"] = "text"  # copies of one text count once, or each
    high: float | Callable[[pd.DataFrame], float] = 2.95  # inches of the axes, on a page
    below: float = 0.38  # inches under the axes: room for the labels of its ticks
    left: float = 0.57  # inches beside the axes: room for labels
    right: float = 1.52


def charts() -> dict[str, Chart]:
    """Every chart by its id: those that lie in this folder."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        chart = getattr(importlib.import_module(f"{__name__}.{module.name}"), "chart", None)
        if chart is not None:
            found[module.name] = chart
    return found
