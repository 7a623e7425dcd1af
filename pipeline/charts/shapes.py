"""Shapes that several figures share: rows of dots with intervals, slopes, heat maps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter, NullLocator

from pipeline.charts.style import (
    EDGE,
    GREY,
    GRID,
    INK,
    LABEL,
    LOOKS,
    PALETTE,
    axes_inches,
    figure_inches,
    spread,
    text_inches,
    wrapped,
)

HEAT = LinearSegmentedColormap.from_list("house", ["#ffffff", "#cfe1f2", "#5f9bd0", "#0b5fa5", "#053156"])
SHORT = 0.5  # decades of a logarithmic axis that hold at most one of 1, 2, 5
DARK = 0.179  # relative luminance at which white and black stand out alike (WCAG 2.2)


def per_cent(value: float, _: object = None) -> str:
    """A tick in per cent."""
    return f"{value:g} %"


def times(value: float, _: object = None) -> str:
    """A tick of a ratio."""
    return f"×{value:g}"


def signed(value: float, _: object = None) -> str:
    """A tick of a difference in per cent."""
    return f"{value:+g} %" if value else "0 %"


def fitted(label: str, size: float, inches: float) -> str:
    """The label, cut with an ellipsis where it would be wider than `inches`."""
    if text_inches(label, size) <= inches:
        return label
    while label and text_inches(label + "…", size) > inches:
        label = label[:-1]
    return label.rstrip() + "…"


def rows_high(rows: int) -> float:
    """Inches of axes for so many rows."""
    return max(1.2, 0.26 * rows + 0.1)


def note(ax: Axes, words: str) -> None:
    """What the marks are, above the axes, from the figure's left edge on."""
    across = figure_inches(ax)
    ax.annotate(
        fitted(words, 8, across - 2 * EDGE), (EDGE / across, 1), xytext=(0, 7), fontsize=8, color=GREY, va="bottom",
        xycoords=("figure fraction", "axes fraction"), textcoords="offset points", annotation_clip=False,
    )  # fmt: skip


def draw_rows(
    ax: Axes,
    rows: pd.DataFrame,
    value: tuple[str, str, str] = ("share_pct", "low_pct", "high_pct"),
    *,
    left: float = 2.6,
    at: float | None = None,
    log: bool = False,
    tick: Callable[[float, object], str] = per_cent,
    before: str | None = None,
) -> None:
    """A row per label: a dot with its interval, hollow where the interval holds `at`; a vertical line there.

    `rows`: label, the columns of `value`, and a column `before` (a hollow dot) if that is named; the first on top.
    `left`: inches beside the axes that labels may take.
    """
    dot, low, high = value
    places = np.arange(len(rows))
    sure = np.ones(len(rows), bool) if at is None else ((rows[low] > at) | (rows[high] < at)).to_numpy(bool)
    ax.hlines(places, rows[low], rows[high], color=PALETTE[0], alpha=0.35, linewidth=5, clip_on=True)
    dots: dict[str, Any] = {"linestyle": "", "marker": "o", "markersize": 5.5, "clip_on": False, "zorder": 3}
    if before:
        ax.plot(rows[before], places, markerfacecolor="white", color=GREY, **dots)
    for kind, fill in ((sure, PALETTE[0]), (~sure, "white")):
        ax.plot(rows.loc[kind, dot], places[kind], color=PALETTE[0], markerfacecolor=fill, **dots)
    if at is not None:
        ax.axvline(at, color=GREY, linewidth=0.9)
    labels = [fitted(str(label), 9.0, left - 0.2) for label in rows["label"]]
    ax.set_yticks(places, labels, color=INK, fontsize=9.0)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    if log:
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(LogLocator(base=10, subs=(1, 2, 5), numticks=12))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_minor_formatter(NullFormatter())
        _few_ticks(ax)
    elif at is None:
        ax.set_xlim(left=0)
    ax.xaxis.set_major_formatter(FuncFormatter(tick))


def _few_ticks(ax: Axes) -> None:
    """Fewer ticks of a logarithmic axis where it is long or narrow; round steps where it is too short for 1, 2, 5."""
    low, high = ax.get_xlim()
    decades = np.log10(high / low)
    if decades < SHORT:
        ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        return
    room = axes_inches(ax)[0] / 0.55
    subs = (1, 2, 5) if 3 * decades <= room else (1, 3) if 2 * decades <= room else (1,)
    ax.xaxis.set_major_locator(LogLocator(base=10, subs=subs, numticks=12))


def draw_slopes(ax: Axes, rows: pd.DataFrame, heads: tuple[str, str], left: float, marked: int = 5) -> None:
    """A line from then to now per row: label, before_pct, share_pct; the `marked` that changed most wear colour."""
    changed = (rows["share_pct"] - rows["before_pct"]).abs().to_numpy()
    loud = set(np.argsort(-changed, kind="stable")[:marked].tolist())
    colours, places = {}, iter(LOOKS)
    for at, (before, now) in enumerate(zip(rows["before_pct"], rows["share_pct"], strict=True)):
        colour, dash, marker = next(places, LOOKS[-1]) if at in loud else (GREY, "-", "o")
        colours[at] = colour
        ax.plot(
            [0, 1], [before, now], color=colour, linestyle=dash, marker=marker, markersize=4.5,
            linewidth=2.0 if at in loud else 0.9, clip_on=False, zorder=3 if at in loud else 2,
        )  # fmt: skip
    ax.set_xlim(0, 1)
    ax.set_ylim(0, max(rows["share_pct"].max(), rows["before_pct"].max()) * 1.04)
    ax.set_xticks([0, 1], ["\n".join(wrapped(head, 9.5, 0.95)) for head in heads], color=INK)
    ax.set_yticks([])
    ax.spines["bottom"].set_visible(False)
    for x in (0, 1):
        ax.axvline(x, color=GRID, linewidth=0.8, zorder=0)
    top = ax.get_ylim()[1]
    gap = LABEL * 1.25 / 72 / axes_inches(ax)[1]
    for column, x, side in (("before_pct", 0, "right"), ("share_pct", 1, "left")):
        heights = spread([value / top for value in rows[column]], gap)
        for at, height in enumerate(heights):
            value = f"{rows[column].iloc[at]:.1f} %"
            words = value if side == "right" else f"{value} {fitted(str(rows['label'].iloc[at]), LABEL, left)}"
            ax.annotate(
                words, (x, height), xytext=(-8 if side == "right" else 8, 0), xycoords="axes fraction",
                textcoords="offset points", ha=side, va="center", fontsize=LABEL, color=colours[at],
                annotation_clip=False,
            )  # fmt: skip


def draw_heat(
    ax: Axes, cells: pd.DataFrame, *, left: float, words: Callable[[float], str], top: float | None = None
) -> None:
    """Rows by columns, a number in each cell; a cell without one is hatched. `cells`: index and columns are labels."""
    values = cells.to_numpy(float)
    largest = top or float(np.nanmax(values)) or 1.0
    scaled = np.sqrt(np.clip(values / largest, 0, 1))  # small shares differ in shade too
    ax.imshow(np.ma.masked_invalid(scaled), cmap=HEAT, vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    size = min(8.5, axes_inches(ax)[0] / max(1, values.shape[1]) * 72 / 3.3)
    for (row, column), value in np.ndenumerate(values):
        if np.isnan(value):
            blank(ax, column, row)
            continue
        ground = to_hex(HEAT(float(scaled[row, column])))
        colour = "white" if _is_dark(ground) else "black"
        ax.text(
            column, row, words(value), ha="center", va="center", fontsize=size, color=colour, gid=f"on {ground}"
        )  # fmt: skip
    ax.set_yticks(range(len(cells.index)), [fitted(str(name), 9.0, left - 0.2) for name in cells.index], color=INK)
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(length=0)


def _is_dark(colour: str) -> bool:
    parts = [((part + 0.055) / 1.055) ** 2.4 if part > 0.04045 else part / 12.92 for part in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] < DARK


def blank(ax: Axes, column: float, row: float) -> None:
    """A hatched cell: too little, or nothing read."""
    ax.add_patch(_box(column, row, facecolor="white", edgecolor=GRID, hatch="////"))


def outline(ax: Axes, column: float, row: float) -> None:
    """A cell with a dashed frame: not complete."""
    ax.add_patch(_box(column, row, facecolor="none", edgecolor=PALETTE[1], linestyle="--", linewidth=1.6))


def _box(column: float, row: float, **look: Any) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.46, row - 0.46), 0.92, 0.92, **({"linewidth": 0} | look))


def column_heads(ax: Axes, names: Sequence[str], inches: float) -> None:
    """Names of columns, slanted where they do not fit side by side."""
    each = axes_inches(ax)[0] / max(1, len(names))
    if all(text_inches(name, 8.5) <= each - 0.08 for name in names):
        ax.set_xticks(range(len(names)), names, color=INK, fontsize=8.5)
        return
    short = [fitted(name, 8.5, inches) for name in names]
    ax.set_xticks(range(len(names)), short, color=INK, fontsize=8.5, rotation=90, ha="center", va="top")
