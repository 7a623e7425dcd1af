"""Writing into the landing zone: one gzip member per record, so that a kill costs at most the record it was in."""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.records import Page
from spiders.landing import BOARD, OPEN, SHA256, SOURCE, closed_path

Headers = Sequence[tuple[str, str]]
PART_BYTES, PART_PAGES = 4_000_000, 500  # bytes of bodies: a part is the unit of tagging, so that cores share a night
LEVEL = 4  # of 1 to 9: 8 % more bytes than 9, in a third of the time (pages of ads, 2026-11)
UNKEPT = frozenset(
    {"content-encoding", "transfer-encoding", "content-length", "set-cookie", "connection", "keep-alive"}
)


class Members:
    """A file to which a WARCWriter (without gzip of its own, which takes three times as long) writes gzip members.

    It flushes at the end of each record, and that ends the member.
    """

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.packer = self._packer()

    def write(self, data: bytes) -> None:
        """Pack some bytes of a record."""
        self.out.write(self.packer.compress(data))

    def flush(self) -> None:
        """End the member."""
        self.out.write(self.packer.flush())
        self.out.flush()
        self.packer = self._packer()

    @staticmethod
    def _packer() -> zlib._Compress:
        return zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)


class Archive:
    """The parts one crawl writes. A part exists only once a board's page or revisit is in it."""

    def __init__(self, data: Path, source: str, night: date, crawl_id: str, part_bytes: int = PART_BYTES) -> None:
        self.folder = data / "landing" / source / night.isoformat()
        self.about = {"source": source, "night": night.isoformat(), "crawl": crawl_id}
        self.crawl_id, self.part_bytes, self.number = crawl_id, part_bytes, 0
        self.waiting: list[tuple[Page, Headers]] = []  # index pages: kept with the first board they lead to
        self.file: BinaryIO | None = None
        self.start = 0  # where in its part the record of the last page kept begins

    def wait(self, page: Page, headers: Headers) -> None:
        """Keep an index page, if it leads to a board's page."""
        self.waiting.append((page, headers))

    def keep(self, page: Page, headers: Headers) -> tuple[str, int]:
        """Write a board's page and flush it; the name of its part, and where its record ends."""
        writer = self._writer(len(page.body))
        assert self.file is not None
        self.start = self.file.tell()
        writer.write_record(response(writer, page, headers))
        return self._written(len(page.body))

    def revisit(self, page: Page, headers: Headers, first: str) -> tuple[str, int]:
        """Note that a page (whose body may be empty: a 304) is still the one fetched at the instant `first`."""
        writer = self._writer(0)
        names = _names(page, {BOARD: quote(page.board)})
        http = StatusAndHeaders(f"{page.status} Seen", _kept(headers), protocol="HTTP/1.1")
        digest = f"sha256:{page.sha256}"
        writer.write_record(writer.create_revisit_record(page.url, digest, page.url, first, http, names))
        return self._written(0)

    def close(self) -> None:
        """Close the open part by renaming it."""
        if self.file is not None:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            self.path.replace(closed_path(self.path))
            self.file = None

    def abandon(self) -> None:
        """Leave the open part as a kill would, its last record perhaps torn: `mend` cuts and closes it."""
        if self.file is not None:
            with suppress(OSError):  # a full disk: what could be flushed is there
                self.file.close()
            self.file = None

    def _writer(self, size: int) -> WARCWriter:
        if self.file is not None and self.pages and (self.pages >= PART_PAGES or self.bytes + size > self.part_bytes):
            self.close()
        if self.file is None:
            self._open()
        return self.writer

    def _open(self) -> None:
        self.number, self.pages, self.bytes = self.number + 1, 0, 0
        self.folder.mkdir(parents=True, exist_ok=True)
        self.name = f"{self.crawl_id}-{self.number:03d}"
        path = self.folder / f"{self.name}{OPEN}"
        self.file = path.with_suffix(".new").open("xb")
        fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # before it bears the name that `mend` looks for
        path.with_suffix(".new").replace(path)
        self.path = path
        self.writer = WARCWriter(Members(self.file), gzip=False, warc_version="1.1")
        about = {"software": f"jobshift/{version('jobshift')}", "format": "WARC File Format 1.1", **self.about}
        self.writer.write_record(self.writer.create_warcinfo_record(f"{self.name}.warc.gz", about))
        for page, headers in self.waiting:
            self.writer.write_record(_record(self.writer, page, headers, {}))
        self.waiting.clear()

    def _written(self, size: int) -> tuple[str, int]:
        assert self.file is not None
        self.file.flush()
        self.pages, self.bytes = self.pages + 1, self.bytes + size
        return self.name, self.file.tell()


def response(writer: WARCWriter, page: Page, headers: Headers) -> object:
    """A board's page as a record."""
    return _record(writer, page, headers, {BOARD: quote(page.board)})


def _record(writer: WARCWriter, page: Page, headers: Headers, more: dict[str, str]) -> object:
    http = StatusAndHeaders(
        f"{page.status} Received", [*_kept(headers), ("Content-Length", str(len(page.body)))], protocol="HTTP/1.1"
    )
    names = _names(page, {**more, SHA256: page.sha256})
    return writer.create_warc_record(
        page.url, "response", BytesIO(page.body), len(page.body), warc_headers_dict=names, http_headers=http
    )


def _names(page: Page, more: dict[str, str]) -> dict[str, str]:
    return {"WARC-Date": page.fetched_at.isoformat().replace("+00:00", "Z"), SOURCE: page.source, **more}


def _kept(headers: Headers) -> list[tuple[str, str]]:
    """The headers as received, but for those of the transfer and for cookies."""
    return [(name, value) for name, value in headers if name.lower() not in UNKEPT]
