"""What there is: the sources, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flows.config import Settings

if TYPE_CHECKING:
    from spiders.source import Source


def source_rows(settings: Settings) -> list[dict[str, Any]]:
    """One row per source: whether it is on, how its last night went, its host, rules and pace."""
    from spiders.boards import read_boards
    from spiders.sources import SOURCES

    boards = Counter(board.source for board in read_boards(settings.boards))
    last = {row["source"]: row for row in _last_nights(settings)}
    return [
        {
            "source": name,
            "on": _state(settings, name),
            "boards": _boards(source, boards[name]),
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


def _state(settings: Settings, name: str) -> str:
    from spiders.sources import SOURCES

    if SOURCES[name].is_archive:
        return "by backfill"
    why = settings.why_off(name)
    return "yes" if why is None else f"no: {why}"


def _boards(source: type[Source], listed: int) -> int | str:
    if source.is_archive:
        return "its files"
    if source.index is not None:
        return "its index"
    return listed or (f"its {len(source.sections)} sections" if source.sections else 0)


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
