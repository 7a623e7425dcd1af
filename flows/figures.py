"""One figure on demand: any panel, slice, width or format, of today's snapshot or as an older one gave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from flows.errors import WrongUse
from pipeline.charts import ALL, Chart, Provenance, Slice, charts
from pipeline.charts.pack import PACK, PICTURES, drawn, written
from pipeline.charts.sheet import provenance as told_by
from pipeline.version import drawing
from warehouse import figure_records, snapshots
from warehouse.figures import NothingToDraw, frame, provenance, substitute
from warehouse.published import connect
from warehouse.slices import sliced

CLAIM = "claim_"  # how ids of claims' figures begin
PANEL = "hn"  # the panel with a past; the boards' panel joins when it has months of its own


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure as somebody asks for it."""

    id: str
    panel: str = PANEL
    part: Slice = ALL
    as_of: str | None = None  # a snapshot's id
    formats: tuple[str, ...] = PACK
    width: str = "page"
    dpi: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A figure ready to be drawn; where it comes from the ledger, with its numbers and sheet byte for byte."""

    chart: Chart
    frame: pd.DataFrame
    provenance: Provenance
    kept: figure_records.Record | None = None


def known(chart_id: str) -> Chart:
    """The chart of this id; WrongUse with those there are."""
    found = charts()
    if chart_id not in found:
        raise WrongUse(f"there is no figure {chart_id!r}: {', '.join(sorted(found))}")
    return found[chart_id]


def figure(data: Path, wanted: Wanted, folder: Path) -> list[Path]:
    """Write the figure's files into `folder`, named `<id>.<format>`; gives them.

    Raises WrongUse, NothingToDraw, and what slices and records raise.
    """
    told = today(data, wanted) if wanted.as_of is None else as_of(data, wanted)
    pictures = [kind for kind in wanted.formats if kind in PICTURES]
    files = drawn(told.chart, told.frame, told.provenance, pictures, wanted.width, wanted.dpi)
    if told.kept:
        files |= {"csv": told.kept.csv, "json": told.kept.sheet}
    else:
        files |= written(told.chart, told.frame, told.provenance)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{wanted.id}.{kind}" for kind in wanted.formats]
    for kind, path in zip(wanted.formats, paths, strict=True):
        path.write_bytes(files[kind])
    return paths


def today(data: Path, wanted: Wanted) -> Told:
    """The figure of the current snapshot."""
    if wanted.id.startswith(CLAIM):
        return _of_claim(data, wanted)
    chart = known(wanted.id)
    with connect(data) as con:
        about = provenance(con, data, wanted.panel, wanted.part)
        found = frame(con, chart, wanted.panel)
        if found.empty:
            raise NothingToDraw(f"figure {chart.id} has nothing to show of panel {wanted.panel!r} yet")
        if wanted.part != ALL:
            chart, found = sliced(con, chart, found, wanted.panel, wanted.part)
    return Told(chart, found, about)


def _of_claim(data: Path, wanted: Wanted) -> Told:
    """The figure of a claim, from its result today; claims are judged on whole panels, not on slices."""
    from flows.claims import assess
    from pipeline.charts.claim_figures import claim_figure
    from pipeline.charts.values import settled

    if wanted.part != ALL:
        raise WrongUse(f"figure {wanted.id} is of a claim, which is judged on the whole panel: leave the slice")
    for result in assess(data, wanted.panel):
        made = claim_figure(result)
        if made and made[0].id == wanted.id:
            with connect(data) as con:
                return Told(made[0], settled(made[1]), provenance(con, data, wanted.panel))
    raise NothingToDraw(f"there is no figure {wanted.id!r} of panel {wanted.panel!r}: `jobshift claims` lists them")


def as_of(data: Path, wanted: Wanted, code_version: str | None = None) -> Told:
    """The figure of an older snapshot, from what the ledger kept of it."""
    chart = _of_claim(data, replace(wanted, part=ALL)).chart if wanted.id.startswith(CLAIM) else known(wanted.id)
    assert wanted.as_of is not None
    lines = snapshots.ledger(data)
    if wanted.as_of not in lines:
        raise WrongUse(f"there is no snapshot {wanted.as_of!r}; the last: {', '.join(list(lines)[-3:]) or 'none'}")
    if set(wanted.part.given()) - {"since"}:
        raise WrongUse("of older snapshots the ledger keeps figures and series, not slices: leave --as-of or the slice")
    if wanted.panel == PANEL:
        try:
            kept = figure_records.read(data, wanted.as_of, wanted.id, code_version or drawing())
        except figure_records.NoRecord:
            pass
        else:
            if wanted.part == ALL:
                return Told(chart, kept.frame, told_by(kept.facts), kept)
            return _since(chart, kept.frame, replace(told_by(kept.facts), part=wanted.part))
    found = figure_records.from_series(data, chart, wanted.panel, wanted.as_of)
    with connect(data) as con:
        about = provenance(con, data, wanted.panel, wanted.part)
    line = lines[wanted.as_of]
    then = replace(
        about,
        represents=substitute(data) or about.represents,
        snapshot_id=wanted.as_of,
        published_at=line["published_at"],
        taxonomy_version=line["taxonomy_version"],
        extractor_version="",  # the ledger's line does not name it
    )
    return _since(chart, found, then) if wanted.part != ALL else Told(chart, found, then)


def _since(chart: Chart, found: pd.DataFrame, about: Provenance) -> Told:
    if "month" not in found:
        raise WrongUse(f"figure {chart.id} pools months: --since does not cut it")
    rows = found[found["month"] >= pd.Timestamp(str(about.part.since))].reset_index(drop=True)
    if rows.empty:
        raise NothingToDraw(f"figure {chart.id} has no month since {about.part.since}")
    return Told(chart, rows, about)


def checked(formats: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """The formats asked for, `all` spelt out; WrongUse for one that there is not."""
    if unknown := sorted(set(formats) - {*allowed, "all"}):
        raise WrongUse(f"there is no format {', '.join(unknown)}: {', '.join(allowed)} or all")
    return tuple(allowed) if "all" in formats else tuple(dict.fromkeys(formats))
