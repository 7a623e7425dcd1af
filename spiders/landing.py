"""The landing zone: pages as received, in WARC parts. Appended to, never rewritten; a part is the unit of tagging."""

from __future__ import annotations

import fcntl
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from pipeline.records import Page
from spiders.errors import DamagedPage

CLOSED, OPEN = ".warc.gz", ".warc.gz.open"
BOARD, SOURCE, SHA256 = "X-Jobshift-Board", "X-Jobshift-Source", "X-Jobshift-Sha256"
NAME = re.compile(r"\d{8}T\d{9}Z-\d{3}")  # <crawl_id>-<nnn>
CHUNK = 1 << 20
DAMAGE = (DamagedPage, ArchiveLoadFailed, EOFError, zlib.error)  # what reading a part raises where the disk lost bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One closed file of the landing zone: at most some 4 MB of bodies or 500 pages of one crawl."""

    source: str
    night: date
    name: str  # <crawl_id>-<nnn>
    path: Path

    @property
    def crawl_id(self) -> str:
        """The crawl that wrote it."""
        return self.name.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page and where it lies, with what its source said for asking again."""

    page: Page
    etag: str | None
    last_modified: str | None
    end: int  # offset of the byte after its record


def parts(data: Path, source: str | None = None) -> list[Part]:
    """The closed parts, in the order (night, source, name)."""
    found = [_part(path) for path in (data / "landing").glob(f"{source or '*'}/*/*{CLOSED}")]
    return sorted(found, key=lambda part: (part.night, part.source, part.name))


def pages(part: Part) -> Iterator[Page]:
    """The pages of boards in a part; index pages (of no board) and revisits (no body) are left out."""
    return (kept.page for kept in kept_pages(part))


def kept_pages(part: Part) -> Iterator[Kept]:
    """The same, with their places. DamagedPage if a body is not the one received."""
    with part.path.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            if record.rec_type == "response" and record.rec_headers.get_header(BOARD) is not None:
                page = page_of(record, part)
                headers = record.http_headers
                etag, modified = headers.get_header("ETag"), headers.get_header("Last-Modified")
                end = records.get_record_offset() + records.get_record_length()
                yield Kept(page, etag, modified, end)


def page_at(path: Path, start: int) -> tuple[Page, tuple[tuple[str, str], ...]] | None:
    """The page whose record begins at an offset of a closed part, with its headers; None if it is not there."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            record = next(iter(ArchiveIterator(file)))
            if record.rec_headers.get_header(BOARD) is None:
                return None
            return page_of(record, _part(path)), tuple(record.http_headers.headers)
    except (OSError, StopIteration, ArchiveLoadFailed, DamagedPage, EOFError, zlib.error):
        return None


def mend(data: Path) -> list[Path]:
    """Close the parts a kill left open, each cut to its last whole record; one without a page goes. The closed ones.

    A part that a living crawl still writes is left alone.
    """
    found = sorted((data / "landing").glob(f"*/*/*{OPEN}"))
    return [closed for path in found if (closed := _mended(path)) is not None]


def closed_path(path: Path) -> Path:
    """The name a part has once it is closed."""
    return path.with_name(path.name.removesuffix(".open"))


def _mended(path: Path) -> Path | None:
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        records, end = whole_records(file)
        if records < 2:  # nothing, or the record that describes the file
            path.unlink()
            return None
        file.truncate(end)
    return path.replace(closed_path(path))


def whole_records(file: BinaryIO) -> tuple[int, int]:
    """How many whole gzip members (one per record) a file starts with, and where the last of them ends."""
    records = end = position = 0
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while chunk := file.read(CHUNK):
        position += len(chunk)
        while chunk:
            try:
                member.decompress(chunk)
            except zlib.error:
                return records, end
            chunk = member.unused_data
            if member.eof:
                records, end = records + 1, position - len(chunk)
                member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return records, end


def _part(path: Path) -> Part:
    name = path.name.removesuffix(CLOSED)
    return Part(path.parent.parent.name, date.fromisoformat(path.parent.name), name, path)


def page_of(record: ArcWarcRecord, part: Part) -> Page:
    """A response record as a page. DamagedPage if its body is not the one received."""
    headers = record.rec_headers
    body, sha256 = record.content_stream().read(), headers.get_header(SHA256)
    url, board = headers.get_header("WARC-Target-URI"), unquote(headers.get_header(BOARD))
    if hashlib.sha256(body).hexdigest() != sha256:
        raise DamagedPage(f"{part.path}: {url} (board {board}) is not the page received: sha256 is not {sha256}")
    fetched_at = datetime.fromisoformat(headers.get_header("WARC-Date"))
    status = int(record.http_headers.get_statuscode())
    return Page(part.source, board, url, fetched_at, status, sha256, body)
