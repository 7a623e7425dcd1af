"""`jobshift publish`: what the audit held back is published with somebody's word, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from flows.errors import DONE, FAILED, WRONG_USE
from tests.flows.conftest import Jobshift
from tests.warehouse.test_publish import build

QUIET = {"JOBSHIFT_REPORT__ON": "false"}


def runs(data: Path) -> list[tuple[str, str]]:
    events = [json.loads(line) for line in (data / "ledger" / "runs.jsonl").read_text().splitlines()]
    return [(event["kind"], event["state"]) for event in events if event["event"] == "ended"]


def test_what_the_audit_held_back_is_published_by_force(folder: Path, jobshift: Jobshift) -> None:
    data = folder / "data"
    data.mkdir()
    build(data)
    assert jobshift("publish", **QUIET).returncode == DONE
    build(data, postings=50)
    refused = jobshift("publish", **QUIET)
    assert refused.returncode == FAILED
    assert "lost_postings: 50 of 100" in refused.stderr
    assert "Traceback" not in refused.stderr
    forced = jobshift("publish", "--force", "lost_postings", "--because", "boards left the list", **QUIET)
    assert forced.returncode == DONE, forced.stderr
    record = json.loads((data / "jobshift.json").read_text())
    assert (record["postings"], "boards left the list" in record["forced"]) == (50, True)
    assert runs(data) == [("publish", "completed"), ("publish", "failed"), ("publish", "completed")]


def test_force_needs_a_reason_and_a_check_that_fails(folder: Path, jobshift: Jobshift) -> None:
    data = folder / "data"
    data.mkdir()
    build(data)
    assert jobshift("publish", **QUIET).returncode == DONE
    build(data, postings=99)
    for words, said in (
        (["--force", "drift"], "belong together"),
        (["--because", "x"], "belong together"),
        (["--force", "drift", "--because", "x"], "drift does not fail"),
    ):
        done = jobshift("publish", *words, **QUIET)
        assert (done.returncode, said in done.stderr) == (WRONG_USE, True), done.stderr
