"""What a figure says in words: credit line, alt text, caption, and the data sheet of its pack."""

from __future__ import annotations

import json
import textwrap
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import pandas as pd

from pipeline.charts import Chart, Provenance, Slice
from pipeline.charts.phrases import sentence_case
from pipeline.charts.values import kinds

LICENCE = "CC BY 4.0"
SUPPRESSION = "a month with fewer than 50 openings or 10 employers, or half of them by one employer, has no share"
LIMITS = "Postings show what employers ask for, not whom they hire nor what staff do."
URN = "jobshift:figure:"


def is_error_included(frame: pd.DataFrame) -> bool:
    """Whether readers' labels have put a share of the frame right, so that its extractor's own error is told."""
    return "error_included" in frame and bool(frame["error_included"].any())


def credit(chart: Chart, frame: pd.DataFrame, provenance: Provenance) -> str:
    """The source line."""
    scope, part = chart.scope(frame), provenance.part.in_words()
    error = "in the corrected headline" if is_error_included(frame) else "not in the bands"
    return (
        f"Source: jobshift, {provenance.represents}{f' ({part})' if part else ''}; "
        f"{scope.first_month:%Y-%m} to {scope.last_month:%Y-%m}, n = {scope.n:,} {chart.counts}. "
        + f"{chart.bands}; the extractor's own error is {error}. " * bool(chart.bands)
        + f"Hollow: {scope.step} not complete. " * bool(scope.incomplete and chart.bands)
        + "Grey: nothing read. " * bool(scope.gaps and chart.bands)
        + f"Postings show intent, not hiring. {LICENCE}. Snapshot {provenance.snapshot_id}."
    )


def alt_text(chart: Chart, frame: pd.DataFrame) -> str:
    """The figure for who cannot see it: its title and its finding."""
    return f"{chart.title}{'' if chart.title.endswith('?') else '.'} {chart.finding(frame)}"


def caption(chart: Chart, frame: pd.DataFrame, provenance: Provenance) -> str:
    """What an editor sets below it."""
    part = provenance.part.in_words()
    said = f"{chart.subtitle}{f' ({part})' if part else ''}. {chart.finding(frame)} {chart.definition}"
    return sentence_case(said)


def identifier(chart_id: str, provenance: Provenance) -> str:
    """The name that a picture carries in its metadata: figure, snapshot, panel, slice and code."""
    facts = {"snapshot": provenance.snapshot_id, "panel": provenance.panel, "code": provenance.code_version}
    return f"{URN}{quote(chart_id)}?{urlencode(facts | provenance.part.given())}"


def identified(name: str) -> tuple[str, dict[str, str]] | None:
    """Figure id and facts of an `identifier`; None if it is none."""
    if not name.startswith(URN):
        return None
    chart_id, _, facts = name.removeprefix(URN).partition("?")
    return chart_id, dict(parse_qsl(facts))


def sheet(chart: Chart, frame: pd.DataFrame, provenance: Provenance) -> dict[str, Any]:
    """The figure's data sheet: everything an article needs to answer for it."""
    scope = chart.scope(frame)
    return {
        "id": chart.id,
        "identifier": identifier(chart.id, provenance),
        "question": chart.question,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt_text": alt_text(chart, frame),
        "caption": caption(chart, frame, provenance),
        "finding": chart.finding(frame),
        "definition": chart.definition,
        "denominator": chart.denominator,
        "unit": "opening; copies of one text count once" if chart.basis == "text" else "opening",
        "interval": chart.interval,
        "error_included": is_error_included(frame),
        "suppression": SUPPRESSION,
        "panel": provenance.panel,
        "panel_represents": provenance.represents,
        "slice": provenance.part.given(),
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
        "extractor_version": provenance.extractor_version,
        "code_version": provenance.code_version,
        "query": textwrap.dedent(chart.select).strip(),
        "relations": list(chart.relations),
        "columns": kinds(frame),
        "licence": LICENCE,
        "credit": credit(chart, frame, provenance),
        "limits": LIMITS,
    }


def json_text(facts: dict[str, Any]) -> str:
    """The data sheet as JSON that is harmless inside a page too."""
    return json.dumps(facts, indent=2, ensure_ascii=False).replace("<", "\\u003c") + "\n"


def provenance(facts: dict[str, Any]) -> Provenance:
    """Where the numbers of a data sheet come from, as it says itself."""
    return Provenance(
        panel=facts["panel"],
        represents=facts["panel_represents"],
        snapshot_id=facts["snapshot"],
        published_at=facts["published_at"],
        taxonomy_version=facts["taxonomy_version"],
        extractor_version=facts["extractor_version"],
        code_version=facts["code_version"],
        part=Slice(**facts["slice"]),
    )
