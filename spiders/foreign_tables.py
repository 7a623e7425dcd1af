"""Foreign files as pages: every row is looked at before the first is taken; what is wrong is named by its column."""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from pipeline.records import Page, Posting
from spiders.errors import WrongMapping
from spiders.foreign import Given
from spiders.foreign_mapping import Mapping
from spiders.said_pay import said_pay
from spiders.source import UNREADABLE
from spiders.sources.foreign import Foreign, said_on

Row = dict[str, Any]
PAGE_ROWS = 200
TOLERATED = 0.02  # of the rows: more that say what a field cannot mean is a wrong mapping
SHORTEST = 80  # characters of the middle text: less is no description
SHOWN = 3
UNDATED = "undated"


@dataclass(slots=True)
class Preview:
    """What a file would give: counts, and its first postings."""

    rows: int = 0
    without_text: int = 0
    undated: int = 0
    months: Counter[date] = field(default_factory=Counter)
    first: list[Posting] = field(default_factory=list)


def preview(file: Path, mapping: Mapping) -> Preview:
    """Look at every row; WrongMapping names the column that cannot be what the mapping says it is."""
    found, mistakes, lengths = Preview(), _Mistakes(), Counter[int]()
    refs: dict[str, str] = {}
    empty = dict(mapping.used())
    columns: dict[str, None] = {}
    for row in rows(file):
        if not columns.keys() >= row.keys():
            if file.suffix != ".jsonl":  # where a row may leave out what it has not
                mapping.check_present(file, row)
            mapping.check_known(file, row)
            columns |= dict.fromkeys(row)
        found.rows += 1
        for column in [column for column in empty if row.get(column) not in (None, "")]:
            del empty[column]
        posting = _posting(row, mapping, mistakes)
        if posting is None:
            found.without_text += 1
            continue
        lengths[len(posting.text or posting.html or "")] += 1
        _count(found, posting)
        digest = hashlib.sha256(repr(sorted(row.items())).encode("utf-8", "replace")).hexdigest()
        if refs.setdefault(posting.ref, digest) != digest:
            mistakes.add("ref", posting.ref, "stands in rows that differ")
    if not found.rows:
        raise WrongMapping(f"{file.name}: no row in it")
    mapping.check_present(file, columns)
    for column, name in empty.items():
        raise WrongMapping(f"{file.name}: column {column!r}, mapped to `{name}`, is empty in every row")
    mistakes.judge(file, mapping, found.rows)
    _judge_texts(file, mapping, lengths)
    return found


def pages(file: Path, mapping: Mapping, night: date) -> Iterator[Given]:
    """The rows of a file that was looked at, by month; of each row what is mapped, as it stands in the file."""
    used, at = mapping.used(), datetime.now(UTC).replace(microsecond=0)
    (dated,) = mapping.columns.of("posted_on")
    waiting: dict[str, list[Row]] = defaultdict(list)
    for row in rows(file):
        kept = {column: row[column] for column in used if row.get(column) not in (None, "")}
        posting = _posting(row, mapping, _Mistakes())
        if posting is None:
            continue
        if posting.month is None:
            kept.pop(dated, None)  # what is no day says nothing
        board = f"{mapping.collection}/{posting.month:%Y-%m}" if posting.month else f"{mapping.collection}/{UNDATED}"
        waiting[board].append(kept)
        if len(waiting[board]) == PAGE_ROWS:
            yield _given(board, waiting.pop(board), mapping, night, at)
    for board, block in sorted(waiting.items()):
        yield _given(board, block, mapping, night, at)


def rows(file: Path) -> Iterator[Row]:
    """The rows of a CSV, JSON lines or Parquet file; WrongMapping if it is none of them or damaged."""
    readers: dict[str, Callable[[Path], Iterator[Row]]] = {".csv": _csv, ".jsonl": _json_lines, ".parquet": _parquet}
    if file.suffix not in readers:
        raise WrongMapping(f"{file.name}: only {', '.join(readers)} can be read")
    try:
        yield from readers[file.suffix](file)
    except (OSError, UnicodeDecodeError, csv.Error, msgspec.DecodeError) as error:  # pyarrow's errors are OSErrors too
        raise WrongMapping(f"{file.name}: {error}") from error


def _csv(file: Path) -> Iterator[Row]:
    csv.field_size_limit(sys.maxsize)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        for row in reader:
            if None in row or None in row.values():
                raise WrongMapping(f"{file.name}, line {reader.line_num}: more or fewer values than columns")
            yield row


def _json_lines(file: Path) -> Iterator[Row]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield decoder.decode(line.removeprefix(b"\xef\xbb\xbf"))
                except msgspec.DecodeError as error:
                    raise WrongMapping(f"{file.name}, line {number}: {error}") from error


def _parquet(file: Path) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        for batch in pq.ParquetFile(file).iter_batches(1_000):
            for row in batch.to_pylist():
                yield {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
    except pa.ArrowException as error:
        raise WrongMapping(f"{file.name}: {error}") from error


class _Mistakes:
    """Values that a field cannot have, by field: how many, and the first."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.first: dict[str, str] = {}

    def add(self, name: str, value: Any, why: str) -> None:
        self.counts[name] += 1
        self.first.setdefault(name, f"{str(value)[:60]!r} {why}")

    def judge(self, file: Path, mapping: Mapping, total: int) -> None:
        for name, count in self.counts.items():
            if count > TOLERATED * total:
                columns = ", ".join(map(repr, mapping.columns.of(name)))
                raise WrongMapping(
                    f"{file.name}: column {columns}, mapped to `{name}`: {self.first[name]} ({count} of {total} rows)"
                )


def _posting(row: Row, mapping: Mapping, mistakes: _Mistakes) -> Posting | None:
    """The posting of a row; without its day where that cannot be read."""
    (dated,) = mapping.columns.of("posted_on")
    said = row.get(dated)
    if said not in (None, ""):
        try:
            said_on(str(said).strip(), mapping.date_format)
        except ValueError:
            mistakes.add("posted_on", said, f"is no day as {mapping.date_format or 'ISO 8601'} writes it")
            row = row | {dated: None}
    for name in ("pay_min", "pay_max"):
        for column in mapping.columns.of(name):
            if (
                row.get(column) not in (None, "", 0)
                and said_pay({"value": row[column], "unitText": "year"}, "EUR") is None
            ):
                mistakes.add(name, row[column], "is no amount")
    page = Page(Foreign.name, mapping.collection, "", datetime.now(UTC), 200, "", b"")
    try:
        return Foreign.posting((mapping.as_dict(), row), page)
    except UNREADABLE as error:
        mistakes.add("text" if mapping.columns.text else "html", error, "cannot be read")
        return None


def _count(found: Preview, posting: Posting) -> None:
    if posting.month is None:
        found.undated += 1
    else:
        found.months[posting.month] += 1
    if len(found.first) < SHOWN:
        found.first.append(posting)


def _judge_texts(file: Path, mapping: Mapping, lengths: Counter[int]) -> None:
    """The middle length of the texts says whether the column holds descriptions at all."""
    name = "text" if mapping.columns.text else "html"
    (column,) = mapping.columns.of(name)
    half, seen = lengths.total() / 2, 0
    for length in sorted(lengths):
        seen += lengths[length]
        if seen >= half:
            if length < SHORTEST:
                raise WrongMapping(
                    f"{file.name}: column {column!r}, mapped to `{name}`, holds no descriptions: half of them have "
                    f"{length} characters or fewer"
                )
            return


def _given(board: str, block: list[Row], mapping: Mapping, night: date, at: datetime) -> Given:
    body = msgspec.json.encode({"mapping": mapping.as_dict(), "rows": block}, enc_hook=str)
    page = Page(Foreign.name, board, f"https://{mapping.collection}/", at, 200, hashlib.sha256(body).hexdigest(), body)
    return Given(page, night, len(block), "partial" if board.endswith(UNDATED) else "complete")
