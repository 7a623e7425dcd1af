"""The published warehouse as readers see it: data/jobshift.duckdb, replaced whole, never written to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

SCHEMA = 1  # raised when a published table or column goes or comes to mean something else
MISSING = "nothing is published in {}: run `jobshift nightly` or `jobshift demo` first"
DAMAGED = "{} cannot be read ({}): move it away and run `jobshift nightly`"
TOO_NEW = "{} is of schema {}, newer than this program, which knows {}: update jobshift, or ask it with duckdb"


class NothingPublished(FileNotFoundError):
    """Nothing has been published in this data folder yet; names the folder."""


class Damaged(OSError):
    """The published warehouse cannot be read; names the file, what DuckDB said and what helps."""


class TooNew(RuntimeError):
    """A later version of the program published the warehouse; names the file and both schemas."""


def path(data: Path) -> Path:
    """Where the published warehouse lies."""
    return data / "jobshift.duckdb"


def record_path(data: Path) -> Path:
    """Where the record of the current snapshot lies."""
    return data / "jobshift.json"


def connect(data: Path) -> duckdb.DuckDBPyConnection:
    """The current snapshot, read only; it stays as it is while open, whatever is published meanwhile.

    `evidence` is that of all months, those beside the file included. Close the connection to see a newer snapshot:
    within one process a second one shares the file that the first has open. Raises NothingPublished, Damaged, TooNew.
    """
    if not path(data).exists():
        raise NothingPublished(MISSING.format(data.resolve()))
    try:
        con = duckdb.connect(str(path(data)), read_only=True)
    except (duckdb.IOException, duckdb.SerializationException) as error:
        raise Damaged(DAMAGED.format(path(data), error)) from error
    try:
        own = path(data).stem
        _check_schema(con, data, own)
        if files := evidence_files(con, data, own):
            con.execute(f"create temp view evidence as {all_evidence(own, files)}")  # the macros find it first, too
    except BaseException:
        con.close()
        raise
    return con


def attach(con: duckdb.DuckDBPyConnection, data: Path, name: str) -> None:
    """Attach the file that lies there now to a connection, read only, whatever else this process has open.

    Raises Damaged, TooNew.
    """
    quoted = str(path(data)).replace("'", "''")
    try:
        con.execute(f"attach '{quoted}' as {name} (read_only)")
    except (duckdb.IOException, duckdb.SerializationException) as error:
        raise Damaged(DAMAGED.format(path(data), error)) from error
    _check_schema(con, data, name)


def schema(con: duckdb.DuckDBPyConnection, catalog: str) -> int:
    """The number of a published file's schema; 0 for a file that does not say."""
    try:
        ((found,),) = con.execute(f"select schema_version from {catalog}.publication.file").fetchall()
    except duckdb.CatalogException:
        return 0
    return int(found)


def evidence_folder(data: Path) -> Path:
    """Where the evidence of older months lies."""
    return data / "evidence"


def evidence_files(con: duckdb.DuckDBPyConnection, data: Path, catalog: str) -> list[Path]:
    """The Parquet files of older evidence that a published file names and that are there, oldest first."""
    named = (evidence_folder(data) / name for name in evidence_names(con, catalog))
    return [file for file in named if file.exists()]


def evidence_names(con: duckdb.DuckDBPyConnection, catalog: str) -> list[str]:
    """The names of the Parquet files that hold a published file's older evidence, oldest first."""
    listed = f"select file from {catalog}.main.evidence_months where file is not null order by month"
    try:
        return [str(name) for (name,) in con.execute(listed).fetchall()]
    except duckdb.CatalogException:
        return []  # a file from before evidence was divided


def all_evidence(catalog: str, files: list[Path]) -> str:
    """The evidence of a published file with that of the Parquet files beside it, as SQL."""
    own = f"select * from {catalog}.main.evidence"
    if not files:
        return own
    listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    return f"{own} union all by name select * from read_parquet([{listed}])"


def _check_schema(con: duckdb.DuckDBPyConnection, data: Path, catalog: str) -> None:
    if (found := schema(con, catalog)) > SCHEMA:
        raise TooNew(TOO_NEW.format(path(data), found, SCHEMA))


def snapshot(data: Path) -> dict[str, Any]:
    """The record of the current snapshot: snapshot_id, published_at, run_id, taxonomy_version, tables, bytes, ..."""
    if not record_path(data).exists():
        raise NothingPublished(MISSING.format(data.resolve()))
    record: dict[str, Any] = json.loads(record_path(data).read_text())
    return record
