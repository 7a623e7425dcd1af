"""What tagging again changed in the headline, and why: per panel and month, and per skill that made openings flip.

Compared are the snapshot that is published and the work warehouse that is about to be. A marker in the lake says that
something was tagged again since the last publication, so that a kill between the two loses no account of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.taxonomy import VERSION
from warehouse import published, statements, work

COLUMNS = [
    "run_id", "retagged_on", "snapshot_before", "taxonomy_before", "taxonomy_after", "panel", "month", "cause",
    "n_before", "n_after", "count_before", "count_after", "share_before_pct", "share_after_pct", "gained", "lost",
]  # fmt: skip
Row = dict[str, Any]


def begin(data: Path) -> None:
    """Note that parts are about to be tagged again."""
    _marker(data).touch()


def is_pending(data: Path) -> bool:
    """Whether something was tagged again that is not published yet."""
    return _marker(data).exists()


def end(data: Path) -> None:
    """Note that what was tagged again is published."""
    _marker(data).unlink(missing_ok=True)


def record(data: Path, run_id: str, on: date) -> list[Row]:
    """Work out the effects, keep them in the ledger and in the work warehouse, and give them as rows of COLUMNS.

    To be called between build and publication. Without a published snapshot there is nothing to compare with: [].
    """
    if not published.path(data).exists():
        return []
    snapshot = published.snapshot(data)
    fixed = {
        "run_id": run_id,
        "retagged_on": on.isoformat(),
        "snapshot_before": snapshot["snapshot_id"],
        "taxonomy_before": snapshot["taxonomy_version"],
        "taxonomy_after": VERSION,
    }
    with work.connected(data) as con:
        published.attach(con, data, "last")
        statements.run(con, "effects")
        found = con.execute("from effects order by panel, month, cause <> 'all', gained + lost desc, cause")
        names = [column[0] for column in found.description]
        rows = [fixed | dict(zip(names, row, strict=True)) for row in found.fetchall()]
        _append(data, rows)
        con.begin()
        statements.run(con, "retags", lines=ledger_lines(data))
        con.execute("create or replace table main.retag_effects as from raw.retag_effects")
        con.commit()
    return rows


def ledger_lines(data: Path) -> list[str]:
    """The lines of the ledger of retags; a half line that a kill left is among them."""
    file = _ledger(data)
    return file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []


def of_run(data: Path, run_id: str) -> list[Row]:
    """The effects that a run recorded, from the ledger."""
    rows = []
    for line in ledger_lines(data):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if row["run_id"] == run_id:
            rows.append(row)
    return rows


def _append(data: Path, rows: Sequence[Row]) -> None:
    file = _ledger(data)
    file.parent.mkdir(parents=True, exist_ok=True)
    torn = file.exists() and not file.read_bytes().endswith(b"\n")  # what a kill left stays alone on its line
    with file.open("a", encoding="utf-8") as ledger:
        ledger.write("\n" * torn + "".join(json.dumps(row, default=str) + "\n" for row in rows))
        ledger.flush()
        os.fsync(ledger.fileno())


def _ledger(data: Path) -> Path:
    return data / "ledger" / "retags.jsonl"


def _marker(data: Path) -> Path:
    return data / "lake" / "retag.pending"
