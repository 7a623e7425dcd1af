"""Loads the lake and the ledger into schema raw of the work warehouse: set-based, all or nothing, the same twice.

`raw` is a function of lake, ledger, boards and taxonomy. Ids alone are remembered: a posting's id, once given, is kept
in the ledger (`warehouse.identity`), so that a warehouse rebuilt from nothing gives every posting its old id.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse import corrections, effects, given, identity, lake, migrations, revisions, statements, work

NEW = "select count(*) from raw.postings anti join before using (posting_id)"
CHANGED = """
    select count(*) from raw.postings as p join before as b using (posting_id) where p.content_hash <> b.content_hash
"""
BATCH = 200_000_000  # bytes of the lake read at once: about 200,000 postings
Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load brought: parts read, postings now in the warehouse, new ones, and known ones with new content.

    `schema`: what became of a work warehouse of another version, in words; "" where it was of this one.
    """

    parts: int
    postings: int
    new_postings: int
    changed: int
    schema: str = ""


def load(data: Path, boards: Sequence[given.BoardRow], run: Mapping[str, Any]) -> LoadSummary:
    """Bring `raw` up to the lake and the ledger in one transaction.

    `run` is the run's last event as in the runs ledger ({} for none); it need not be in the ledger yet.
    Only parts not yet loaded are read; a part that was rewritten (reread, retag) or removed has all of them read anew.
    """
    with work.connected(data) as con:
        con.begin()
        given.keep_boards(con, data)
        schema = migrations.upgrade(con)
        identity.recall(con, data)
        statements.run(con, "before")
        parts = _parts(con, data)
        _coverage(con, data)
        statements.run(con, "sightings")
        _history(con, data, run)
        given.give(con, data, boards)
        corrections.give(con, data)
        identity.assign_openings(con, data)
        identity.remember(con, data, date.fromisoformat(run["night"]) if run else None)
        summary = LoadSummary(
            parts=parts,
            postings=statements.number(con, "select count(*) from raw.postings"),
            new_postings=statements.number(con, NEW),
            changed=statements.number(con, CHANGED),
            schema=schema,
        )
        con.commit()
    return summary


def _parts(con: Connection, data: Path) -> int:
    """Load the postings of the parts that are not loaded yet; gives how many parts."""
    present = {
        str(file.relative_to(data)): (stat.st_size, stat.st_mtime_ns)
        for file in lake.files(data)
        for stat in [file.stat()]
    }
    rows = con.execute("select path, bytes, written_at_ns from raw.loaded_parts").fetchall()
    loaded = {path: (size, written) for path, size, written in rows}
    if any(present.get(path) != state for path, state in loaded.items()):
        statements.run(con, "reset")
        loaded = {}
    arriving = pd.DataFrame(
        [(path, *state) for path, state in present.items() if path not in loaded],
        columns=["path", "bytes", "written_at_ns"],
    )
    for paths in _batches(arriving):
        for step in ("arrived", "postings", "nested", "versions", "seen"):
            statements.run(con, step, paths=[str(data / path) for path in paths])
    con.register("arriving", arriving)
    con.execute("insert into raw.loaded_parts from arriving")
    con.unregister("arriving")
    return len(arriving)


def _batches(arriving: pd.DataFrame) -> Iterator[list[str]]:
    """The paths in portions of about BATCH bytes, oldest night first; a night is never cut, for ids go by night."""
    batch: list[str] = []
    size = 0
    for _, night in arriving.groupby(arriving["path"].str.split("/").str[-2]):
        batch += night["path"].to_list()
        size += int(night["bytes"].sum())
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _coverage(con: Connection, data: Path) -> None:
    files = sorted((data / "ledger" / "coverage").glob("*/*.jsonl"))
    if files:
        statements.run(con, "coverage", paths=[str(file) for file in files])


def _history(con: Connection, data: Path, run: Mapping[str, Any]) -> None:
    """The runs, the present one included, and the snapshots published so far."""
    events = _lines(data / "ledger" / "runs.jsonl") + ([json.dumps(dict(run))] if run else [])
    statements.run(con, "runs", lines=events)
    statements.run(con, "snapshots", lines=_lines(data / "ledger" / "snapshots.jsonl"))
    statements.run(con, "retags", lines=effects.ledger_lines(data))
    revisions.give(con, data)


def _lines(file: Path) -> list[str]:
    return file.read_text(errors="replace").splitlines() if file.exists() else []
