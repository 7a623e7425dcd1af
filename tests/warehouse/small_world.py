"""A world of postings small enough to count by hand: six threads, four boards with a story, thirty without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tests.warehouse.raw_tables import Raw, nights
from warehouse.build import BuildSummary, build

FIRST, LAST = date(2026, 8, 10), date(2026, 11, 20)  # the nights of the boards
WATCHED = nights(FIRST, LAST)
NOT_READ = {
    date(2026, 9, 11): "failed",
    date(2026, 10, 12): "failed",
    date(2026, 10, 13): "suspect",
    date(2026, 10, 14): "blocked",
    date(2026, 10, 15): "partial",
}
LOST = date(2026, 10, 20)  # read whole, but its part never reached the lake
READ = [night for night in WATCHED if night not in NOT_READ and night != LOST]


def between(first: date, last: date) -> list[date]:
    """The nights of acme's board that were read, from first to last."""
    return [night for night in READ if first <= night <= last]


@dataclass(frozen=True)
class World:
    """The world once built, to be read only: its data folder, the ids that tests ask about, what the build said."""

    data: Path
    ids: dict[str, int]
    summary: BuildSummary


@cache
def built_world(base: Path) -> World:
    """The world built below `base`, once in a session: a build takes seconds."""
    data = base / "small_world"
    ids = small_world(data)
    return World(data, ids, build(data))


def small_world(data: Path) -> dict[str, int]:
    """Write it to data/work.duckdb; gives the ids of the postings that tests ask about."""
    raw = Raw(data)
    ids: dict[str, int] = {}
    _january(raw, ids)
    _later_threads(raw)
    _boards(raw, ids)
    _steady_boards(raw)
    raw.write()
    return ids


def _january(raw: Raw, ids: dict[str, int]) -> None:
    """59 single openings and one text in five cities, of 30 employers, two texts each; then three that never count."""
    month = date(2024, 1, 1)
    raw.covered("hn", "2401", [date(2026, 11, 20)])
    for number in range(59):
        employer = f"E{number // 2:02}"
        if number < 12:  # E00 to E05
            raw.comment("2401", month, employer=employer, asks=["rag", "machine_learning"], ai_level="builds")
        elif number < 18:  # E06 to E08
            raw.comment("2401", month, employer=employer, context=["ai"], ai_level="mentions")
        elif number < 24:  # E09 to E11
            raw.comment("2401", month, employer=employer, asks=["copilot"], ai_level="uses", roles=["sysadmin"])
        elif number < 26:  # E12
            raw.comment("2401", month, employer=employer, context=["rag"], ai_level="mentions")
        elif number < 28:  # E13
            raw.comment("2401", month, employer=employer, negated=["rag"], roles=["ml_engineer", "developer"])
        else:
            raw.comment("2401", month, employer=employer, asks=["python"])
    first = raw.comment("2401", month, employer="E29", asks=["kubernetes"])
    ids["first of five cities"] = first
    for _ in range(4):
        raw.comment("2401", month, employer="E29", asks=["kubernetes"], text=first)
    raw.comment("2401", month, employer="E90", ai_level=None, language="de")
    raw.comment("2401", month, employer="E91", is_it=False, asks=["rag"])
    raw.comment("2401", month, employer="E92", is_posting=False, asks=["rag"])


def _later_threads(raw: Raw) -> None:
    """March is small and read too early, April one employer's, May six employers', June without RAG, August unnamed."""
    raw.covered("hn", "2403", [date(2024, 3, 20)])
    for number in range(20):
        raw.comment("2403", date(2024, 3, 1), employer=f"E{number:02}", asks=["rag"])
    raw.covered("hn", "2404", [date(2026, 11, 20)])
    for number in range(60):
        raw.comment("2404", date(2024, 4, 1), employer="E00" if number < 40 else f"E{number}", asks=["rag"])
    raw.covered("hn", "2405", [date(2026, 11, 20)])
    for number in range(60):
        raw.comment("2405", date(2024, 5, 1), employer=f"E{number % 6:02}", asks=["rag"])
    raw.covered("hn", "2406", [date(2026, 11, 20)])
    for number in range(60):
        raw.comment("2406", date(2024, 6, 1), employer=f"E{number:02}", asks=["python"])
    raw.covered("hn", "2408", [date(2026, 11, 20)])
    for _ in range(60):
        raw.comment("2408", date(2024, 8, 1), employer=None, asks=["rag"])


def _boards(raw: Raw, ids: dict[str, int]) -> None:
    """Acme's board with nights that were not read, one of frame watch, one that disappears, one never read."""
    raw.board("greenhouse", "acme")
    raw.board("lever", "hush", frame="watch")
    raw.board("ashby", "gone")
    raw.board("ashby", "never")
    raw.covered("greenhouse", "acme", WATCHED)
    raw.covered("greenhouse", "acme", [date(2026, 9, 3)], "unchanged")
    raw.covered("greenhouse", "acme", [LOST], lost=5)
    for night, status in NOT_READ.items():
        raw.covered("greenhouse", "acme", [night], status)
    raw.covered("lever", "hush", WATCHED)
    raw.covered("ashby", "never", WATCHED, "failed")

    def acme(seen: list[date], posted_on: date, opening: int | None = None) -> int:
        return raw.posting("greenhouse", "acme", seen=seen, posted_on=posted_on, opening=opening, asks=["python"])

    ids["old"] = acme(between(FIRST, LAST), date(2025, 2, 1))
    ids["old too"] = acme(between(FIRST, date(2026, 8, 20)), date(2026, 7, 30))
    ids["closed after an outage"] = acme(between(date(2026, 9, 2), date(2026, 9, 10)), date(2026, 9, 2))
    ids["posted the day before"] = acme(between(date(2026, 10, 1), LAST), date(2026, 9, 30))
    ids["posted before we watched"] = acme(between(date(2026, 9, 5), LAST), date(2026, 1, 1))
    start = date(2026, 8, 15)
    ids["away 13 nights"] = acme(between(start, start) + between(date(2026, 8, 29), LAST), start)
    ids["away 14 nights"] = acme(between(start, start) + between(date(2026, 8, 30), LAST), start)
    ids["away in the outage"] = acme(
        between(date(2026, 10, 1), date(2026, 10, 3)) + between(date(2026, 10, 21), LAST), date(2026, 10, 1)
    )
    ids["first ref"] = acme(between(date(2026, 9, 1), date(2026, 9, 8)), date(2026, 9, 1))
    ids["second ref"] = acme(between(date(2026, 9, 14), date(2026, 9, 20)), date(2026, 9, 14), ids["first ref"])
    ids["watched"] = raw.posting("lever", "hush", seen=nights(date(2026, 9, 5), LAST), posted_on=date(2026, 9, 5))

    raw.covered("ashby", "gone", nights(date(2026, 9, 1), date(2026, 9, 5)))
    raw.covered("ashby", "gone", nights(date(2026, 9, 6), date(2026, 9, 7)), "absent")
    raw.covered("ashby", "gone", [date(2026, 9, 8)], "failed")
    raw.covered("ashby", "gone", nights(date(2026, 9, 9), date(2026, 9, 12)), "absent")
    raw.covered("ashby", "gone", nights(date(2026, 9, 13), LAST), "asleep")
    ids["gone"] = raw.posting(
        "ashby", "gone", seen=nights(date(2026, 9, 2), date(2026, 9, 5)), posted_on=date(2026, 9, 2), asks=["rag"]
    )


def _steady_boards(raw: Raw) -> None:
    """30 boards read every night; each posts two jobs in September, those of the first six ask for RAG."""
    posted_on = date(2026, 9, 10)
    for number in range(30):
        board = f"b{number:02}"
        raw.board("lever", board)
        raw.covered("lever", board, WATCHED)
        for _ in range(2):
            raw.posting(
                "lever",
                board,
                employer=board,
                seen=nights(posted_on, LAST),
                posted_on=posted_on,
                asks=["rag"] if number < 6 else [],
                ai_level="builds" if number < 6 else "none",
            )
