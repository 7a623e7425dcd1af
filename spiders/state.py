"""What the collector knows of yesterday: `data/landing/<source>/state.sqlite`, rebuilt from archives and ledger."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from pathlib import Path

from pipeline.records import Page
from spiders import coverage
from spiders.errors import WrongShape
from spiders.landing import CLOSED, DAMAGE, Kept, Part, kept_pages, parts
from spiders.source import Source

log = logging.getLogger(__name__)
SCHEMA = """
create table if not exists boards (          -- one row per board ever visited
    board text primary key,
    complete_on text,                        -- last night with a complete read
    postings integer not null default 0,     -- of that read
    settles_on text,                         -- read in this night or later, its page never changes again
    empty_nights integer not null default 0, -- in a row, since postings were last seen
    empty_on text,                           -- the last of them
    absent_nights integer not null default 0, -- in a row that the source knew no such board
    absent_on text,                          -- the last of them
    failures integer not null default 0      -- in a row
);
create table if not exists pages (           -- one row per board: its last complete page
    board text primary key,
    url text not null,
    etag text,
    last_modified text,
    sha256 text not null,
    fetched_at text not null,
    night text not null,                     -- night, part, end: where it lies in the landing zone
    part text not null,
    end integer not null
);
create table if not exists details (         -- one row per page of a posting of its own; lost, they are asked for anew
    url text primary key,
    mark text not null,                      -- what the listing said when it was asked for
    etag text,
    last_modified text,
    asked_on text not null,                  -- last night in which its source gave or confirmed it
    night text not null,                     -- night, part, start: where it lies in the landing zone
    part text not null,
    start integer not null
);
create table if not exists doubts (          -- the nights in a row whose crawl was not believed
    night text primary key
);
"""
VERSION = 2  # of the schema: a file of another is made anew from archives and ledger
SLEEPS_AFTER = 3  # nights in a row absent; what such a board had is closed by then
WAKES_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Place:
    """A kept page: what its source said for asking again, and where it lies."""

    url: str
    etag: str | None
    last_modified: str | None
    sha256: str
    fetched_at: str
    night: str
    part: str
    end: int  # offset of the byte after its record


@dataclass(frozen=True, slots=True)
class Detail:
    """The kept page of one posting."""

    mark: str
    etag: str | None
    last_modified: str | None
    asked_on: date
    night: str
    part: str
    start: int  # offset of its record


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier nights say of a board."""

    postings: int = 0  # of its last complete read
    empty_nights: int = 0
    empty_on: str | None = None


class State:
    """One source's memory. Every change is one transaction, after the page and the coverage line are written."""

    def __init__(self, data: Path, source: type[Source]) -> None:
        self.folder = data / "landing" / source.name
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.path = self.folder / "state.sqlite"
        is_new = not path.exists()
        try:
            self.base = _opened(path)
        except sqlite3.DatabaseError:  # damaged, or no SQLite file: archives and ledger know it all
            path.replace(path.with_suffix(".damaged"))
            self.base, is_new = _opened(path), True
        if is_new:
            self._rebuild(data, source)

    def close(self) -> None:
        """Close the file."""
        self.base.close()

    def remember(self) -> None:
        """Keep what is known now, to be able to go back to it."""
        with closing(sqlite3.connect(self.path.with_suffix(".before"))) as copy:
            self.base.backup(copy)

    def doubt(self, night: date) -> None:
        """Forget what was learnt since `remember`, and note that this night's crawl was not believed."""
        with closing(sqlite3.connect(self.path.with_suffix(".before"))) as copy:
            copy.backup(self.base)
        with self.base:
            self.base.execute("insert or ignore into doubts values (?)", (night.isoformat(),))

    def doubts(self, night: date) -> int:
        """How many earlier nights in a row were not believed."""
        return int(self.base.execute("select count(*) from doubts where night < ?", (night.isoformat(),)).fetchone()[0])

    def believe(self) -> None:
        """Forget earlier doubts: tonight's crawl is believed."""
        with self.base:
            self.base.execute("delete from doubts")

    def known(self, board: str) -> Place | None:
        """The last complete page of a board; None if the landing zone no longer holds it."""
        row = self.base.execute(
            "select url, etag, last_modified, sha256, fetched_at, night, part, end from pages where board = ?", (board,)
        ).fetchone()
        if row is None:
            return None
        place = Place(*row)
        path = self.folder / place.night / f"{place.part}{CLOSED}"
        return place if path.is_file() and path.stat().st_size >= place.end else None

    def detail(self, url: str) -> Detail | None:
        """What is known of the page of one posting."""
        row = self.base.execute(
            "select mark, etag, last_modified, asked_on, night, part, start from details where url = ?", (url,)
        ).fetchone()
        if row is None:
            return None
        mark, etag, modified, asked_on, night, part, start = row
        return Detail(mark, etag, modified, date.fromisoformat(asked_on), night, part, start)

    def keep_detail(self, url: str, detail: Detail) -> None:
        """The page of a posting lies in tonight's landing zone."""
        values = (url, *(str(value) if isinstance(value, date) else value for value in astuple(detail)))
        with self.base:
            self.base.execute("insert or replace into details values (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def past(self, board: str) -> Past:
        """What is known of a board; nothing of a new one."""
        select = "select postings, empty_nights, empty_on from boards where board = ?"
        row = self.base.execute(select, (board,)).fetchone()
        return Past(*row) if row else Past()

    def settled(self) -> set[str]:
        """The boards whose page will never change again."""
        return {board for (board,) in self.base.execute("select board from boards where complete_on >= settles_on")}

    def complete(self, board: str, night: date, postings: int, settles_on: date | None, place: Place | None) -> None:
        """A complete read: of one page, which lies at `place`, or of many."""
        with self.base:
            self._seen(board, night, postings)
            day = settles_on.isoformat() if settles_on else None
            self.base.execute("update boards set settles_on = ? where board = ?", (day, board))
            if place is not None:
                values = (board, *astuple(place))
                self.base.execute("insert or replace into pages values (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def unchanged(self, board: str, night: date, postings: int) -> None:
        """The same page again: as complete as the first time."""
        with self.base:
            self._seen(board, night, postings)

    def empty(self, board: str, night: date) -> None:
        """An empty answer where postings were: one more night of it."""
        with self.base:
            self._touch(board)
            self.base.execute(
                "update boards set empty_nights = empty_nights + (empty_on is not ?1), empty_on = ?1 where board = ?2",
                (night.isoformat(), board),
            )

    def failed(self, board: str) -> None:
        """A visit that gave nothing to rely on."""
        with self.base:
            self._touch(board)
            self.base.execute("update boards set failures = failures + 1 where board = ?", (board,))

    def absent(self, board: str, night: date) -> None:
        """The source knows no such board: one more night of it."""
        with self.base:
            self._touch(board)
            self.base.execute(
                "update boards set absent_nights = absent_nights + (absent_on is not ?1), absent_on = ?1 "
                "where board = ?2",
                (night.isoformat(), board),
            )

    def asleep(self, night: date) -> set[str]:
        """The boards that have long been absent and were asked for less than a week ago."""
        lately = (night - WAKES_AFTER).isoformat()
        select = "select board from boards where absent_nights >= ? and absent_on > ?"
        return {board for (board,) in self.base.execute(select, (SLEEPS_AFTER, lately))}

    def _seen(self, board: str, night: date, postings: int) -> None:
        self._touch(board)
        self.base.execute(
            "update boards set complete_on = ?, postings = ?, empty_nights = 0, empty_on = null, "
            "absent_nights = 0, absent_on = null, failures = 0 where board = ?",
            (night.isoformat(), postings, board),
        )

    def _touch(self, board: str) -> None:
        self.base.execute("insert or ignore into boards (board) values (?)", (board,))

    def _rebuild(self, data: Path, source: type[Source]) -> None:
        """Replay the ledger over the archives."""
        kept = dict(_kept(data, source))
        for row in coverage.rows(data, source.name):
            board, night = row["board"], date.fromisoformat(row["night"])
            found = kept.get((row["crawl_id"], board))
            if row["status"] == "complete" and found:
                self.complete(board, night, row["postings"], *found)
            elif row["status"] == "unchanged":
                self.unchanged(board, night, row["postings"])
            elif row["status"] == "suspect":
                self.empty(board, night)
            elif row["status"] == "absent":
                self.absent(board, night)
            elif row["status"] != "asleep" and board != coverage.INDEX:
                self.failed(board)


def forget(data: Path, source: type[Source], part: str) -> None:
    """Forget the pages of a damaged part, so that the next night asks for them whole, not whether they changed."""
    state = State(data, source)
    try:
        with state.base:
            state.base.execute("delete from pages where part = ?", (part,))
    finally:
        state.close()


def placed(page: Page, etag: str | None, last_modified: str | None, night: date, part: str, end: int) -> Place:
    """Where a page lies."""
    at = page.fetched_at.isoformat().replace("+00:00", "Z")
    return Place(page.url, etag, last_modified, page.sha256, at, night.isoformat(), part, end)


def _kept(data: Path, source: type[Source]) -> Iterator[tuple[tuple[str, str], tuple[date | None, Place]]]:
    """Per crawl and board: when its page settles, and where it lies."""
    for part in parts(data, source.name):
        for found in _whole(part):
            place = placed(found.page, found.etag, found.last_modified, part.night, part.name, found.end)
            try:
                settles_on = source.settles_on(found.page)
            except WrongShape:  # kept for a mended reader; its board was not complete
                continue
            yield (part.crawl_id, found.page.board), (settles_on, place)


def _whole(part: Part) -> Iterator[Kept]:
    """The pages of a part up to the first that the disk has damaged."""
    try:
        yield from kept_pages(part)
    except DAMAGE as error:
        log.warning("%s is damaged: %s", part.path, error)


def _opened(path: Path) -> sqlite3.Connection:
    """The file with its tables; DatabaseError if it is damaged or of another version.

    It is not synced: what a power cut ruins is rebuilt.
    """
    base = sqlite3.connect(path, timeout=30)
    base.execute("pragma synchronous = off")
    if base.execute("pragma quick_check").fetchone() != ("ok",):
        raise sqlite3.DatabaseError(f"{path} is damaged")
    if base.execute("pragma user_version").fetchone() != (VERSION,):
        if base.execute("select count(*) from sqlite_master").fetchone() != (0,):
            raise sqlite3.DatabaseError(f"{path} is of another version")
        base.execute(f"pragma user_version = {VERSION}")
    base.executescript(SCHEMA)
    return base
