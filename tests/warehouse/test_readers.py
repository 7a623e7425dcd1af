"""Readers query while publications go on: no error, and every connection sees one whole snapshot."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.test_publish import build
from warehouse import published
from warehouse.publish import publish

READ = """
import os, sys, json, duckdb
from pathlib import Path
os.nice(10)  # the publisher shall come to its turn
file, stop = sys.argv[1], Path(sys.argv[2])
loops, seen, torn, errors = 0, set(), [], []
while not stop.exists() or loops < 2:
    try:
        with duckdb.connect(file, read_only=True) as con:
            sums = [
                con.execute(f"select sum(n), sum(share_pct) from {mart}").fetchone()
                for mart in ("skill_share_monthly", "role_share_monthly", "ai_ladder_monthly", "skill_share_monthly")
            ]
            ((snapshot,),) = con.execute("select max_by(snapshot_id, published_at) from snapshots").fetchall()
            told = con.execute("select panel from panels").fetchall()
    except duckdb.Error as error:
        errors.append(str(error))
        break
    loops += 1
    seen.add(snapshot)
    if len(set(sums)) > 1:
        torn.append(str(sums))
print(json.dumps({"loops": loops, "seen": sorted(seen), "torn": torn, "errors": errors}))
"""


@pytest.mark.parametrize(("readers", "publications"), [(3, 2), pytest.param(50, 10, marks=pytest.mark.faults)])
def test_readers_see_whole_snapshots_through_publications(readers: int, publications: int, tmp_path: Path) -> None:
    data, stop = tmp_path / "data", tmp_path / "stop"
    data.mkdir()
    _publish(data, 0)
    command = [sys.executable, "-c", READ, str(published.path(data)), str(stop)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(readers)]
    try:
        for number in range(1, publications + 1):
            _publish(data, number)
    finally:
        stop.touch()
        told = [_last_line(reader.communicate(timeout=300)[0]) for reader in running]
    assert [reader["errors"] for reader in told if reader["errors"]] == []
    assert [reader["torn"] for reader in told if reader["torn"]] == []
    assert all(reader["loops"] >= 2 for reader in told)
    assert len({snapshot for reader in told for snapshot in reader["seen"]}) >= 2


def _last_line(printed: str) -> dict[str, Any]:
    """What a reader told; DuckDB may print a bar of its own before it."""
    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return told


def _publish(data: Path, number: int) -> None:
    """One more snapshot; all its series hold the same, other than before."""
    build(data, months=[(date(2026, 9, 1), "complete", 1000 + number, 50 + number / 10)])
    assert publish(data, f"r{number}") is not None
