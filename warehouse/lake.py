"""The lake: tagged postings as Parquet, one file per part of the landing zone, texts included.

The texts (personal data masked) live here only; the warehouse keeps facts. A file is written whole or not at all,
in row groups of GROUP postings, so that memory is bounded by the group and not by the night. Instants are UTC.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.taxonomy import VERSION
from warehouse import lake_versions
from warehouse.known import Known, copies
from warehouse.lake_rows import SCHEMA, Entry, row

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SCHEMA", "Entry", "Item", "KeptRow", "files", "missing", "outdated", "path", "remove", "texts", "write"]

GROUP = 2_000  # postings per row group: about 10 MB of text
BATCH = 100  # postings understood before they are made columns, which take a fraction of the memory
KeptRow = dict[str, Any]  # a row of an older file of the part, by column
Item = Entry | KeptRow | Known  # what becomes a row: a posting understood now, before, or in another part


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


def outdated(data: Path, parts: Iterable[AnyPart], readers: Mapping[str, int]) -> list[AnyPart]:
    """The parts whose lake file other rules, another taxonomy or another reader made, in their order.

    `readers`: the version of each source's reader.
    """
    there = {file: part for part in parts if (file := path(data, part.source, part.night, part.name)).exists()}
    present = {source: lake_versions.present(reader) for source, reader in readers.items()}
    stamps = lake_versions.stamps(data, there)
    return [part for file, part in there.items() if stamps[file] != present[part.source]]


def files(data: Path) -> list[Path]:
    """Every finished file of the lake, sorted by source, night and part."""
    return sorted((data / "lake").glob("*/*/*.parquet"))


def texts(data: Path, rows: pd.DataFrame) -> list[str]:
    """The texts of rows of the lake, each named by its part ("source/night/name") and its number in the file."""
    import pandas as pd  # a third of a second that tagging does not need

    found = pd.Series("", index=rows.index, dtype=object)
    for part, wanted in rows.groupby("part"):
        file = pq.ParquetFile(data / "lake" / f"{part}.parquet")
        ends = np.cumsum([file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)])
        at = wanted["file_row_number"].to_numpy(dtype=np.int64)
        groups = np.searchsorted(ends, at, side="right")
        for group in np.unique(groups):
            column = file.read_row_group(int(group), columns=["text"])["text"]
            chosen = groups == group
            first = int(ends[group]) - len(column)
            found.loc[wanted.index[chosen]] = column.take(at[chosen] - first).to_pylist()
    return found.to_list()


def write(
    data: Path,
    source: str,
    night: date,
    part_name: str,
    crawl_id: str,
    reader_version: int,
    entries: Iterable[Item],
) -> Path:
    """Write one part's tagged postings; a part without postings leaves an empty file, so that it is not tagged again.

    A row of an older file of the part, or of another part, may stand for its posting, where nothing changed that it
    rests on.
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
    unfinished = target.with_suffix(f".{secrets.token_hex(4)}.tmp")  # a lost worker may still be at the same part
    try:
        with unfinished.open("wb") as file:
            schema = SCHEMA.with_metadata(lake_versions.present(reader_version).metadata())
            with pq.ParquetWriter(file, schema, compression="zstd") as writer:
                for table in _tables(entries, source, lineage, schema):
                    writer.write_table(table)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
        lake_versions.keep_manifest(data)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def remove(file: Path, keys: Collection[tuple[str, str]]) -> int:
    """Take postings (board, ref) out of a file of the lake; how many rows went. Stamp and all other rows stay."""
    table = pq.read_table(file, partitioning=None)
    pairs = zip(table["board"].to_pylist(), table["ref"].to_pylist(), strict=True)
    kept = table.filter(pa.array([pair not in keys for pair in pairs]))
    if kept.num_rows < table.num_rows:
        unfinished = file.with_suffix(".tmp")
        with unfinished.open("wb") as out:
            pq.write_table(kept, out, compression="zstd", row_group_size=GROUP)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    return int(table.num_rows - kept.num_rows)


def _tables(items: Iterable[Item], source: str, lineage: dict[str, Any], schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows of some items in their order, GROUP to a table."""
    remaining = iter(items)
    while (table := _table(islice(remaining, GROUP), source, lineage, schema)).num_rows:
        yield table


def _table(group: Iterable[Item], source: str, lineage: dict[str, Any], schema: pa.Schema) -> pa.Table:
    """The rows of some items, in their order."""
    known: list[tuple[int, Known]] = []
    numbers: list[int] = []
    rows: list[dict[str, Any]] = []
    tables: list[pa.Table] = []
    for number, item in enumerate(group):
        if isinstance(item, Known):
            known.append((number, item))
            continue
        numbers.append(number)
        rows.append((row(item, source) if isinstance(item, Entry) else item) | lineage)
        if len(rows) == BATCH:
            tables.append(pa.Table.from_pylist(rows, schema))
            rows = []
    others = pa.concat_tables([*tables, pa.Table.from_pylist(rows, schema)]).combine_chunks()
    if not known:
        return others
    parts = [(numbers, others), *copies(known, lineage, schema)]
    order = np.argsort(np.concatenate([np.array(numbers, dtype=np.int64) for numbers, _ in parts]))
    return pa.concat_tables([table for _, table in parts]).take(order)
