"""The run lock: one run at a time; it outlives a killed run until the last of its children is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from flows.lock import Locked, holder, is_held, run_lock

HOLD = """
import sys, time
from pathlib import Path
from flows.lock import run_lock
with run_lock(Path(sys.argv[1]), "nightly of 2026-01-05", 0):
    print("held", flush=True)
    sys.stdin.read()
"""
LEAVE_A_CHILD = """
import subprocess, sys
from pathlib import Path
from flows.lock import run_lock
with run_lock(Path(sys.argv[1]), "nightly of 2026-01-05", 0) as lock:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], pass_fds=[lock.descriptor])
    print(child.pid, flush=True)
    sys.stdin.read()
"""


def start(program: str, data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_second_run_is_told_who_holds_the_lock_and_since_when(folder: Path) -> None:
    first = start(HOLD, folder)
    try:
        assert line(first) == "held"
        with (
            pytest.raises(Locked, match=rf"nightly of 2026-01-05, process {first.pid}, since 20"),
            run_lock(folder, "b", 0),
        ):
            pass
    finally:
        end(first)


def test_second_run_waits_for_the_first(folder: Path) -> None:
    first = start(HOLD, folder)
    assert line(first) == "held"
    threading.Timer(0.5, end, (first,)).start()
    begun = time.monotonic()
    with run_lock(folder, "second", 20):
        assert time.monotonic() - begun >= 0.4
        assert "second" in holder(folder / "run.lock")


def test_killed_run_holds_the_lock_until_its_last_child_is_gone(folder: Path) -> None:
    first = start(LEAVE_A_CHILD, folder)
    child = int(line(first))
    first.kill()
    first.wait()
    try:
        with pytest.raises(Locked, match="the children of a run that died"), run_lock(folder, "b", 0):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
    with run_lock(folder, "b", 10):
        assert is_held(folder)
    assert not is_held(folder)


def test_a_process_that_holds_the_lock_may_ask_again(folder: Path) -> None:
    with run_lock(folder, "command", 0) as outer, run_lock(folder, "flow", 0) as inner:
        assert inner is outer
    assert not is_held(folder)
