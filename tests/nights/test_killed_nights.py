"""kill -9 of the conductor at random moments: nothing published breaks, nothing is left behind, the rerun completes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from flows.lock import run_lock
from tests.nights.conftest import Serve
from tests.nights.running import EvolvingSource, content, published
from tests.nights.world import World

PATIENCE = 900  # seconds for one undisturbed night on a busy machine


def start(night: int, root: Path) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "tests.nights.running", str(night)]
    return subprocess.Popen(program, env=os.environ | {"PYTHONPATH": str(root)}, stderr=subprocess.DEVNULL)


def whole(night: int, root: Path) -> float:
    """One night to its end; the seconds it took."""
    begun = time.monotonic()
    assert start(night, root).wait(PATIENCE) == 0
    return time.monotonic() - begun


def killed(night: int, root: Path, data: Path, moment: float) -> None:
    """A night killed after so many seconds; whatever it was at, one whole snapshot or none is to be read."""
    before = published(data, "from snapshots") if (data / "jobshift.duckdb").exists() else None
    conductor = psutil.Process(start(night, root).pid)
    time.sleep(moment)
    children = conductor.children(recursive=True)
    conductor.send_signal(signal.SIGKILL)
    conductor.wait()
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == [], f"still alive 5 s after a kill at {moment:.1f} s"
    with run_lock(data, "a rerun", 5):  # free once no child holds it, not even one born as its parent died
        pass
    if before is not None:
        assert set(before) <= set(published(data, "from snapshots"))
        assert published(data, "select count(distinct posting_id) - count(*) from postings") == [(0,)]


def disturbed(
    folder: Path, root: Path, source: EvolvingSource, monkeypatch: pytest.MonkeyPatch, kills: list[int]
) -> None:
    """Nights with so many kills each, beside the same nights left alone."""
    dice = random.Random(source.world.seed)
    for night, number in enumerate(kills):
        source.night = night
        monkeypatch.setenv("JOBSHIFT_DATA", str(folder / "calm"))
        seconds = whole(night, root)
        monkeypatch.setenv("JOBSHIFT_DATA", str(folder / "data"))
        for kill in range(number):
            killed(night, root, folder / "data", seconds * (kill + dice.random()) / number)
        whole(night, root)
        assert content(folder / "data") == content(folder / "calm"), f"night {night}"
    assert not [path for kind in ("*.open", "*.part", "*.new", "*.wal") for path in (folder / "data").rglob(kind)]


@pytest.mark.slow
def test_a_night_killed_six_times_ends_like_one_left_alone(
    tmp_path: Path, root: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBSHIFT_WORKERS", "1")
    disturbed(tmp_path, root, serve(World(seed=5, boards=2, nights=1)), monkeypatch, [6])


@pytest.mark.faults
def test_two_hundred_kills_in_ten_nights_lose_and_double_nothing(
    tmp_path: Path, root: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    disturbed(tmp_path, root, serve(World(seed=6, boards=3, nights=10)), monkeypatch, [20] * 10)
