"""The report as one page: a static file that opens from disk, asks nobody for anything and answers for each number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

FOLDER = Path(__file__).parent
SHOWN_ROWS = 240  # of a figure's numbers on the page; all of them are in its CSV


@dataclass(frozen=True, slots=True)
class Headline:
    """One measure: its newest complete month, and the same month a year before where that is known."""

    label: str
    figure: str  # the id of the figure that draws it
    month: str  # YYYY-MM
    n: int
    share_pct: float
    low_pct: float
    high_pct: float
    year_before: Mapping[str, Any] | None = None  # month, share_pct, low_pct, high_pct


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure of the report: its data sheet and what it plots."""

    sheet: Mapping[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]  # at most SHOWN_ROWS, as the CSV has them
    total: int
    proof: Mapping[str, Any] | None = None  # openings behind its last complete point: month, total, openings


@dataclass(frozen=True, slots=True)
class Content:
    """All that the page shows; lists and mappings hold plain values."""

    snapshot: Mapping[str, Any]  # snapshot_id, published_at, taxonomy_version, code_version
    panel: Mapping[str, Any]  # the row of `panels` that headlines come from
    panels: Sequence[Mapping[str, Any]]
    headlines: Sequence[Headline]
    figures: Sequence[Drawn]
    claims: Sequence[Mapping[str, Any]] = ()
    lookup: Mapping[str, Any] | None = None  # first_month, last_month, rows: see site.js
    gap: Mapping[str, Any] | None = None  # profiles of roles: see site.js
    quality: Mapping[str, Any] = field(default_factory=dict)  # sources, gaps, revisions, languages
    methods: str = ""  # HTML, of our own docs
    glossary: str = ""  # HTML, of our own docs
    notebooks: Sequence[Mapping[str, str]] = ()  # title, href
    substitute: str | None = None  # what the data stand in for, where they are invented


def render(content: Content) -> str:
    """The page as HTML. Every text is escaped but the docs' own; style and script are inside."""
    return _environment().get_template("page.html").render(c=content, css=_text("site.css"), js=_text("site.js"))


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"pct": _pct, "thousands": _thousands, "safe_url": _safe_url, "words": _words}
    return found


def _pct(value: float | None) -> str:
    """A share in per cent with one decimal, with two below 1."""
    if value is None:
        return "–"
    return f"{value:.2f}" if 0 < abs(value) < 1 else f"{value:.1f}"


def _thousands(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def _words(identifier: str) -> str:
    return str(identifier).replace("_", " ")


def _safe_url(url: str | None) -> str | None:
    """A link only where it leads to the web; a posting's address may be anything."""
    return url if url and url.startswith(("https://", "http://")) else None
