"""`jobshift serve`: nights by schedule with a Prefect server of its own, one at a time, also after it was killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from flows import ledger
from flows.lock import is_held
from tests.flows.small_source import SmallSource, variables, write_boards

pytestmark = pytest.mark.faults
LIMIT = 180.0


@pytest.fixture
def source() -> Iterator[SmallSource]:
    small = SmallSource()
    yield small
    small.close()


@pytest.fixture
def serving(folder: Path, source: SmallSource) -> Iterator[Callable[[], psutil.Process]]:
    """Start `jobshift serve` with a night every minute; all that is left of it is ended after the test."""
    write_boards(folder / "boards.csv", "acme")
    environment = variables(folder / "data", source, folder / "boards.csv")
    environment |= {"JOBSHIFT_SCHEDULE__CRON": "* * * * *", "JOBSHIFT_SCHEDULE__TIMEZONE": "UTC"}
    started: list[psutil.Process] = []

    def start() -> psutil.Process:
        program = [sys.executable, "-c", "from flows.cli import main; main()", "serve"]
        with (folder / "serve.log").open("ab") as log:
            process = subprocess.Popen(program, env=os.environ | environment, stderr=log, stdout=log)
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


def await_that(holds: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < until, f"not within {LIMIT} s: {what}"
        time.sleep(0.2)


def test_two_scheduled_nights_run_by_themselves_and_serve_ends_with_its_server(
    folder: Path, serving: Callable[[], psutil.Process]
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


def test_a_killed_serve_takes_its_night_along_and_the_next_serve_runs_the_next_night(
    folder: Path, serving: Callable[[], psutil.Process]
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
