"""Snapshots: what each publication was, in the record beside the warehouse and in the ledger, with its series.

The published file carries its own row of `snapshots`, so that the record, the series and the ledger's line, which are
written after it, can be written from it again where a kill came between.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse import published, statements
from warehouse.catalog import tables

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published, immutable state of the warehouse: a row of `snapshots`."""

    snapshot_id: str
    published_at: datetime  # UTC, naive
    run_id: str
    taxonomy_version: str
    postings: int
    openings: int
    changed_months: int  # pairs of panel and month whose series differ from the snapshot before
    forced: str | None = None  # checks that somebody overruled, who and why

    def row(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self) | {"published_at": self.published_at.isoformat(timespec="microseconds") + "Z"}


COLUMNS = tuple(field.name for field in fields(Snapshot))


def newest(con: Connection, catalog: str) -> Snapshot:
    """The snapshot that a published warehouse is."""
    own = con.sql(f"from {catalog}.main.snapshots order by published_at desc limit 1")
    row = dict(zip(own.columns, own.fetchall()[0], strict=True))
    known: dict[str, Any] = {name: row.get(name) for name in COLUMNS}  # an older file may lack a column
    return Snapshot(**known)


def add_rows(con: Connection, snapshot: Snapshot) -> None:
    """Complete `snapshots` of the new file (`fresh`): what only the last file knows, and its own row."""
    if tables(con, "last"):
        con.execute("""
            insert into fresh.main.snapshots by name
            select l.* from last.main.snapshots as l anti join fresh.main.snapshots using (snapshot_id)
        """)
    con.register("own_row", pd.DataFrame([asdict(snapshot)]))
    con.execute("insert into fresh.main.snapshots by name from own_row")
    con.unregister("own_row")


def record(con: Connection, data: Path, snapshot: Snapshot, warnings: Sequence[str], catalog: str) -> None:
    """Write the series, jobshift.json and the ledger's line of the published warehouse attached as `catalog`."""
    held = tables(con, catalog)
    counts = {name: statements.number(con, f"select count(*) from {catalog}.main.{name}") for name in sorted(held)}
    _write_series(
        con, catalog, [name for name in held if name.endswith("_monthly")], series_path(data, snapshot.snapshot_id)
    )
    written = published.path(data).stat()
    facts = snapshot.row() | {
        "bytes": written.st_size,
        "written_ns": written.st_mtime_ns,  # a file that other hands wrote to is not copied
        "tables": counts,
        "warnings": list(warnings),
    }
    _replace(published.record_path(data), json.dumps(facts, indent=2) + "\n")
    if snapshot.snapshot_id not in ledger_ids(data):
        _append(_ledger_path(data), json.dumps(snapshot.row() | {"warnings": list(warnings)}))


def is_recorded(data: Path, snapshot: Snapshot) -> bool:
    """Whether record and ledger name the snapshot."""
    try:
        recorded = published.snapshot(data)["snapshot_id"]
    except published.NothingPublished:
        return False
    return bool(recorded == snapshot.snapshot_id) and snapshot.snapshot_id in ledger_ids(data)


def ledger_ids(data: Path) -> list[str]:
    """The ids of all snapshots in the ledger, oldest first."""
    return list(ledger(data))


def ledger(data: Path) -> dict[str, dict[str, Any]]:
    """All snapshots in the ledger by id, oldest first; half lines that a kill left are passed over."""
    found = {}
    for line in ledger_lines(data):
        try:
            row = json.loads(line)
            found[str(row["snapshot_id"])] = row
        except ValueError:
            continue
    return found


def ledger_lines(data: Path) -> list[str]:
    """The lines of the ledger of snapshots; a half line that a kill left is among them."""
    file = _ledger_path(data)
    return file.read_text(errors="replace").splitlines() if file.exists() else []


def sync(path: Path) -> None:
    """Force a file, or a folder's names, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _ledger_path(data: Path) -> Path:
    return data / "ledger" / "snapshots.jsonl"


def series_path(data: Path, snapshot_id: str) -> Path:
    """Where the ledger keeps the series of a snapshot."""
    return data / "ledger" / "series" / f"{snapshot_id}.parquet"


def write_parquet(relation: duckdb.DuckDBPyRelation, target: Path) -> None:
    """Write a file of the ledger whole or not at all, on disk when this returns."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".tmp")
    relation.write_parquet(str(unfinished), compression="zstd")
    sync(unfinished)
    unfinished.replace(target)


def _write_series(con: Connection, catalog: str, monthly: Sequence[str], target: Path) -> None:
    """All monthly tables in one file, `relation` naming the table."""
    if target.exists():
        return
    parts = [f"select '{name}' as relation, * from {catalog}.main.{name}" for name in monthly]
    write_parquet(con.sql(" union all by name ".join(parts)), target)


def _replace(target: Path, text: str) -> None:
    unfinished = target.with_name(target.name + ".new")
    with unfinished.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(target)
    sync(target.parent)


def _append(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    torn = file.exists() and not file.read_bytes().endswith(b"\n")  # what a kill left stays alone on its line
    with file.open("a") as ledger:
        ledger.write(("\n" if torn else "") + line + "\n")
        ledger.flush()
        os.fsync(ledger.fileno())
