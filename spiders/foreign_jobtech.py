"""JobTech's yearly archives and samples as pages: the IT ads of a month, some hundred lines a page, as received."""

from __future__ import annotations

import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO

import msgspec

from pipeline.records import Page
from spiders.errors import WrongShape
from spiders.foreign import Given, Tally
from spiders.source import UNREADABLE
from spiders.sources.jobtech_ads import JobtechAds
from spiders.swedish_ads import day, is_it

PAGE_BYTES = 400_000


def pages(file: Path, year: int, night: date, tally: Tally) -> Iterator[Given]:
    """The IT ads of a year's archive (zip or JSON lines), by month of publication.

    Ads of other occupation fields are passed over; those of another year belong to that year's archive, which is not
    seen whole here. WrongShape if the file holds no ads.
    """
    waiting: dict[str, list[bytes]] = defaultdict(list)
    at, number = datetime.now(UTC).replace(microsecond=0), 0
    for line in _lines(file):
        number += 1
        try:
            ad = msgspec.json.decode(line)
            published, is_kept = day(ad["publication_date"]), is_it(ad)
        except (msgspec.DecodeError, UnicodeDecodeError, *UNREADABLE) as error:
            tally.passed["lines that are no ad"] += 1
            tally.note(f"{file.name} line {number}: {type(error).__name__}: {error}")
            if tally.passed["lines that are no ad"] > max(100, number // 20):
                raise WrongShape(f"{file.name}: these are no ads of JobTech: {tally.odd[0]}") from error
            continue
        if not is_kept:
            tally.passed["ads of other fields than Data/IT"] += 1
            continue
        block = waiting[f"{published:%Y-%m}"]
        block.append(line)
        if sum(map(len, block)) >= PAGE_BYTES:
            yield _given(f"{published:%Y-%m}", block, year, night, at)
            block.clear()
    if number == 0 or tally.passed["lines that are no ad"] == number:
        raise WrongShape(f"{file.name}: no ad of JobTech in it")
    for month, block in sorted(waiting.items()):
        if block:
            yield _given(month, block, year, night, at)


def _given(month: str, block: list[bytes], year: int, night: date, at: datetime) -> Given:
    body = b"\n".join(block) + b"\n"
    page = Page(JobtechAds.name, month, JobtechAds.page_url(str(year)), at, 200, hashlib.sha256(body).hexdigest(), body)
    return Given(page, night, len(block), "complete" if month.startswith(str(year)) else "partial")


def _lines(file: Path) -> Iterator[bytes]:
    with _opened(file) as content:
        for line in content:
            if bare := line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield bare


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    """The JSON lines of a file, or of the one file in a zip archive; WrongShape if there is no such thing."""
    if not zipfile.is_zipfile(file):
        with file.open("rb") as content:
            yield content
        return
    try:
        with zipfile.ZipFile(file) as archive:
            names = [info.filename for info in archive.infolist() if info.filename.endswith((".jsonl", ".json"))]
            if len(names) != 1:
                raise WrongShape(f"{file.name}: {len(names)} files of JSON lines in the archive, not one")
            with archive.open(names[0]) as content:
                yield content
    except (zipfile.BadZipFile, EOFError) as error:
        raise WrongShape(f"{file.name}: damaged: {error}") from error
