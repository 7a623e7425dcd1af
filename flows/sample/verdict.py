"""Holds what the demo measured against what was planted, and says so."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table

from flows.errors import DONE, FAILED
from flows.sample import Sample
from flows.sample.boards import SOURCES
from flows.sample.recovery import agreement, missed_pct, recovered, too_early, wrongly_closed
from warehouse.published import connect

MOST_MISSED_PCT = 8.0  # of the monthly shares; 95 % intervals leave out 5 % by themselves
HEADLINES = (
    ("AI in duties", "ladder", "in_duties"),
    ("AI level builds", "level", "builds"),
    ("AI level mentions", "level", "mentions"),
    ("asks for Python", "skill", "python"),
    ("asks for TensorFlow", "skill", "tensorflow"),
    ("asks for PyTorch", "skill", "pytorch"),
    ("asks for LLMs", "skill", "large_language_models"),
    ("asks for Kubernetes", "skill", "kubernetes"),
    ("role developer", "role", "software_developer"),
    ("role AI engineer", "role", "ai_engineer"),
)


def verdict(console: Console, world: Sample, data: Path) -> int:
    """Print the comparison; FAILED if too many intervals miss or boards show what nobody watched."""
    with connect(data) as con:
        shares = recovered(con, world)
        by_posting = agreement(con, world)
        early = too_early(con, SOURCES, world.world.nights[0])
        closed = wrongly_closed(con, world)
    console.print(_table(world, shares))
    missed, hidden = missed_pct(shares), int(shares["suppressed"].notna().sum())
    console.print(
        f"{missed:.1f} % of {len(shares) - hidden} monthly shares have an interval that misses the planted truth "
        f"(5 % are meant to, {MOST_MISSED_PCT:.0f} % are allowed); {hidden} are suppressed."
    )
    console.print(
        "Posting by posting: " + ", ".join(f"{name} {share:.1f} %" for name, share in by_posting.items()) + "."
    )
    faults = [
        *(f"Boards have flow before they were watched: {line}" for line in early),
        *(f"Closed though still open: {line}" for line in closed),
    ]
    for fault in faults:
        console.print(fault, style="red")
    return FAILED if missed > MOST_MISSED_PCT or faults else DONE


def _table(world: Sample, shares: pd.DataFrame) -> Table:
    """The headlines, planted → recovered: in the first month, in the last with its interval, and over all months."""
    first, last = (f"{thread.month:%Y-%m}" for thread in (world.threads[0], world.threads[-1]))
    title = "Share of a month's openings on Hacker News, %: planted → recovered"
    table = Table(title=title, box=None, title_justify="left", pad_edge=False)
    for head in ("", first, f"{last} [95 % interval]", "all months", "missed"):
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    for label, kind, key in HEADLINES:
        rows = shares[(shares["kind"] == kind) & (shares["key"] == key)].set_index("month")
        monthly = {f"{month:%Y-%m}": row for month, row in rows.iterrows()}
        start, end = monthly[first], monthly[last]
        interval = f" [{end['low_pct']:.1f}–{end['high_pct']:.1f}]"
        missed = f"{int(rows['is_missed'].sum())} of {len(rows)}"
        table.add_row(label, _pair(start), _pair(end) + interval, _pair(_pooled(rows)), missed)
    return table


def _pair(row: pd.Series) -> str:
    return f"{row['planted_pct']:.1f} → {row['share_pct']:.1f}"


def _pooled(rows: pd.DataFrame) -> pd.Series:
    """Planted and recovered share over all months together."""
    weights = rows["n"] / rows["n"].sum()
    return rows[["planted_pct", "share_pct"]].mul(weights, axis=0).sum()
