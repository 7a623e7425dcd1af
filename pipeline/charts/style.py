"""The look of every figure: one style, drawn with what ships with matplotlib, the same bytes for the same data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import ConciseDateFormatter, YearLocator

INK, GREY, GRID = "#1a1a1a", "#595959", "#d9d9d9"
# Told apart by the colour-blind and in grey; each at least 4.5:1 against white, for labels wear the line's colour.
PALETTE = ("#0b5fa5", "#b3400a", "#00704a", "#7a3b8f", "#806000", "#a01860", "#3d5a6c", "#5a5a00")


@dataclass(frozen=True, slots=True)
class Line:
    """How one series is drawn."""

    label: str
    colour: str
    width: float = 1.8
    band: float = 0.13  # opacity of the interval; 0 draws none
    marker: str = "o"


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


def draw_share(
    ax: Axes, line: pd.DataFrame, colour: str, *, width: float = 1.8, band: float = 0.13, marker: str = "o"
) -> None:
    """One share over time, in %: line and interval band over complete months, broken at gaps; incomplete months hollow.

    `line` has month (datetime), month_status, share_pct, low_pct, high_pct and is sorted by month.
    """
    for part in runs(line):
        alone = marker if len(part) == 1 else ""
        ax.plot(part["month"], part["share_pct"], color=colour, linewidth=width, marker=alone, markersize=4)
        if band:
            low, high = part["low_pct"].astype(float), part["high_pct"].astype(float)
            ax.fill_between(part["month"], low, high, color=colour, alpha=band, linewidth=0)
    hollow = line[(line["month_status"] == "incomplete") & line["share_pct"].notna()]
    ax.plot(
        hollow["month"], hollow["share_pct"], linestyle="", marker=marker, markersize=5,
        markerfacecolor="white", markeredgecolor=colour,
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


def label_ends(ax: Axes, ends: Sequence[tuple[str, float, str]], at: pd.Timestamp, gap: float = 0.052) -> None:
    """Names beside the ends of their lines, moved apart where they would touch.

    `ends`: (label, height in data units, colour); `gap`: least distance as a share of the axis' height.
    """
    bottom, top = ax.get_ylim()
    placed = -float("inf")
    for label, height, colour in sorted(ends, key=lambda end: (end[1], end[0])):
        share = max((height - bottom) / (top - bottom), placed + gap)
        placed = share
        ax.annotate(
            label, (at, height), xytext=(1.012, share), textcoords="axes fraction", va="center", ha="left",
            color=colour, fontsize=8.8, annotation_clip=False,
        )  # fmt: skip


def finish_months(ax: Axes, frame: pd.DataFrame) -> None:
    """A month axis that starts and ends with the data, and a percentage axis that starts at zero."""
    first, last = frame["month"].min(), frame["month"].max()
    ax.set_xlim(first - pd.Timedelta(days=20), last + pd.Timedelta(days=45))
    years = (last - first).days / 365
    if years > 4:
        by_year = YearLocator(base=1 if years <= 8 else 2)
        ax.xaxis.set_major_locator(by_year)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(by_year, formats=["%Y"] * 6, show_offset=False))
    else:
        locator = ax.xaxis.get_major_locator()
        ax.xaxis.set_major_formatter(
            ConciseDateFormatter(locator, formats=["%Y", "%b", "%d", "%H", "%H", "%H"], show_offset=False)
        )
    ax.set_ylim(bottom=0)
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:g} %")


def draw_shares(ax: Axes, frame: pd.DataFrame, column: str, lines: Mapping[str, Line], gap: float = 0.052) -> None:
    """Shares over time, one line for each value of `column` that `lines` names, with names at the ends, gaps and axes.

    `frame`: month, month_status, share_pct, low_pct, high_pct and `column`.
    """
    ends = []
    for value, line in lines.items():
        rows = frame[frame[column] == value].sort_values("month")
        draw_share(ax, rows, line.colour, width=line.width, band=line.band, marker=line.marker)
        known = rows[(rows["month_status"] == "complete") & rows["share_pct"].notna()]
        if not known.empty:
            ends.append((line.label, float(known["share_pct"].iloc[-1]), line.colour))
    mark_gaps(ax, frame)
    finish_months(ax, frame)
    label_ends(ax, ends, frame["month"].max(), gap)
