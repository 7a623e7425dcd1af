"""Children of a run: they answer in JSON, keep a log, and end with their parent, however that ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from flows import children
from flows.lock import run_lock
from flows.parent import ChildFailed, Family

PARENT = """
import sys
from pathlib import Path
from flows.lock import run_lock
from flows.parent import Family
data = Path(sys.argv[1])
with run_lock(data, "test", 0) as lock, Family(data / "logs", lock).child("build", "one") as child:
    print(child.process.pid, flush=True)
    sys.stdin.read()
"""


def test_every_child_ends_within_five_seconds_of_a_killed_parent_and_frees_the_lock(folder: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    begun = time.monotonic()
    psutil.wait_procs([child], timeout=5)
    assert not child.is_running()
    assert time.monotonic() - begun < 5
    with run_lock(folder, "rerun", 0):
        pass


def test_an_error_in_a_child_comes_back_with_its_class_and_the_log_has_the_traceback(folder: Path) -> None:
    with pytest.raises(ChildFailed, match="no source 'nowhere'") as caught:
        Family(folder / "logs").ask("crawl", "crawl-nowhere", {"order": ORDER % folder})
    assert caught.value.kind == "UnknownSource"
    assert "Traceback" in caught.value.log.read_text()


ORDER = '{"source": "nowhere", "night": "2026-01-05", "data": "%s", "boards": [], "since": null, "until": null}'


def test_a_child_that_is_killed_is_told_by_its_signal(folder: Path) -> None:
    with Family(folder).child("build", "one") as child:
        child.process.kill()
        with pytest.raises(ChildFailed, match="was ended by signal 9"):
            child.ask({})


def test_a_child_that_takes_too_long_is_stopped(folder: Path) -> None:
    with Family(folder).child("build", "one") as child:
        child.process.send_signal(signal.SIGSTOP)
        with pytest.raises(ChildFailed, match="took longer than 0 s"):
            child.ask({}, limit=0.2)


def test_every_work_names_what_it_does() -> None:
    assert set(children.WORKS) >= {"crawl", "tag", "build", "server"}
    assert all(work.__doc__ for work in children.WORKS.values())
