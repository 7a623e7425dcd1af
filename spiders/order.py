"""What a crawl is told to do, and what it tells when it is done. Both travel as JSON between processes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from spiders.boards import Board
from spiders.errors import ContactMissing, DelayTooLow, UnknownSource
from spiders.keys import keys_of
from spiders.source import Source
from spiders.sources import SOURCES


@dataclass(frozen=True, slots=True)
class Order:
    """One visit to one source in one night."""

    source: str
    night: date  # UTC date of the scheduled start
    data: Path
    boards: tuple[Board, ...] = ()  # of this source; a source with an index finds its own
    contact: str | None = None  # mail address or URL for the user agent; needed unless replay is given
    replay: str | None = None  # http://127.0.0.1:8765 serves https://HOST/PATH as /HOST/PATH
    delay: float | None = None  # seconds between two requests to a host; None: the source's own, of a loopback replay 0
    concurrency: int | None = None  # requests to a host at once; None: one, to a replay without delay eight
    budget: int | None = None  # requests a day to a host; None: the source's own, for a loopback replay none
    least_disk: int = 0  # bytes that must stay free while it is under way
    least_memory: int = 0
    since: date | None = None  # months of an index, both included
    until: date | None = None

    def to_json(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, line: str) -> Order:
        """The order of a line of JSON."""
        given: dict[str, Any] = json.loads(line)
        given["data"] = Path(given["data"])
        given["boards"] = tuple(Board(**board) for board in given["boards"])
        for day in ("night", "since", "until"):
            given[day] = date.fromisoformat(given[day]) if given[day] else None
        return cls(**given)

    def check(self) -> type[Source]:
        """The source; UnknownSource, ContactMissing, KeysMissing or DelayTooLow if it is not to be carried out."""
        if self.source not in SOURCES:
            raise UnknownSource(f"no source {self.source!r}; there are: {', '.join(sorted(SOURCES))}")
        contact = (self.contact or "").strip()
        if self.replay is None and (not contact or not contact.isprintable()):
            raise ContactMissing(
                "a live crawl names a contact in its user agent: set `contact` in jobshift.toml or JOBSHIFT_CONTACT "
                "to a mail address or URL"
            )
        source = SOURCES[self.source]
        keys_of(source)
        least = 0.0 if self.is_loopback else source.delay
        if self.delay is not None and self.delay < least:
            raise DelayTooLow(f"{self.source}: a delay of {self.delay} s is under the least of {least} s")
        return source

    def pace(self) -> float:
        """Seconds between two requests to a host: a replay on this machine is no host to spare."""
        if self.delay is not None:
            return self.delay
        return 0.0 if self.is_loopback else SOURCES[self.source].delay

    def at_once(self) -> int:
        """Requests under way to a host at once: more than one where nobody is kept waiting by them."""
        return self.concurrency or (8 if self.is_loopback and not self.pace() else 1)

    def allowance(self) -> int | None:
        """Requests a day to the source's host; None: as many as it takes."""
        if self.budget is not None:
            return self.budget
        return None if self.is_loopback else SOURCES[self.source].budget

    def own_boards(self) -> list[Board]:
        """The boards of this source."""
        return [board for board in self.boards if board.source == self.source]

    @property
    def is_loopback(self) -> bool:
        """Whether a replay on this machine stands in for the source."""
        return self.replay is not None and is_loopback(urlsplit(self.replay).hostname)


@dataclass(frozen=True, slots=True)
class Summary:
    """What one crawl gave."""

    source: str
    night: date
    crawl_id: str
    requests: int  # robots.txt and retries included
    errors: int  # requests without a usable answer
    seconds: float
    boards: Mapping[str, int]  # boards per coverage status
    postings: int  # read in complete and partial boards, standing in unchanged ones
    reasons: tuple[str, ...] = ()  # "board: reason", at most 20
    skipped: int = 0  # boards finished earlier this night, or settled for ever
    warnings: tuple[str, ...] = ()  # what is odd but loses nothing
    refused: str | None = None  # why none of its reads is believed

    @property
    def state(self) -> Literal["completed", "degraded", "failed"]:
        """failed: nothing was read; degraded: not all. A crawl with nothing is a failure, never an empty market."""
        good = sum(self.boards.get(status, 0) for status in ("complete", "unchanged"))
        if self.refused or (not good and not self.skipped):
            return "failed"
        bad = sum(self.boards.get(status, 0) for status in ("partial", "suspect", "blocked", "failed"))
        return "degraded" if bad else "completed"

    def to_json(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, line: str) -> Summary:
        """The summary of a line of JSON."""
        given: dict[str, Any] = json.loads(line)
        lists = {key: tuple(given[key]) for key in ("reasons", "warnings")}
        return cls(**{**given, **lists, "night": date.fromisoformat(given["night"])})


def is_loopback(host: str | None) -> bool:
    """Whether a host name means this machine."""
    if host is None:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
