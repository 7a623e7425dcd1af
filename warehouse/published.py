"""The published warehouse as readers see it: data/jobshift.duckdb, replaced whole, never written to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

MISSING = "nothing is published in {}: run `jobshift nightly` or `jobshift demo` first"
DAMAGED = "{} cannot be read ({}): move it away and run `jobshift nightly`"


class NothingPublished(FileNotFoundError):
    """Nothing has been published in this data folder yet; names the folder."""


class Damaged(OSError):
    """The published warehouse cannot be read; names the file, what DuckDB said and what helps."""


def path(data: Path) -> Path:
    """Where the published warehouse lies."""
    return data / "jobshift.duckdb"


def record_path(data: Path) -> Path:
    """Where the record of the current snapshot lies."""
    return data / "jobshift.json"


def connect(data: Path) -> duckdb.DuckDBPyConnection:
    """The current snapshot, read only; it stays as it is while open, whatever is published meanwhile.

    Close it to see a newer one: within one process a second connection shares the file that the first has open.
    """
    if not path(data).exists():
        raise NothingPublished(MISSING.format(data.resolve()))
    try:
        return duckdb.connect(str(path(data)), read_only=True)
    except (duckdb.IOException, duckdb.SerializationException) as error:
        raise Damaged(DAMAGED.format(path(data), error)) from error


def attach(con: duckdb.DuckDBPyConnection, data: Path, name: str) -> None:
    """Attach the file that lies there now to a connection, read only, whatever else this process has open."""
    quoted = str(path(data)).replace("'", "''")
    try:
        con.execute(f"attach '{quoted}' as {name} (read_only)")
    except (duckdb.IOException, duckdb.SerializationException) as error:
        raise Damaged(DAMAGED.format(path(data), error)) from error


def snapshot(data: Path) -> dict[str, Any]:
    """The record of the current snapshot: snapshot_id, published_at, run_id, taxonomy_version, tables, bytes, ..."""
    if not record_path(data).exists():
        raise NothingPublished(MISSING.format(data.resolve()))
    record: dict[str, Any] = json.loads(record_path(data).read_text())
    return record
