"""Web archives (Common Crawl, wget) as pages: of listings that a source knows, and of career sites.

A page of a listing counts for the day on which it was fetched, as if a night had fetched it. A career page is one of
many that nobody meant as a whole: it stands for the month of its capture, of which it is a sample.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from pipeline.records import Coverage, Page
from spiders.archive import Headers
from spiders.errors import WrongShape
from spiders.foreign import Given, Tally
from spiders.landing import whole_records
from spiders.source import UNREADABLE, Source
from spiders.sources import SOURCES

CAREERS = "careers_archive"
LARGEST = 8_000_000  # bytes of a page, decompressed: no job needs more
READABLE = re.compile(r"html|json|xml|text/plain", re.I)
GZIP = b"\x1f\x8b"
DAMAGE = (ArchiveLoadFailed, EOFError, zlib.error)


def pages(file: Path, night: date, tally: Tally) -> Iterator[Given]:
    """The pages of an archive that advertise jobs. A file that ends in the middle gives what is whole of it."""
    listings = _listings()
    records = 0
    with file.open("rb") as content:
        try:
            for record in ArchiveIterator(content):
                records += 1
                if (found := _read(record, tally)) is not None:
                    url, at, body, headers = found
                    given = _listed(url, at, body, headers, listings, tally) or _advertised(url, at, body, night, tally)
                    if given is not None:
                        yield given
        except DAMAGE as error:
            tally.damage = _damage(records, f"{type(error).__name__}: {str(error).strip()[:120]}")
        if tally.damage is None and _ends_in_the_middle(content):
            tally.damage = _damage(records, "it ends in the middle of one")


def _damage(records: int, why: str) -> str:
    return f"damaged after {records} records, what is whole of it is kept: {why}"


def _ends_in_the_middle(content: BinaryIO) -> bool:
    """Whether the last gzip member is torn, of which the reader of the records says nothing."""
    content.seek(0)
    if content.read(2) != GZIP:
        return False
    content.seek(0)
    return whole_records(content)[1] != content.seek(0, SEEK_END)


def _read(record: ArcWarcRecord, tally: Tally) -> tuple[str, datetime, bytes, Headers] | None:
    """URL, instant, body (decoded) and headers of a page; None for any other record."""
    if record.rec_type == "revisit":
        tally.passed["revisits of a page captured before"] += 1
        return None
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if record.http_headers.get_statuscode() != "200":
        tally.passed["answers without a page"] += 1
        return None
    kind = record.http_headers.get_header("Content-Type")
    if kind and not READABLE.search(kind):
        tally.passed["pages of another kind"] += 1
        return None
    try:
        body = record.content_stream().read(LARGEST + 1)
    except DAMAGE:
        tally.passed["bodies that cannot be decoded"] += 1
        return None
    if len(body) > LARGEST:
        tally.passed["pages too large"] += 1
        return None
    at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")).replace(microsecond=0)
    url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
    return url, at if at.tzinfo else at.replace(tzinfo=UTC), body, tuple(record.http_headers.headers)


def _listed(
    url: str,
    at: datetime,
    body: bytes,
    headers: Headers,
    listings: list[tuple[re.Pattern[str], type[Source]]],
    tally: Tally,
) -> Given | None:
    """The page as one of a source's listings, if its address is one's."""
    for pattern, source in listings:
        if found := pattern.fullmatch(url):
            page = _page(source.name, unquote(found["token"]), url, at, body)
            try:
                reading = source.reading(page)
            except (WrongShape, *UNREADABLE):
                tally.passed[f"pages at addresses of {source.name} that are none of its"] += 1
                return None
            is_whole = not reading.unread and reading.rows >= (reading.total or 0)
            status: Coverage = "complete" if is_whole else "partial"
            return Given(page, at.astimezone(UTC).date(), len(reading.postings), status, headers)
    return None


def _advertised(url: str, at: datetime, body: bytes, night: date, tally: Tally) -> Given | None:
    """The page as a career page, if it advertises jobs."""
    page = _page(CAREERS, f"{at.astimezone(UTC):%Y-%m}", url, at, body)
    try:
        reading = SOURCES[CAREERS].reading(page)
    except WrongShape:
        tally.passed["pages without a job"] += 1
        return None
    if reading.unread:
        tally.note(f"{url}: {reading.unread[0]}")
    if not reading.postings:
        tally.passed["pages whose job is gone or cannot be read"] += 1
        return None
    return Given(page, night, len(reading.postings))


def _page(source: str, board: str, url: str, at: datetime, body: bytes) -> Page:
    return Page(source, board, url, at, 200, hashlib.sha256(body).hexdigest(), body)


def _listings() -> list[tuple[re.Pattern[str], type[Source]]]:
    """The addresses of listings that are one page each, as patterns with the board's token."""
    found = []
    for source in SOURCES.values():
        several = getattr(source, "most_pages", 1) > 1 or getattr(source, "most_details", 0)
        before, token, after = source.url.partition("{token}")
        if token and not source.is_archive and not several and source.host in before:
            address = re.escape(before.partition("://")[2])
            found.append((re.compile(rf"https?://{address}(?P<token>[^/?&#]+){re.escape(after)}"), source))
    return found
