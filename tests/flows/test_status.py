"""`jobshift status`: well, nothing, failed, degraded or stale, in words and by exit code."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows import ledger
from flows.config import Schedule, Settings
from flows.errors import DEGRADED, DONE, FAILED
from flows.lock import run_lock
from flows.status import next_run, standing


def ran(data: Path, state: ledger.State, kind: str = "nightly", hours_ago: float = 1) -> None:
    """A run that ended some hours ago."""
    run = ledger.new_run(kind, date(2026, 1, 5), ["hn"])
    row = ledger.row(run, "ended", state) | {"at": (datetime.now(UTC) - timedelta(hours=hours_ago)).isoformat()}
    path = data / "ledger" / "runs.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(json.dumps(row) + "\n")


@pytest.mark.parametrize(
    ("states", "code", "verdict"),
    [
        ([], FAILED, "no run yet"),
        (["completed"], DONE, "well"),
        (["failed", "completed"], DONE, "well"),
        (["completed", "degraded"], DEGRADED, "degraded"),
        (["completed", "failed"], FAILED, "failed"),
        (["running"], FAILED, "ended without a word"),
    ],
)
def test_the_last_run_decides(folder: Path, states: list[ledger.State], code: int, verdict: str) -> None:
    for state in states:
        ran(folder, state)
    found = standing(Settings(data=folder))
    assert found.code == code
    assert verdict in found.verdict


def test_a_good_night_is_stale_after_36_hours(folder: Path) -> None:
    ran(folder, "completed", hours_ago=37)
    found = standing(Settings(data=folder))
    assert found.code == DEGRADED
    assert "stale" in found.verdict


def test_a_backfill_does_not_hide_that_the_nights_have_stopped(folder: Path) -> None:
    ran(folder, "completed", hours_ago=37)
    ran(folder, "completed", kind="backfill")
    assert "stale" in standing(Settings(data=folder)).verdict


def test_a_first_run_at_work_is_no_failure(folder: Path) -> None:
    with run_lock(folder, "nightly", 0):
        ran(folder, "running")
        found = standing(Settings(data=folder))
    assert (found.code, found.at_work) == (DONE, True)


def test_the_next_run_is_in_the_schedules_time_zone() -> None:
    found = next_run(Settings(schedule=Schedule(cron="30 4 * * *", timezone="Asia/Tokyo")))
    assert (found.hour, found.minute, str(found.tzinfo)) == (4, 30, "Asia/Tokyo")


def test_a_disk_that_soon_is_full_is_degraded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran(folder, "completed")
    assert standing(Settings(data=folder)).nights_left is None
    for day in range(1, 10):
        night = folder / "landing" / "hn" / f"2026-01-{day:02d}"
        night.mkdir(parents=True)
        (night / "p1.warc.gz").write_bytes(b"x" * (50 if day < 3 else 1000))  # the pace is that of the last seven
    monkeypatch.setattr("flows.room.disk_free", lambda _: 1024**3 + 2000 * 20)
    found = standing(Settings(data=folder))
    assert (found.code, found.nights_left, found.disk_free_gb) == (DONE, 20, 1.0)
    monkeypatch.setattr("flows.room.disk_free", lambda _: 1024**3 + 2000 * 13)
    found = standing(Settings(data=folder))
    assert (found.code, found.verdict) == (DEGRADED, "the disk is full in about 13 nights")
