"""Files from elsewhere, taken into the landing zone: each all or nothing, and none twice.

A file is taken in under `data/incoming/`, out of every reader's sight. Only when all of it is written and on disk is
the folder marked ready; `settle` then moves its parts into the landing zone and writes ledger lines. A kill at any
moment leaves a folder that is thrown away, or one that the next run finishes. What the landing zone then holds is all
that a rebuild needs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.records import Coverage, Page
from spiders.archive import Archive, Headers
from spiders.coverage import Ledger

READY = ".ready"
TOLD = 5  # things that were odd, named per file
Board = tuple[str, date, str]  # source, night, token


@dataclass(slots=True)
class Tally:
    """What one file gave, and what of it was passed over."""

    passed: Counter[str] = field(default_factory=Counter)  # why → how many
    odd: list[str] = field(default_factory=list)
    damage: str | None = None  # why the file could not be read to its end

    def note(self, what: str) -> None:
        """Something to tell the user of; the first few."""
        if len(self.odd) < TOLD:
            self.odd.append(what)

    def in_words(self) -> str:
        """One line."""
        passed = ", ".join(f"{number} {why}" for why, number in self.passed.most_common())
        return "; ".join([*([f"passed over: {passed}"] if passed else []), *self.odd])


@dataclass(frozen=True, slots=True)
class Given:
    """A page out of a file, the night it counts for, and what a reader makes of it."""

    page: Page
    night: date
    postings: int
    status: Coverage = "complete"  # of its board; partial: what is read is kept, but the board was not seen whole
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in one file came to."""

    file: str
    boards: Mapping[str, int]  # boards per coverage status
    postings: int
    was_known: bool = False
    words: str = ""
    damage: str | None = None  # why it could not be read to its end


def key_of(file: Path, *more: str) -> str:
    """What a file is known by: its bytes, and whatever else decides what is read from it."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while chunk := content.read(1 << 20):
            digest.update(chunk)
    for word in more:
        digest.update(b"\0" + word.encode())
    return digest.hexdigest()


def archives(data: Path) -> list[dict[str, Any]]:
    """The files taken in so far, a row each, oldest first."""
    path = data / "ledger" / "archives.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if line[-1] == "\n"]


def is_known(data: Path, key: str) -> bool:
    """Whether the same file was taken in before, to be read in the same way."""
    return any(row["key"] == key for row in archives(data))


def take_in(data: Path, file: str, key: str, about: Mapping[str, Any], pages: Iterator[Given], tally: Tally) -> Taken:
    """Take in all pages of a file; whatever `pages` raises leaves nothing behind.

    `about` goes into the ledger's row. A board is covered as its worst page was.
    """
    crawl_id, folder = _fresh(data)
    writers: dict[tuple[str, date], Archive] = {}
    boards: dict[Board, tuple[Coverage, int]] = {}
    try:
        for given in pages:
            page, place = given.page, (given.page.source, given.night)
            if place not in writers:
                writers[place] = Archive(folder, *place, crawl_id)
            writers[place].keep(page, given.headers)
            status, postings = boards.get((*place, page.board), (given.status, 0))
            worst: Coverage = "partial" if "partial" in (status, given.status) else status
            boards[(*place, page.board)] = (worst, postings + given.postings)
        for writer in writers.values():
            writer.close()
        row = dict(about) | {"file": file, "key": key, "crawl_id": crawl_id, "passed": dict(tally.passed)}
        _commit(folder, row, boards)
    except BaseException:
        for writer in writers.values():
            writer.abandon()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    settle(data)
    counts = Counter[str](status for status, _ in boards.values())
    postings = sum(number for _, number in boards.values())
    return Taken(file, dict(counts), postings, words=tally.in_words(), damage=tally.damage)


def settle(data: Path) -> None:
    """Finish what was wholly taken in before a kill. Called under the run lock, before the landing zone is read."""
    for folder in sorted((data / "incoming").glob(f"*{READY}")):
        told = json.loads((folder / "archive.json").read_bytes())
        for part in sorted((folder / "landing").glob("*/*/*")):
            target = data / part.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)
        _cover(data, told["row"]["crawl_id"], told["boards"])
        if not any(row["crawl_id"] == told["row"]["crawl_id"] for row in archives(data)):
            _append(data / "ledger" / "archives.jsonl", told["row"])
        shutil.rmtree(folder)


def throw_away(data: Path) -> None:
    """Remove what a kill left half taken in. Called under the run lock."""
    for folder in (data / "incoming").glob("*"):
        if folder.suffix != READY:
            shutil.rmtree(folder)


def _fresh(data: Path) -> tuple[str, Path]:
    """A crawl id that no other file has, and its folder."""
    at = datetime.now(UTC)
    while True:
        crawl_id = f"{at:%Y%m%dT%H%M%S}{at.microsecond // 1000:03d}Z"
        folder = data / "incoming" / crawl_id
        if not folder.exists() and not any(row["crawl_id"] == crawl_id for row in archives(data)):
            folder.mkdir(parents=True)
            return crawl_id, folder
        at += timedelta(milliseconds=1)


def _commit(folder: Path, row: Mapping[str, Any], boards: Mapping[Board, tuple[Coverage, int]]) -> None:
    listed = [[source, night.isoformat(), token, *told] for (source, night, token), told in sorted(boards.items())]
    with (folder / "archive.json").open("w", encoding="utf-8") as file:
        json.dump({"row": dict(row), "boards": listed}, file)
        file.flush()
        os.fsync(file.fileno())
    folder.replace(folder.with_name(folder.name + READY))


def _cover(data: Path, crawl_id: str, boards: list[list[Any]]) -> None:
    """The coverage lines of a file, written anew each time."""
    ledgers = {
        (source, night): Ledger(data, source, date.fromisoformat(night), crawl_id) for source, night, *_ in boards
    }
    for ledger in ledgers.values():
        ledger.path.unlink(missing_ok=True)
    for source, night, token, status, postings in boards:
        ledgers[source, night].write(token, status, postings=postings, requests=0, errors=0, reason=None)


def _append(path: Path, row: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    torn = len(before) - (before.rfind(b"\n") + 1)  # half a line that a kill left
    with path.open("r+b" if before else "wb") as file:
        file.seek(len(before) - torn)
        file.truncate()
        file.write(json.dumps(dict(row), ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
