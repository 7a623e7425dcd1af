"""What an editor would send back: texts that touch, leave the canvas or cannot be read; lines that grey makes one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase

TOUCH = 0.75  # pixels of 100 per inch that two boxes may share: glyphs do not fill their boxes
CONTRAST = 4.5
Boxes = list[tuple[Text, Bbox]]

GREYS = 0.15  # of luminance, that the eye tells apart in a grey print


@contextmanager
def _written(into: list[Text]) -> Iterator[None]:
    """Collect the texts that are really drawn: an axis holds labels that are not."""
    draw = Text.draw

    def recorded(self: Text, *given: Any, **named: Any) -> None:
        if self.get_visible() and self.get_text().strip():
            into.append(self)
        draw(self, *given, **named)

    with mock.patch.object(Text, "draw", recorded):
        yield


def texts(figure: Figure) -> Boxes:
    """Every text on the canvas with the box of its ink."""
    found: list[Text] = []
    canvas = FigureCanvasAgg(figure)
    with _written(found):
        canvas.draw()
    return [(text, text.get_window_extent(canvas.get_renderer())) for text in dict.fromkeys(found)]


def overlaps(boxes: Boxes) -> list[str]:
    """Pairs of texts that share more than a hair."""
    return [
        f"{one.get_text()!r} and {other.get_text()!r}"
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > TOUCH and min(a.y1, b.y1) - max(a.y0, b.y0) > TOUCH
    ]


def outside(boxes: Boxes, canvas: BboxBase) -> list[str]:
    """Texts that leave the canvas."""
    return [
        text.get_text()
        for text, box in boxes
        if box.x0 < canvas.x0 or box.x1 > canvas.x1 or box.y0 < canvas.y0 or box.y1 > canvas.y1
    ]


def luminance(colour: Any) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Any, other: Any) -> float:
    """The contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faint(boxes: Boxes) -> list[str]:
    """Texts that stand out too little from the ground they say they stand on (gid `on #rrggbb`; else white)."""
    found = []
    for text, _ in boxes:
        gid = text.get_gid() or ""
        ground = gid.removeprefix("on ") if gid.startswith("on ") else "white"
        if contrast(text.get_color(), ground) < CONTRAST:
            found.append(text.get_text())
    return found


def grey_twins(figure: Figure) -> list[str]:
    """Pairs of lines of one axes that differ in colour alone, and too little for a grey print."""
    found = []
    for ax in figure.axes:
        lines = {
            _look(line): line for line in ax.lines if np.size(line.get_xdata()) > 1 and line.get_linestyle() != "None"
        }
        for (one, a), (other, b) in itertools.combinations(lines.items(), 2):
            same_shape = one[1:] == other[1:]
            if same_shape and abs(luminance(a.get_color()) - luminance(b.get_color())) < GREYS:
                found.append(f"{a.get_color()} and {b.get_color()}")
    return found


def _look(line: Line2D) -> tuple[object, ...]:
    dashes = getattr(line, "_unscaled_dash_pattern", line.get_linestyle())
    return (line.get_color(), str(dashes), line.get_marker(), line.get_linewidth() > 2)


def invented(words: str, frame: pd.DataFrame) -> list[str]:
    """Decimal numbers of a text that stand nowhere in the frame, at the places they are told with."""
    known = [value for name in frame.select_dtypes("number") for value in frame[name].dropna()]
    told = re.findall(r"(?<![\d.])[-−]?\d+\.\d+", words)
    return [number for number in told if not any(_is(number.replace("−", "-"), value) for value in known)]


def _is(told: str, value: float) -> bool:
    places = len(told.partition(".")[2])
    return f"{value:.{places}f}" == told or f"{abs(value):.{places}f}" == told
