"""A figure's pack: picture, numbers and data sheet on disk; the same data gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from pipeline.charts import Chart, Provenance
from pipeline.charts.sheet import LICENCE, alt_text, credit, identifier, json_text, sheet
from pipeline.charts.style import EDGE, GREY, INK, TITLE, style, wrapped
from pipeline.charts.values import csv_text

SOURCE = 6.8  # points
ABOVE = 0.24  # inches between the subtitle and the axes


@dataclass(frozen=True, slots=True)
class Width:
    """A shape that figures come in."""

    inches: float  # across; type keeps its size, the axes give way
    pixels: int  # of the PNG, across
    printed: float  # inches that the PNG is meant for
    ratio: float | None = None  # across : down, None: as the chart is


WIDTHS = {
    "page": Width(7.6, 1520, 7.6),
    "column": Width(5.2, 1052, 3.507),
    "social": Width(9.6, 1200, 9.6, 16 / 9),
}
PICTURES = ("svg", "png", "pdf")
FORMATS = (*PICTURES, "csv", "json")
PACK = ("svg", "png", "csv", "json")
PRINT_DPI = 600


def picture(chart: Chart, frame: pd.DataFrame, provenance: Provenance, width: str = "page") -> Figure:
    """The figure, finished: title and subtitle above, the source line below. Close it after use."""
    shape, part = WIDTHS[width], provenance.part.in_words()
    axes_high = chart.high(frame) if callable(chart.high) else chart.high
    across, high = shape.inches, 0.0
    for _ in range(2 if shape.ratio else 1):  # a wider figure has fewer lines of text: its height follows
        heads = [
            (wrapped(chart.title, TITLE, across - 2 * EDGE, "bold"), TITLE, INK, "bold"),
            (wrapped(f"{chart.subtitle}{f'; {part}' if part else ''}", 9.5, across - 2 * EDGE), 9.5, GREY, "normal"),
        ]
        source = wrapped(credit(chart, frame, provenance), SOURCE, across - 2 * EDGE)
        above = EDGE + sum(len(lines) * size * 1.2 / 72 + 0.07 for lines, size, _, _ in heads) + ABOVE
        below = EDGE + len(source) * SOURCE * 1.3 / 72 + chart.below
        high = above + axes_high + below
        if shape.ratio:
            across = max(across, high * shape.ratio)
            high = across / shape.ratio
    with style():
        figure = plt.figure(figsize=(across, high))
        top = high - EDGE
        for lines, size, colour, weight in heads:
            figure.text(
                EDGE / across, top / high, "\n".join(lines), fontsize=size, fontweight=weight, va="top", color=colour,
                linespacing=1.2,
            )  # fmt: skip
            top -= len(lines) * size * 1.2 / 72 + 0.07
        figure.text(
            EDGE / across, EDGE * 0.7 / high, "\n".join(source), fontsize=SOURCE, va="bottom", color=GREY,
            linespacing=1.3,
        )  # fmt: skip
        box = (chart.left, below, across - chart.left - chart.right, high - above - below)
        ax = figure.add_axes((box[0] / across, box[1] / high, box[2] / across, box[3] / high))
        chart.draw(ax, frame)
    return figure


def drawn(
    chart: Chart, frame: pd.DataFrame, provenance: Provenance, kinds: Sequence[str], width: str = "page",
    dpi: float | None = None,
) -> dict[str, bytes]:  # fmt: skip
    """The picture as files of the formats `kinds` (svg, png, pdf), by format; `dpi`: of the PNG where it is printed."""
    with style():  # the hash salt and the font settings count when the file is written
        figure = picture(chart, frame, provenance, width)
        try:
            return {kind: _file(figure, kind, chart, frame, provenance, width, dpi) for kind in kinds}
        finally:
            plt.close(figure)


def written(chart: Chart, frame: pd.DataFrame, provenance: Provenance) -> dict[str, bytes]:
    """Numbers and data sheet, as files by format: csv and json."""
    facts = json_text(sheet(chart, frame, provenance))
    return {"csv": csv_text(frame).encode(), "json": facts.encode()}


def save(chart: Chart, frame: pd.DataFrame, provenance: Provenance, folder: Path) -> list[Path]:
    """Write the pack `folder/<id>/<id>.{svg,png,csv,json}` of a settled frame."""
    files = drawn(chart, frame, provenance, ("svg", "png")) | written(chart, frame, provenance)
    target = folder / chart.id
    target.mkdir(parents=True, exist_ok=True)
    paths = [target / f"{chart.id}.{kind}" for kind in PACK]
    for kind, path in zip(PACK, paths, strict=True):
        path.write_bytes(files[kind])
    return paths


def _file(
    figure: Figure, kind: str, chart: Chart, frame: pd.DataFrame, provenance: Provenance, width: str, dpi: float | None
) -> bytes:
    name = f"{identifier(chart.id, provenance)}&width={width}{f'&dpi={dpi:g}' if dpi else ''}"
    told = alt_text(chart, frame)
    out = io.BytesIO()
    if kind == "svg":
        about = {"Title": chart.title, "Description": told, "Rights": LICENCE, "Identifier": name}
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, **about})
        return _accessible(out.getvalue().decode(), chart.title, told).encode()
    if kind == "png":
        shape = WIDTHS[width]
        pixels = dpi * shape.printed if dpi else shape.pixels
        chunks = {"Title": chart.title, "Description": told, "Copyright": LICENCE, "Source": name}
        figure.savefig(out, format="png", dpi=pixels / figure.get_figwidth(), metadata={"Software": None, **chunks})
        return out.getvalue()
    about = {"Title": chart.title, "Subject": told, "Keywords": name}
    figure.savefig(out, format="pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None, **about})
    return out.getvalue()


def _accessible(svg: str, title: str, told: str) -> str:
    """The SVG with a name and a description that a screen reader reads."""
    head = f'<svg role="img" aria-labelledby="title desc"\\1>\n <title id="title">{_literal(title)}</title>'
    return re.sub(r"<svg([^>]*)>", f'{head}\n <desc id="desc">{_literal(told)}</desc>', svg, count=1)


def _literal(text: str) -> str:
    """Text for XML, as the replacement of a pattern."""
    return escape(text).replace("\\", r"\\")
