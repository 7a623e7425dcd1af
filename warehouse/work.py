"""The work warehouse: data/work.duckdb, private to the one writer."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import duckdb

log = logging.getLogger(__name__)
Given = TypeVar("Given")
DAMAGE = ("not a valid DuckDB", "Corrupt", "checksum", "serializ", "read enough")  # words of DuckDB 1.5
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


def sound(file: Path, use: Callable[[], Given]) -> Given:
    """What `use` gives; where it fails because `file` is damaged, that is set aside and `use` makes it anew.

    For files that can be: the work warehouse from lake and ledger, the published one from the work warehouse.
    """
    try:
        return use()
    except (duckdb.Error, OSError) as error:  # published.Damaged is an OSError
        if not file.exists() or not is_damaged(file):
            raise
        log.warning("%s is damaged, set aside and made anew: %s", file, error)
    file.replace(file.with_name(f"{file.name}.damaged"))
    file.with_name(f"{file.name}.wal").unlink(missing_ok=True)
    return use()


def is_damaged(file: Path) -> bool:
    """Whether some row of some table cannot be read."""
    try:
        with duckdb.connect(str(file), read_only=True) as con:
            select = "select schema_name, table_name from duckdb_tables() where not temporary"
            for schema, table in con.execute(select).fetchall():
                con.execute(f'select max(hash(t)) from "{schema}"."{table}" as t').fetchall()
    except duckdb.Error as error:
        return any(words in str(error) for words in DAMAGE)
    return False


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
