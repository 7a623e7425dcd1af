"""What there is: the sources, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from flows.config import Settings


def source_rows(settings: Settings) -> list[dict[str, Any]]:
    """One row per source: whether it is on, how its last night went, its host, rules and pace."""
    from spiders.boards import read_boards
    from spiders.sources import SOURCES

    boards = Counter(board.source for board in read_boards(settings.boards))
    last = {row["source"]: row for row in _last_nights(settings)}
    return [
        {
            "source": name,
            "on": "by backfill" if source.is_archive else "yes" if settings.of(name).on else "no",
            "boards": "its files" if source.is_archive else boards[name] if source.index is None else "its index",
            "last night": last.get(name, {}).get("night", "none yet"),
            "read": last.get(name, {}).get("read", ""),
            "postings": last.get(name, {}).get("postings", ""),
            "met": last.get(name, {}).get("met", ""),
            "host": source.host,
            "delay": max(source.delay, settings.of(name).delay or 0.0),
            "budget": settings.of(name).budget or source.budget,
            "robots": source.robots,
            "terms": source.terms,
            "verified live": source.verified or "never: recorded pages only",
        }
        for name, source in SOURCES.items()
    ]


def _last_nights(settings: Settings) -> Iterator[dict[str, Any]]:
    """Per source: its last night, how many boards were read in it, their postings, and what else was met."""
    from flows.outcome import READ
    from spiders.coverage import INDEX, rows

    nights: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows(settings.data):  # by night: what is last wins
        known = nights.setdefault(row["source"], {})
        if any(other["night"] < row["night"] for other in known.values()):
            known.clear()
        if row["board"] != INDEX:
            known[row["board"]] = row
    for source, boards in nights.items():
        if boards:
            met = Counter(row["status"] for row in boards.values() if row["status"] not in ("complete", "unchanged"))
            yield {
                "source": source,
                "night": next(iter(boards.values()))["night"],
                "read": sum(row["status"] in READ for row in boards.values()),
                "postings": sum(row["postings"] for row in boards.values()),
                "met": ", ".join(f"{number} {status}" for status, number in met.most_common()),
            }
