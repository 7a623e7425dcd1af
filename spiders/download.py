"""One large file from a source, politely: robots.txt, the host's budget, our name, to disk as it comes."""

from __future__ import annotations

import shutil
import time
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from protego import Protego

from spiders.errors import NotDownloaded
from spiders.hosts import Host
from spiders.manners import AGENT
from spiders.wire import replayed

TRIES, PAUSE, TIMEOUT = 3, 5.0, 60.0  # attempts; seconds before the second, doubled for the third; of silence


def download(data: Path, url: str, target: Path, contact: str | None, replay: str | None, budget: int | None) -> None:
    """Fetch `url` to `target`, which appears only when it is whole. NotDownloaded says why it could not be.

    `replay`: where a server on loopback stands in for every host.
    """
    agent = f"{AGENT}/{version('jobshift')} (+{(contact or 'offline replay').strip()})"
    host = Host(data, urlsplit(url).hostname or "", None if replay else budget)
    with host.taken():
        _check_robots(url, agent, replay, host)
        for attempt in range(TRIES):
            try:
                with _asked(url, agent, replay, host) as answer:
                    _kept(answer, target)
                return
            except HTTPError as error:
                if error.code < 500 and error.code != 429:
                    raise NotDownloaded(f"{url}: answered {error.code}") from error
                reason = f"answered {error.code}"
            except (OSError, HTTPException) as error:
                reason = f"{type(error).__name__}: {error}"
            if attempt + 1 < TRIES:
                time.sleep(0.0 if replay else PAUSE * 2**attempt)
        raise NotDownloaded(f"{url}: {reason}, {TRIES} times")


def _check_robots(url: str, agent: str, replay: str | None, host: Host) -> None:
    """NotDownloaded if robots.txt forbids it, or cannot be read (RFC 9309, 2.3.1.4)."""
    parts = urlsplit(url)
    try:
        with _asked(f"{parts.scheme}://{parts.netloc}/robots.txt", agent, replay, host) as answer:
            rules = Protego.parse(answer.read(500_000).decode("utf-8", "replace"))
    except HTTPError as error:
        if error.code >= 500 or error.code == 429:
            raise NotDownloaded(f"{url}: robots.txt answered {error.code}") from error
        return
    except (OSError, HTTPException) as error:
        raise NotDownloaded(f"{url}: robots.txt could not be read: {error}") from error
    if not rules.can_fetch(url, AGENT):
        raise NotDownloaded(f"{url}: forbidden by robots.txt")


def _asked(url: str, agent: str, replay: str | None, host: Host) -> HTTPResponse:
    if not host.spend():
        raise NotDownloaded(f"{url}: today's budget of {host.budget} requests to {host.name} is spent")
    where = replayed(url, replay) if replay else url
    answer: HTTPResponse = urlopen(Request(where, headers={"User-Agent": agent}), timeout=TIMEOUT)
    return answer


def _kept(answer: HTTPResponse, target: Path) -> None:
    """Write the body, all of it or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    with part.open("wb") as file:
        shutil.copyfileobj(answer, file, 1 << 20)
        size = file.tell()
    said = answer.headers.get("Content-Length")
    if said is not None and int(said) != size:
        raise HTTPException(f"{size} bytes of {said}")
    part.replace(target)
