"""Files and documents from a source that no crawl visits, politely: robots.txt, pace, the host's budget, our name."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from protego import Protego

from spiders.errors import NotDownloaded
from spiders.hosts import Host
from spiders.manners import AGENT
from spiders.wire import replayed

TRIES, PAUSE, TIMEOUT = 3, 5.0, 60.0  # attempts; seconds before the second, doubled for the third; of silence
LARGEST = 64 * 1024 * 1024  # bytes of a document; a file may be of any size
Got = TypeVar("Got")


@dataclass(slots=True)
class Wire:
    """How one host is asked: `replay` is a server on loopback that stands in for it, and is not spared."""

    host: Host
    contact: str | None
    replay: str | None
    delay: float  # seconds between two requests
    asked_at: float = 0.0
    rules: dict[str, Protego] = field(default_factory=dict)

    def file(self, url: str, target: Path) -> None:
        """Fetch a file, which appears only when it is whole. NotDownloaded says why it could not be."""
        self._tried(url, lambda answer: _kept(answer, target))

    def document(self, url: str) -> bytes:
        """Fetch a document. NotDownloaded says why it could not be."""
        return self._tried(url, _read)

    def _tried(self, url: str, take: Callable[[HTTPResponse], Got]) -> Got:
        self._check_robots(url)
        reason = ""
        for attempt in range(TRIES):
            if attempt and not self.replay:
                time.sleep(PAUSE * 2 ** (attempt - 1))
            try:
                with self._asked(url) as answer:
                    return take(answer)
            except HTTPError as error:
                if error.code < 500 and error.code != 429:
                    raise NotDownloaded(f"{url}: answered {error.code}") from error
                reason = f"answered {error.code}"
            except (OSError, HTTPException) as error:
                reason = f"{type(error).__name__}: {error}"
        raise NotDownloaded(f"{url}: {reason}, {TRIES} times")

    def _check_robots(self, url: str) -> None:
        """NotDownloaded if robots.txt forbids the address, or cannot be read (RFC 9309, 2.3.1.4)."""
        parts = urlsplit(url)
        if parts.netloc not in self.rules:
            try:
                with self._asked(f"{parts.scheme}://{parts.netloc}/robots.txt") as answer:
                    said = answer.read(500_000).decode("utf-8", "replace")
            except HTTPError as error:
                if error.code >= 500 or error.code == 429:
                    raise NotDownloaded(f"{url}: robots.txt answered {error.code}") from error
                said = ""
            except (OSError, HTTPException) as error:
                raise NotDownloaded(f"{url}: robots.txt could not be read: {error}") from error
            self.rules[parts.netloc] = Protego.parse(said)
            self.delay = max(self.delay, self.rules[parts.netloc].crawl_delay(AGENT) or 0.0)
        if not self.rules[parts.netloc].can_fetch(url, AGENT):
            raise NotDownloaded(f"{url}: forbidden by robots.txt")

    def _asked(self, url: str) -> HTTPResponse:
        if not self.host.spend():
            raise NotDownloaded(f"{url}: today's budget of {self.host.budget} requests to {self.host.name} is spent")
        if not self.replay:
            time.sleep(max(0.0, self.asked_at + self.delay - time.monotonic()))
        self.asked_at = time.monotonic()
        agent = f"{AGENT}/{version('jobshift')} (+{(self.contact or 'offline replay').strip()})"
        where = replayed(url, self.replay) if self.replay else url
        answer: HTTPResponse = urlopen(Request(where, headers={"User-Agent": agent}), timeout=TIMEOUT)
        return answer


@contextmanager
def wire(
    data: Path, host: str, contact: str | None, replay: str | None, delay: float, budget: int | None
) -> Iterator[Wire]:
    """A host for as long as the block runs; another crawl at it is waited for."""
    found = Host(data, host, None if replay else budget)
    with found.taken():
        yield Wire(found, contact, replay, delay)


def _read(answer: HTTPResponse) -> bytes:
    body = answer.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise HTTPException(f"more than {LARGEST} bytes")
    return _whole(answer, body, len(body))


def _kept(answer: HTTPResponse, target: Path) -> None:
    """Write the body, all of it or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    with part.open("wb") as file:
        shutil.copyfileobj(answer, file, 1 << 20)
        size = file.tell()
    _whole(answer, None, size)
    part.replace(target)


def _whole(answer: HTTPResponse, body: Got, size: int) -> Got:
    said = answer.headers.get("Content-Length")
    if said is not None and int(said) != size:
        raise HTTPException(f"{size} bytes of {said}")
    return body
