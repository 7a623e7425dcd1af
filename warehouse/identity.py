"""Ids that never change: posting ids and the changes of opening ids are written to the ledger, before each commit.

A file of the ledger holds what one load added. A load that is killed after writing it and before its commit finds it
again (`recall`) and gives the same ids; written twice it is the same file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.openings.faces import LEAST_TEXT
from warehouse import lake, openings, statements

Connection = duckdb.DuckDBPyConnection
IDS = Path("ledger/posting_ids")
CHANGES = Path("ledger/opening_id_changes")


def recall(con: Connection, data: Path) -> None:
    """Take from the ledger the ids and changes that the work warehouse does not know."""
    known = statements.number(con, "select coalesce(max(posting_id), 0) from raw.posting_ids")
    if unknown := [str(file) for file in _files(data / IDS) if _last(file) > known]:
        con.execute(
            "insert into raw.posting_ids select * from read_parquet($paths) where posting_id > $known",
            {"paths": unknown, "known": known},
        )
    con.execute("delete from raw.opening_id_changes")
    if changes := [str(file) for file in _files(data / CHANGES)]:
        con.execute(
            "insert into raw.opening_id_changes by name"
            " select distinct * from read_parquet($paths, union_by_name = true) order by all",
            {"paths": changes},
        )


def assign_openings(con: Connection, data: Path) -> None:
    """Give every posting its opening, why it belongs to it, and its text group; only rows that change are written."""
    statements.run(con, "evidence")
    openings.update(con, partial(lake.texts, data))
    statements.run(con, "assigned", least_text=LEAST_TEXT)


def remember(con: Connection, data: Path, night: date | None) -> None:
    """Write to the ledger the ids given and the openings changed by this load (`night`: its run's)."""
    last = max((_last(file) for file in _files(data / IDS)), default=0)
    ids = con.sql(f"select * from raw.posting_ids where posting_id > {last:d} order by posting_id").to_arrow_table()
    if ids.num_rows:
        first, last = ids["posting_id"][0].as_py(), ids["posting_id"][-1].as_py()
        _write(ids, data / IDS / f"{first:010d}-{last:010d}.parquet")
    known = statements.number(con, "select count(*) from raw.opening_id_changes")
    statements.run(con, "opening_id_changes", night=night)
    changes = con.sql(f"select * from raw.opening_id_changes offset {known:d}").to_arrow_table()
    if changes.num_rows:
        digest = hashlib.sha256(repr(changes.to_pylist()).encode()).hexdigest()[:12]
        _write(changes, data / CHANGES / f"{max(changes['changed_on'].to_pylist())}-{digest}.parquet")


def _files(folder: Path) -> Sequence[Path]:
    return sorted(folder.glob("*.parquet"))


def _last(file: Path) -> int:
    """The highest id in a file of ids, from its name."""
    return int(file.stem.split("-")[1])


def _write(table: pa.Table, target: Path) -> None:
    """Write a file of the ledger whole or not at all, on disk when this returns."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".tmp")
    with unfinished.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(target)
