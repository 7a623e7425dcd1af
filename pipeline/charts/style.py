"""The look of every figure: one style, drawn with what ships with matplotlib, the same bytes for the same data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import ConciseDateFormatter, YearLocator
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

INK, GREY, GRID = "#1a1a1a", "#595959", "#d9d9d9"
# Told apart by the colour-blind and in grey; each at least 4.5:1 against white, for labels wear the line's colour.
EDGE = 0.14  # inches around everything
TITLE = 13.0  # points
LABEL = 8.8
PALETTE = ("#0b5fa5", "#b3400a", "#00704a", "#7a3b8f", "#806000", "#a01860", "#3d5a6c", "#5a5a00")


Dash = str | tuple[float, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """How one series is drawn."""

    label: str
    colour: str
    width: float = 1.8
    band: float = 0.13  # opacity of the interval; 0 draws none
    marker: str = "o"
    dash: Dash = "-"  # lines of one figure differ in dash, for grey prints


# As many lines as one can follow: told apart by colour, dash and marker.
LOOKS: tuple[tuple[str, Dash, str], ...] = (
    (PALETTE[0], "-", "o"),
    (PALETTE[1], (0, (5, 1.6)), "s"),
    (PALETTE[2], (0, (1.4, 1.2)), "^"),
    (PALETTE[3], (0, (6, 1.6, 1.2, 1.6)), "D"),
    (PALETTE[4], (0, (9, 2.2)), "v"),
    (PALETTE[5], (0, (3, 1.2, 1, 1.2, 1, 1.2)), "P"),
)


def looks(labels: Mapping[str, str]) -> dict[str, Line]:
    """How to draw the lines of these values, labelled so; at most as many as there are LOOKS."""
    return {
        value: Line(label, colour, marker=marker, dash=dash)
        for (value, label), (colour, dash, marker) in zip(labels.items(), LOOKS, strict=False)
    }


@lru_cache(maxsize=4096)
def text_inches(words: str, size: float, weight: str = "normal") -> float:
    """How wide a line of text is in the house font."""
    font = get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))
    font.set_size(size, 72)
    font.set_text(words, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / 72


def wrapped(text: str, size: float, inches: float, weight: str = "normal") -> list[str]:
    """The text in lines that are no wider than `inches`; a word that is wider stands alone."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_inches(longer, size, weight) > inches:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def style() -> AbstractContextManager[None]:
    """The house style, for the length of a `with` block."""
    return plt.style.context(Path(__file__).with_name("house.mplstyle"))


def runs(line: pd.DataFrame) -> list[pd.DataFrame]:
    """Stretches of complete months (or quarters) without a gap between them: what a line may connect.

    `line` has month, month_status and share_pct, sorted by month.
    """
    months = line["month"].dt.year * 12 + line["month"].dt.month
    whole = line["share_pct"].notna() & (line["month_status"] == "complete")
    stretch = (~whole | (months.diff() != months.diff().min()) | ~whole.shift(fill_value=False)).cumsum()
    return [part for _, part in line[whole].groupby(stretch[whole])]


def draw_share(ax: Axes, line: pd.DataFrame, look: Line) -> None:
    """One share over time, in %: line and interval band over complete months, broken at gaps; incomplete months hollow.

    `line` has month (datetime), month_status, share_pct, low_pct, high_pct and is sorted by month.
    """
    for part in runs(line):
        alone = look.marker if len(part) == 1 else ""
        ax.plot(
            part["month"], part["share_pct"], color=look.colour, linewidth=look.width, linestyle=look.dash,
            marker=alone, markersize=4,
        )  # fmt: skip
        if look.band:
            low, high = part["low_pct"].astype(float), part["high_pct"].astype(float)
            ax.fill_between(part["month"], low, high, color=look.colour, alpha=look.band, linewidth=0)
    hollow = line[(line["month_status"] == "incomplete") & line["share_pct"].notna()]
    ax.plot(
        hollow["month"], hollow["share_pct"], linestyle="", marker=look.marker, markersize=5,
        markerfacecolor="white", markeredgecolor=look.colour,
    )  # fmt: skip


def mark_gaps(ax: Axes, frame: pd.DataFrame) -> None:
    """Grey columns over the months of which nothing was read, so that a hole is not taken for a fall."""
    gaps = sorted(set(frame.loc[frame["month_status"] == "gap", "month"]))
    for month in gaps:
        ax.axvspan(month - pd.Timedelta(days=15), month + pd.Timedelta(days=15), color=GRID, alpha=0.7, linewidth=0)
    if gaps:
        ax.annotate(
            "no data", (gaps[0], 1), xycoords=("data", "axes fraction"), xytext=(0, 2), textcoords="offset points",
            ha="center", va="bottom", fontsize=7.5, color=GREY,
        )  # fmt: skip


def spread(heights: Sequence[float], gap: float, top: float = 1.0) -> list[float]:
    """The heights, in order, moved apart to at least `gap` and kept below `top` where there is room."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    placed = [0.0] * len(heights)
    last = -float("inf")
    for place in order:
        last = placed[place] = max(heights[place], last + gap)
    ceiling = top
    for place in reversed(order):
        ceiling = placed[place] = min(placed[place], ceiling)
        ceiling -= gap
    return placed


def axes_inches(ax: Axes) -> tuple[float, float]:
    """Width and height of the axes."""
    box, figure = ax.get_position(), ax.get_figure(root=True)
    assert figure is not None
    return box.width * figure.get_figwidth(), box.height * figure.get_figheight()


def figure_inches(ax: Axes) -> float:
    """Width of the figure."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return float(figure.get_figwidth())


def label_ends(ax: Axes, ends: Sequence[tuple[str, float, str]], size: float = LABEL) -> None:
    """Names beside the ends of their lines, moved apart where they would touch.

    `ends`: (label, height in data units, colour); a label may have several lines.
    """
    bottom, top = ax.get_ylim()
    tall = max((label.count("\n") + 1 for label, _, _ in ends), default=1) * size * 1.32 / 72 / axes_inches(ax)[1]
    heights = [(height - bottom) / (top - bottom) for _, height, _ in ends]
    for (label, _, colour), height in zip(ends, spread(heights, tall, 1 + tall / 2), strict=True):
        ax.annotate(
            label, (1, height), xytext=(6, 0), xycoords="axes fraction", textcoords="offset points", va="center",
            ha="left", color=colour, fontsize=size, linespacing=1.1, annotation_clip=False,
        )  # fmt: skip


def finish_months(ax: Axes, frame: pd.DataFrame) -> None:
    """A month axis that starts and ends with the data, and a percentage axis that starts at zero."""
    first, last = frame["month"].min(), frame["month"].max()
    ax.set_xlim(first - pd.Timedelta(days=20), last + pd.Timedelta(days=45))
    years = (last - first).days / 365
    if years > 4:
        by_year = YearLocator(base=1 if years <= axes_inches(ax)[0] * 1.6 else 2)
        ax.xaxis.set_major_locator(by_year)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(by_year, formats=["%Y"] * 6, show_offset=False))
    else:
        locator = ax.xaxis.get_major_locator()
        ax.xaxis.set_major_formatter(
            ConciseDateFormatter(locator, formats=["%Y", "%b", "%d", "%H", "%H", "%H"], show_offset=False)
        )
    ax.set_ylim(bottom=0)
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:g} %")


def draw_shares(ax: Axes, frame: pd.DataFrame, column: str, lines: Mapping[str, Line]) -> None:
    """Shares over time, one line for each value of `column` that `lines` names, with names at the ends, gaps and axes.

    `frame`: month, month_status, share_pct, low_pct, high_pct and `column`.
    """
    ends = []
    for value, line in lines.items():
        rows = frame[frame[column] == value].sort_values("month")
        draw_share(ax, rows, line)
        known = rows[(rows["month_status"] == "complete") & rows["share_pct"].notna()]
        if not known.empty:
            ends.append((line.label, float(known["share_pct"].iloc[-1]), line.colour))
    mark_gaps(ax, frame)
    finish_months(ax, frame)
    label_ends(ax, ends)
