"""The lake: tagged postings as Parquet, one file per part of the landing zone, texts included.

The texts (personal data masked) live here only; the warehouse keeps facts. A file is written whole or not at all,
in row groups of GROUP postings, so that memory is bounded by the group and not by the night. Instants are UTC.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.taxonomy import VERSION
from warehouse.lake_rows import SCHEMA, Entry, row

__all__ = ["SCHEMA", "Entry", "files", "missing", "path", "write"]

GROUP = 2_000  # postings per row group: about 10 MB of text


class Part(Protocol):
    """A closed part of the landing zone (`spiders.landing.Part`)."""

    @property
    def source(self) -> str: ...
    @property
    def night(self) -> date: ...
    @property
    def name(self) -> str: ...


AnyPart = TypeVar("AnyPart", bound=Part)


def path(data: Path, source: str, night: date, part_name: str) -> Path:
    """Where the lake keeps a part."""
    return data / "lake" / source / night.isoformat() / f"{part_name}.parquet"


def missing(data: Path, parts: Iterable[AnyPart]) -> list[AnyPart]:
    """The parts that have no lake file yet, in their order."""
    return [part for part in parts if not path(data, part.source, part.night, part.name).exists()]


def files(data: Path) -> list[Path]:
    """Every finished file of the lake, sorted by source, night and part."""
    return sorted((data / "lake").glob("*/*/*.parquet"))


def write(
    data: Path,
    source: str,
    night: date,
    part_name: str,
    crawl_id: str,
    reader_version: int,
    entries: Iterable[Entry],
) -> Path:
    """Write one part's tagged postings; a part without postings leaves an empty file, so that it is not tagged again.

    The file appears under its name only when it is whole and on disk; an older one of that name is replaced.
    """
    lineage = {
        "night": night,
        "part": part_name,
        "crawl_id": crawl_id,
        "reader_version": reader_version,
        "taxonomy_version": VERSION,
    }
    target = path(data, source, night, part_name)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".tmp")
    try:
        with unfinished.open("wb") as file:
            with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
                for group in _groups(entries):
                    rows = [row(entry, source) | lineage for entry in group]
                    writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def _groups(entries: Iterable[Entry]) -> Iterator[Sequence[Entry]]:
    remaining = iter(entries)
    while group := list(islice(remaining, GROUP)):
        yield group
