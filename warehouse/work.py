"""The work warehouse: data/work.duckdb, private to the one writer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY = "2GB"  # what does not fit is spilled below the data folder


class WorkBusy(RuntimeError):
    """Another process has the work warehouse open; names the file."""


def path(data: Path) -> Path:
    """Where the work warehouse lies."""
    return data / "work.duckdb"


@contextmanager
def connected(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The work warehouse open for writing, in UTC, within bounds of memory; closed at the end."""
    data.mkdir(parents=True, exist_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": os.cpu_count() or 2,
        "temp_directory": str(data / "work.tmp"),
    }
    try:
        con = duckdb.connect(str(path(data)), config=config)
    except duckdb.IOException as error:
        raise _explained(error, data) from error
    try:
        con.execute("set timezone = 'UTC'")
        yield con
    finally:
        con.close()


def attach(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Attach the work warehouse to a connection as `work`, read only."""
    quoted = str(path(data)).replace("'", "''")
    try:
        con.execute(f"attach '{quoted}' as work (read_only)")
    except duckdb.IOException as error:
        raise _explained(error, data) from error


def _explained(error: duckdb.IOException, data: Path) -> Exception:
    """The error as it is, or WorkBusy where another process holds the lock."""
    if "Could not set lock" in str(error):
        return WorkBusy(f"{path(data)} is open in another process: {error}")
    return error
