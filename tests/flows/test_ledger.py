"""The ledger of runs: appended to, readable after a kill."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from flows import ledger

RUN = ledger.Run("nightly-1", "nightly", date(2026, 1, 5), ("hn", "lever"))


def test_a_run_is_told_by_its_last_event(folder: Path) -> None:
    ledger.append(folder, RUN, "started", "running")
    ledger.append(folder, RUN, "ended", "degraded", "lever: nothing could be read")
    (found,) = ledger.runs(folder)
    assert (found["event"], found["state"], found["sources"]) == ("ended", "degraded", ["hn", "lever"])
    assert found["started_at"] < found["at"]


def test_half_a_line_left_by_a_kill_is_passed_over_and_stays_alone(folder: Path) -> None:
    ledger.append(folder, RUN, "started", "running")
    path = folder / "ledger" / "runs.jsonl"
    path.write_bytes(path.read_bytes() + b'{"run_id": "nightly-2", "ki')
    ledger.append(folder, RUN, "ended", "completed")
    assert [event["event"] for event in ledger.events(folder)] == ["started", "ended"]
    assert len(path.read_text().splitlines()) == 3


def test_a_run_that_died_is_closed_as_failed_by_the_next(folder: Path) -> None:
    ledger.append(folder, RUN, "crawled", "running")
    assert ledger.bury(folder) == ["nightly-1"]
    assert ledger.bury(folder) == []
    (found,) = ledger.runs(folder)
    assert (found["state"], found["event"]) == ("failed", "ended")
    assert "after crawled" in found["message"]


def test_every_event_is_one_line_of_json_with_the_fields_of_the_runs_table(folder: Path) -> None:
    ledger.append(folder, RUN, "started", "running", "two\nlines")
    (line,) = (folder / "ledger" / "runs.jsonl").read_text().splitlines()
    assert set(json.loads(line)) == {"run_id", "kind", "night", "event", "at", "state", "sources", "message"}


def test_two_runs_of_one_second_have_ids_of_their_own() -> None:
    ids = {ledger.new_run("nightly", date(2026, 1, 5), []).run_id for _ in range(50)}
    assert len(ids) == 50
