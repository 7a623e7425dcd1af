"""The coverage ledger: what each board gave in each night. One line per board, written when the board is finished."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.records import Coverage

FINISHED: frozenset[Coverage] = frozenset(
    {"complete", "unchanged", "absent", "asleep"}
)  # not asked again in the same night
READ: frozenset[Coverage] = frozenset({"complete", "unchanged"})
ANSWERED: frozenset[Coverage] = READ | {"partial", "suspect", "absent"}
SILENT_AFTER = 3  # nights in a row in which a source answered for no board
INDEX = "index"  # the board of a row about the index pages themselves


class Ledger:
    """The coverage file of one crawl."""

    def __init__(self, data: Path, source: str, night: date, crawl_id: str) -> None:
        self.source, self.night, self.crawl_id = source, night, crawl_id
        self.path = data / "ledger" / "coverage" / night.isoformat() / f"{source}-{crawl_id}.jsonl"

    def write(
        self, board: str, status: Coverage, *, postings: int, requests: int, errors: int, reason: str | None
    ) -> None:
        """One line, flushed. The board's pages are flushed before."""
        row = {
            "night": self.night.isoformat(),
            "source": self.source,
            "board": board,
            "crawl_id": self.crawl_id,
            "status": status,
            "postings": postings,
            "requests": requests,
            "errors": errors,
            "reason": reason,
            "finished_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")

    def doubt(self, reason: str) -> int:
        """Make every read of this crawl suspect: none of them closes a posting. Gives how many there were."""
        if not self.path.exists():
            return 0
        lines, doubted = [], 0
        for row in _all(self.path):
            if row["status"] in READ:
                row |= {"status": "suspect", "reason": reason}
                doubted += 1
            lines.append(json.dumps(row, ensure_ascii=False) + "\n")
        whole = self.path.with_suffix(".part")
        whole.write_text("".join(lines), encoding="utf-8")
        whole.replace(self.path)
        return doubted


def _all(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one file; a last line torn by a kill is left out."""
    for line in path.read_bytes().splitlines(keepends=True):
        if line.endswith(b"\n"):
            yield json.loads(line)


def rows(data: Path, source: str | None = None, night: date | None = None) -> Iterator[dict[str, Any]]:
    """The rows of the ledger, by night, file and line."""
    pattern = f"{night.isoformat() if night else '*'}/{source or '*'}-*.jsonl"
    for path in sorted((data / "ledger" / "coverage").glob(pattern)):
        yield from _all(path)


def silent_nights(data: Path, source: str, before: date) -> int:
    """In how many of the last nights in a row no board of a source answered; SILENT_AFTER at most are counted."""
    folders = [path for path in (data / "ledger" / "coverage").glob("*") if path.name < before.isoformat()]
    nights = (date.fromisoformat(path.name) for path in sorted(folders, reverse=True))
    silent = 0
    for night in nights:
        statuses = {row["status"] for row in rows(data, source, night)}
        if silent == SILENT_AFTER or statuses & ANSWERED:
            break
        silent += bool(statuses)
    return silent


def finished(data: Path, source: str, night: date) -> set[str]:
    """The boards that need no second visit in this night."""
    return {row["board"] for row in rows(data, source, night) if row["status"] in FINISHED}
