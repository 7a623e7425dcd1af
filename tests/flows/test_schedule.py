"""`jobshift serve`: nights by schedule with a Prefect server of its own, one at a time, also after it was killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from flows import ledger
from flows.config import today
from flows.lock import is_held
from tests.flows.small_source import SmallSource, variables, write_boards

pytestmark = pytest.mark.faults
LIMIT = 600.0  # seconds, also on a busy machine


@pytest.fixture
def source() -> Iterator[SmallSource]:
    small = SmallSource()
    yield small
    small.close()


@pytest.fixture
def serving(folder: Path, source: SmallSource) -> Iterator[Callable[..., psutil.Process]]:
    """Start `jobshift serve` with a night every minute, or by another schedule; all that is left ends with the test."""
    write_boards(folder / "boards.csv", "acme")
    environment = variables(folder / "data", source, folder / "boards.csv")
    started: list[psutil.Process] = []

    def start(cron: str = "* * * * *") -> psutil.Process:
        schedule = {"JOBSHIFT_SCHEDULE__CRON": cron, "JOBSHIFT_SCHEDULE__TIMEZONE": "UTC"}
        program = [sys.executable, "-c", "from flows.cli import main; main()", "serve"]
        with (folder / "serve.log").open("ab") as log:
            process = subprocess.Popen(program, env=os.environ | environment | schedule, stderr=log, stdout=log)
        started.append(psutil.Process(process.pid))
        return started[-1]

    yield start
    for process in started:
        if process.is_running():
            process.terminate()
    psutil.wait_procs(started, timeout=15)


def ended(data: Path) -> list[str]:
    """The states of the runs that have ended, in order."""
    return [run["state"] for run in ledger.runs(data) if run["event"] == "ended"]


def told(data: Path, event: str) -> list[str]:
    """The nights of an event, in order."""
    return [row["night"] for row in ledger.events(data) if row["event"] == event]


def await_that(holds: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < until, f"not within {LIMIT} s: {what}"
        time.sleep(0.2)


def test_two_scheduled_nights_run_by_themselves_and_serve_ends_with_its_server(
    folder: Path, serving: Callable[..., psutil.Process]
) -> None:
    data = folder / "data"
    process = serving()
    await_that(lambda: len(ended(data)) >= 2, "two scheduled nights")
    assert set(ended(data)) == {"completed"}
    children = process.children(recursive=True)
    process.terminate()
    psutil.wait_procs([process], timeout=20)
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []


def prefect(data: Path, method: str, path: str, body: object = None) -> Any:
    """What the Prefect server of `jobshift serve` answers."""
    url = json.loads((data / "runs" / "logs" / "serve.json").read_text())["api"] + path
    asked = urllib.request.Request(url, json.dumps(body or {}).encode(), {"Content-Type": "application/json"})
    asked.method = method
    until = time.monotonic() + LIMIT
    while True:
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                said = answer.read()
            return json.loads(said) if said else None
        except urllib.error.HTTPError as error:  # 503: its database is busy; Prefect's own client asks again too
            if error.code != 503 or time.monotonic() > until:
                raise
            time.sleep(0.5)


def test_ticks_of_twenty_seconds_run_night_after_night_and_one_during_a_held_run_is_skipped(
    folder: Path, source: SmallSource, serving: Callable[..., psutil.Process]
) -> None:
    data = folder / "data"
    process = serving("* * * * * */20")  # a sixth field: seconds
    await_that((data / "runs" / "logs" / "serve.json").exists, "a Prefect server")
    await_that(lambda: is_held(data), "the first night at work")
    (deployment,) = prefect(data, "POST", "/deployments/filter")
    nights = [today() + timedelta(days=number) for number in range(1, 4)]
    for night in nights:
        done = len(ended(data))
        prefect(data, "PATCH", f"/deployments/{deployment['id']}", {"parameters": {"night": str(night)}})
        await_that(lambda night=night: str(night) in told(data, "ended"), f"the night {night}")  # type: ignore[misc]
        assert len(ended(data)) > done
    assert set(ended(data)) == {"completed"}

    source.lag = 15.0  # a night now takes longer than a tick
    held = nights[-1] + timedelta(days=1)
    prefect(data, "PATCH", f"/deployments/{deployment['id']}", {"parameters": {"night": str(held)}})
    await_that(lambda: str(held) in told(data, "started"), "the night that is held")
    skipped = {"flow_runs": {"state": {"type": {"any_": ["CANCELLED"]}}}}
    before = {run["id"] for run in prefect(data, "POST", "/flow_runs/filter", skipped)}
    await_that(
        lambda: bool({run["id"] for run in prefect(data, "POST", "/flow_runs/filter", skipped)} - before),
        "a tick recorded as skipped",
    )
    assert told(data, "started").count(str(held)) == 1
    children = process.children(recursive=True)
    process.terminate()
    psutil.wait_procs([process], timeout=30)
    assert not process.is_running()
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []
    assert not is_held(data)


def test_a_killed_serve_takes_its_night_along_and_the_next_serve_runs_the_next_night(
    folder: Path, serving: Callable[..., psutil.Process]
) -> None:
    data = folder / "data"
    process = serving()
    await_that(lambda: is_held(data), "a scheduled night at work")
    children = process.children(recursive=True)
    process.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []
    assert not is_held(data)
    serving()
    await_that(lambda: "completed" in ended(data), "a night after the kill")
    first = json.loads((data / "ledger" / "runs.jsonl").read_text().splitlines()[0])
    assert first["event"] == "started"
    assert ended(data)[0] == "failed"  # the killed one, closed by the next
