"""What a source states: where its pages are and how they are read. No network, clock, disk or settings here."""

from __future__ import annotations

import hashlib
import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from urllib.parse import quote

import msgspec

from pipeline.records import Page, Posting
from spiders.bounds import bounded
from spiders.errors import WrongShape

log = logging.getLogger(__name__)
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one page, and how many the source says there are (None: it does not say)."""

    rows: list[Any]
    total: int | None = None
    is_capped: bool = False  # there may be more than `total`: the source shows no more of one list


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page gave: its postings, what could not be read of it, and how much of the whole it was."""

    postings: tuple[Posting, ...]
    unread: tuple[str, ...]
    rows: int
    total: int | None
    cut: tuple[str, ...] = ()  # what was longer than fields are, and was cut


@dataclass(frozen=True, slots=True)
class Entry:
    """One board that an index page names."""

    token: str
    month: date | None = None  # first of the month it is about


@dataclass(frozen=True, slots=True)
class Ask:
    """One page of a board. That of a POST says in its URL's fragment, which is never sent, what was posted."""

    url: str
    body: Any = None  # posted as JSON; None: a GET
    is_detail: bool = False  # the page of one posting: may be gone, and is kept from night to night
    mark: str = ""  # of a detail: while the listing says the same, the page of an earlier night stands for it
    accept: str = "application/json"
    chain: str = ""  # which of several lists of the board it belongs to


class Source(ABC):
    """One site or API with one wire format. A leaf states facts, `listing` and `posting`; the frame does the rest."""

    name: ClassVar[str]
    version: ClassVar[int]  # of the reader: raised whenever the same page would give other postings
    host: ClassVar[str]
    robots: ClassVar[str]  # what its robots.txt was seen to say, and when
    terms: ClassVar[str]
    verified: ClassVar[str | None] = None  # month in which its live pages were last held against the reader
    url: ClassVar[str]  # of one board, with {token}
    is_archive: ClassVar[bool] = False  # its pages come from files (`jobshift backfill`), never from a night
    index: ClassVar[str | None] = None  # of the pages that name the boards, with {page}; None: boards.csv names them
    expected: ClassVar[tuple[float, float]] = (0.5, 3.0)  # postings of its boards, as a multiple of their last
    budget: ClassVar[int] = 20_000  # requests a day to its host, of all sources on it
    delay: ClassVar[float] = 1.0  # seconds between two requests to its host, at least
    off: ClassVar[str | None] = None  # why it is read only where the configuration says so; None: it is read
    keys: ClassVar[tuple[str, ...]] = ()  # environment variables it needs; nothing of them is ever kept
    sections: ClassVar[tuple[str, ...]] = ()  # the boards of a source that lists no employers
    most_pages: ClassVar[int] = 1  # of one board in a night, details aside
    most_details: ClassVar[int] = 0  # pages of single postings that a board is asked for in a night
    accept: ClassVar[str] = "application/json"

    @classmethod
    def page_url(cls, token: str) -> str:
        """The URL of a board's page."""
        return cls.url.format(token=quote(token, safe=""))

    @classmethod
    def first(cls, token: str) -> Ask:
        """The first page of a board."""
        return Ask(cls.page_url(token), accept=cls.accept)

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:  # noqa: ARG004
        """The pages that a page leads to: the next of the list, those of its postings. None of a source of one page."""
        return ()

    @staticmethod
    def keyed(url: str, keys: Mapping[str, str]) -> tuple[str, dict[str, str]]:  # noqa: ARG004
        """The URL and the headers that carry the keys, as they go over the wire and nowhere else."""
        return url, {}

    @classmethod
    def lists_itself(cls) -> bool:
        """Whether its boards stand in no list of employers."""
        return cls.index is not None or bool(cls.sections)

    @staticmethod
    def document(page: Page) -> Any:
        """The body as dicts, lists and plain values; WrongShape if it is nothing of this source."""
        return decoded(page)

    @staticmethod
    @abstractmethod
    def listing(page: Page) -> Listing:
        """The rows of a page; WrongShape if it is not a page of this source."""

    @staticmethod
    @abstractmethod
    def posting(row: Any, page: Page) -> Posting | None:
        """The posting of a row; None where the row advertises no job (a talent pool, a deleted comment)."""

    @staticmethod
    def entries(page: Page) -> tuple[list[Entry], int, int]:  # noqa: ARG004
        """Of an index page: the boards it names, the entries of any kind in it, and how many there are in all.

        A source without an index names none.
        """
        return [], 0, 0

    @staticmethod
    def settles_on(page: Page) -> date | None:  # noqa: ARG004
        """The night from which on this page never changes again; None: it may always change."""
        return None

    @classmethod
    def reading(cls, page: Page) -> Reading:
        """All that a page gives. One posting that cannot be read never loses the others: it is named in `unread`."""
        listing = cls.listing(page)
        postings: list[Posting] = []
        unread: list[str] = []
        cut: list[str] = []
        for number, row in enumerate(listing.rows):
            try:
                posting = checked(cls.posting(row, page))
                if posting is None:
                    continue
                posting, too_long = bounded(posting)
            except UNREADABLE as error:
                unread.append(f"posting {_ref(row, number)}: {type(error).__name__}: {error}")
            else:
                postings.append(posting)
                cut += (f"posting {posting.ref}: {what}" for what in too_long)
        return Reading(tuple(postings), tuple(unread), len(listing.rows), listing.total, tuple(cut))

    @classmethod
    def final(cls, page: Page) -> Reading:
        """What a page gives for good: a posting without a text waits for its own page, where its source has such."""
        reading = cls.reading(page)
        if not cls.most_details:
            return reading
        told = tuple(posting for posting in reading.postings if posting.html or posting.text)
        return replace(reading, postings=told)

    @classmethod
    def read(cls, page: Page) -> Iterator[Posting]:
        """The postings of a page. WrongShape if it is none; a posting that cannot be read is left out and logged
        (the crawl has already marked its board `partial` for it)."""
        reading = cls.reading(page)
        for problem in reading.unread:
            log.warning("%s board %s: %s", cls.name, page.board, problem)
        yield from reading.postings


def decoded(page: Page) -> Any:
    """The body as JSON; WrongShape if it is none."""
    try:
        return msgspec.json.decode(page.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass  # the standard library is slower, but bears half an emoji in a cut text
    try:
        whole = json.dumps(json.loads(page.body), ensure_ascii=False)
    except (ValueError, RecursionError) as error:
        raise wrong_shape(page, f"no JSON: {error}") from error
    return json.loads(whole.encode("utf-8", "replace"))


def checked(posting: Posting | None) -> Posting | None:
    """The posting, if each of its fields has its type; ValueError names the first that has not."""
    if posting is None:
        return None
    return msgspec.convert(msgspec.to_builtins(posting), Posting)


def wrong_shape(page: Page, missing: str) -> WrongShape:
    """The error that names source, board and what was missing."""
    return WrongShape(f"{page.source} board {page.board}: {missing}")


def field(page: Page, document: Any, name: str, kind: type) -> Any:
    """A field that a page's document must have, of the kind it must be."""
    if not isinstance(document, dict) or not isinstance(document.get(name), kind):
        raise wrong_shape(page, f"no {kind.__name__} {name!r} in the document")
    return document[name]


def utc_day(instant: str) -> date:
    """The UTC date of an ISO instant; ValueError without an offset."""
    at = datetime.fromisoformat(instant)
    if at.tzinfo is None:
        raise ValueError(f"instant without an offset: {instant!r}")
    return at.astimezone(UTC).date()


def epoch_day(seconds: float) -> date:
    """The UTC date of seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC).date()


def digest(row: Any) -> str:
    """A short word for all that a row says."""
    return hashlib.sha256(msgspec.json.encode(row)).hexdigest()[:16]


def distinct(*texts: str | None) -> tuple[str, ...]:
    """The texts that say something, in their order, each once, without blanks around them."""
    return tuple(dict.fromkeys(text.strip() for text in texts if text and text.strip()))


def _ref(row: Any, number: int) -> str:
    return str(row["id"])[:100] if isinstance(row, dict) and "id" in row else f"number {number + 1}"
