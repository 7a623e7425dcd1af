"""What tagging again did to the headline, in words: the rows of `retag_effects` as a table for terminal and report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

HEADS = ["panel", "month", "before", "after", "gained", "lost", "because of"]
CAUSES = 5  # named per month


def lines(rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    """One line per panel and month that changed: shares, openings gained and lost, and the skills behind them."""
    causes: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["cause"] != "all":
            causes[row["panel"], row["month"]].append(row)
    return [
        [
            row["panel"],
            row["month"][:7],
            _share(row, "before"),
            _share(row, "after"),
            str(row["gained"]),
            str(row["lost"]),
            _because(causes[row["panel"], row["month"]]),
        ]
        for row in rows
        if row["cause"] == "all"
    ]


def _share(row: dict[str, Any], side: str) -> str:
    """ "12.5 % of 240", or the bare counts of a suppressed month."""
    n, share = row[f"n_{side}"], row[f"share_{side}_pct"]
    if n is None:
        return "no such month"
    return f"{row[f'count_{side}']} of {n}" if share is None else f"{share:.1f} % of {n}"


def _because(causes: Sequence[dict[str, Any]]) -> str:
    """The skills that came or went with the flips, most flips first: "retrieval_augmented_generation +3 −1"."""
    ranked = sorted(causes, key=lambda row: (-(row["gained"] + row["lost"]), row["cause"]))
    named = [f"{row['cause']} +{row['gained']} −{row['lost']}" for row in ranked[:CAUSES]]
    return ", ".join([*named, *([f"{len(ranked) - CAUSES} more"] if len(ranked) > CAUSES else [])])
