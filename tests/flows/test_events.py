"""The log for programs: one JSON line per event, with the run's id and without secrets."""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path

import pytest

from flows import ledger
from flows.config import Alerts, Settings
from flows.events import FILE, kept
from flows.night import Night, recorded
from flows.outcome import Outcome
from flows.parent import Family

log = logging.getLogger("jobshift")


def lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / FILE).read_text().splitlines()]


def _break(outcome: Outcome) -> None:
    with outcome.timed("crawl"):
        log.info("asked https://beat.example/17")
    raise RuntimeError("it broke")


def test_events_have_run_level_and_no_secret(folder: Path) -> None:
    with kept(folder / "logs", "r1", ["json://geheim.example/token"]):
        log.info("told json://geheim.example/token and http://me:word@host/x")
        log.warning("one\nline")
    log.info("after the run")
    found = lines(folder / "logs")
    assert [(line["run_id"], line["level"], line["message"]) for line in found] == [
        ("r1", "info", "told *** and http://***@host/x"),
        ("r1", "warning", "one\nline"),
    ]
    assert all(line["at"].endswith("+00:00") for line in found)


def test_a_run_that_breaks_keeps_its_events_and_its_timings(folder: Path) -> None:
    run = ledger.new_run("crawl", date(2026, 1, 5), ["hn"])
    night = Night(Settings(data=folder, alerts=Alerts(heartbeat="https://beat.example/17")), run, Family(folder), ())
    outcome = Outcome()
    with pytest.raises(RuntimeError, match="broke"), recorded(night, outcome):
        _break(outcome)
    assert [line["message"] for line in lines(folder)] == [
        "crawl of 2026-01-05 begins: hn",
        "asked ***",
        "failed: it broke",
    ]
    (last,) = ledger.runs(folder)
    assert last["state"] == "failed"
    assert set(last["seconds"]) == {"crawl"}
    assert last["requests"] == 0
