"""What was understood before: where the lake holds the row of a posting that comes again, word for word.

Most postings of a night stood on their boards the night before. Understanding is a pure function of what a posting was
read as and of its board's employer, so a row made from the same (by 128 bits of both) by the same extractor stands for
it, with the new page as its lineage. The index can be thrown away: it is made from the lake, and without it all is
understood anew, with the same result.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.records import Page, Posting
from warehouse import lake_versions
from warehouse.lake_versions import Stamp

NIGHTS = timedelta(days=30)  # a posting that was away for longer is understood anew
INDEX = pa.schema([("input", pa.uint64()), ("file", pa.uint32()), ("row", pa.uint32())])
ABOUT = b"jobshift"  # stamp and files, in the footer
State = tuple[str, int, int]  # of a file of the lake: path below the data folder, bytes, time written


@dataclass(frozen=True, slots=True)
class Known:
    """A row of another part that stands for a posting of this page; its values by column, as of a row of a file."""

    page: Page
    table: pa.Table
    at: int

    def __getitem__(self, column: str) -> Any:
        return self.table[column][self.at].as_py()


def input_hash(board: str, posting: Posting, employer: str | None) -> bytes | None:
    """128 bits of all that understanding a posting rests on; None where it holds what cannot be written as UTF-8."""
    try:
        told = msgspec.json.encode((board, employer, posting))
    except UnicodeEncodeError:  # half a character
        return None
    return hashlib.blake2b(told, digest_size=16).digest()


class Memory:
    """The rows that parts of one source may take over; none where there is no index."""

    def __init__(self, data: Path, source: str, reader: int) -> None:
        self.data = data
        self.stamp = lake_versions.present(reader)
        path = _path(data, source)
        self.index = _index(path, path.stat().st_mtime_ns) if path.exists() else None

    def row(self, page: Page, given: bytes | None) -> Known | None:
        """The row of a posting read from a page, by its `input_hash`."""
        if self.index is None or given is None:
            return None
        found = self.index.at(given)
        if found is None:
            return None
        file, row = found
        rows = _rows(f"{self.data}/{file}", self.stamp)
        if rows is None or row >= len(rows.inputs) or rows.inputs[row] != given:
            return None  # made by another extractor, or written anew since
        return Known(page, rows.table, row)


def update(data: Path, readers: Mapping[str, int]) -> None:
    """Bring the indexes up to the files of the lake; to be called while no part is being tagged.

    `readers`: the version of each source's reader. Files that another extractor made count for nothing.
    """
    for source, reader in readers.items():
        nights = sorted((data / "lake" / source).glob("*/"))
        if nights:
            _update(data, source, nights, lake_versions.present(reader))


@dataclass(frozen=True, slots=True)
class _Index:
    stamp: Stamp
    files: Sequence[State]  # all that were looked at
    inputs: NDArray[np.uint64]  # the first half of the hashes, in order
    file: NDArray[np.uint32]
    row: NDArray[np.uint32]

    def at(self, given: bytes) -> tuple[str, int] | None:
        """File and row of an input hash."""
        wanted = np.frombuffer(given, np.uint64, 1)[0]
        at = int(np.searchsorted(self.inputs, wanted))
        if at == self.inputs.size or self.inputs[at] != wanted:
            return None
        return self.files[self.file[at]][0], int(self.row[at])


def _update(data: Path, source: str, nights: Sequence[Path], stamp: Stamp) -> None:
    """The index of one source: the newest row of each input that stood in one of the last nights."""
    path = _path(data, source)
    old = _index(path, path.stat().st_mtime_ns) if path.exists() else None
    if old is None or old.stamp != stamp:
        old = _Index(stamp, [], np.zeros(0, np.uint64), np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    since = (date.fromisoformat(nights[-1].name) - NIGHTS).isoformat()
    there = [
        (str(file.relative_to(data)), stat.st_size, stat.st_mtime_ns)
        for night in nights
        if night.name >= since
        for file in sorted(night.glob("*.parquet"))
        for stat in [file.stat()]
    ]
    if there == list(old.files):
        return
    numbers = {state: number for number, state in enumerate(there)}
    left = np.array([numbers.get(state, -1) for state in old.files], dtype=np.int64)
    kept = left[old.file] >= 0 if old.files else np.zeros(0, dtype=bool)
    found = [(old.inputs[kept], left[old.file[kept]].astype(np.uint32), old.row[kept])]
    read = set(old.files)
    for state in there:
        if state not in read and lake_versions.stamp(data / state[0]) == stamp:
            inputs, rows = _inputs(data / state[0])
            found.append((inputs, np.full(inputs.size, numbers[state], dtype=np.uint32), rows))
    inputs = np.concatenate([each[0] for each in found])
    file, row = (np.concatenate([each[column] for each in found]) for column in (1, 2))
    order = np.lexsort((row, -file.astype(np.int64), inputs))  # of one input the newest file's first row
    first = np.flatnonzero(np.diff(inputs[order], prepend=~inputs[order][:1]))
    _write(path, _Index(stamp, there, inputs[order][first], file[order][first], row[order][first]))


def _inputs(file: Path) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """The first halves of a file's input hashes and their rows."""
    column = pq.read_table(file, columns=["input_hash"], partitioning=None)["input_hash"].combine_chunks()
    rows = np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False)).astype(np.uint32)
    halves = np.frombuffer(b"".join(column.drop_null().to_pylist()), np.uint64)[::2]
    return halves, rows


def _write(path: Path, index: _Index) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = INDEX.with_metadata({ABOUT: json.dumps([asdict(index.stamp), index.files]).encode()})
    unfinished = path.with_suffix(".tmp")
    pq.write_table(pa.table([index.inputs, index.file, index.row], schema=schema), unfinished, compression="none")
    unfinished.replace(path)


@lru_cache(maxsize=32)
def _index(path: Path, written: int) -> _Index:  # noqa: ARG001 (one written anew is another)
    table = pq.read_table(path, partitioning=None)
    stamp, files = json.loads(table.schema.metadata[ABOUT])
    inputs, file, row = (table[name].to_numpy() for name in INDEX.names)
    return _Index(Stamp(**stamp), [tuple(state) for state in files], inputs, file, row)


@dataclass(frozen=True, slots=True)
class _Rows:
    table: pa.Table
    inputs: list[bytes | None]


@lru_cache(maxsize=8)  # boards come in nearly the same order every night, so a part's postings lie in few files
def _rows(path: str, stamp: Stamp) -> _Rows | None:
    """The rows of a file of the lake; None where it is gone or another extractor made it."""
    file = Path(path)
    if not file.exists() or lake_versions.stamp(file) != stamp:
        return None
    table = pq.read_table(file, partitioning=None).combine_chunks()
    return _Rows(table, table["input_hash"].to_pylist())


def copies(
    items: Sequence[tuple[int, Known]], lineage: dict[str, Any], schema: pa.Schema
) -> Iterator[tuple[list[int], pa.Table]]:
    """Rows taken over, as tables of a schema, each with its items' numbers; pages and lineage are the new part's."""
    by_table: dict[int, list[tuple[int, Known]]] = {}
    for number, item in items:
        by_table.setdefault(id(item.table), []).append((number, item))
    for numbered in by_table.values():
        numbers, chosen = [number for number, _ in numbered], [item for _, item in numbered]
        table = chosen[0].table.take(pa.array([item.at for item in chosen]))
        new = {name: [value] * len(chosen) for name, value in lineage.items()} | {
            "page_url": [item.page.url for item in chosen],
            "page_sha256": [item.page.sha256 for item in chosen],
            "fetched_at": [item.page.fetched_at.astimezone(UTC).replace(tzinfo=None) for item in chosen],
        }
        columns = [
            pa.chunked_array([pa.array(new[field.name], field.type)]) if field.name in new else table[field.name]
            for field in schema
        ]
        yield numbers, pa.table(columns, schema=schema)


def _path(data: Path, source: str) -> Path:
    """Below the folder of no source, so that it is no file of the lake."""
    return data / "lake" / "known" / f"{source}.parquet"
