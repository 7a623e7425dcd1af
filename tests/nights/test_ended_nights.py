"""SIGTERM: a night ends within its grace, says so, leaves no process, and the next run completes it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from flows import ledger
from flows.errors import DONE
from spiders import coverage
from tests.nights.conftest import Serve
from tests.nights.running import LIVES, lives, published
from tests.nights.world import World, day

pytestmark = pytest.mark.faults
GRACE = 20  # seconds, on a busy machine; systemd gives 90
NIGHTLY = [sys.executable, "-c", "from flows.cli import main; main()", "nightly", "--night", str(day(0))]


def test_sigterm_in_a_crawl_ends_the_night_within_its_grace(tmp_path: Path, serve: Serve) -> None:
    source, data = serve(World(seed=51, boards=10, nights=1)), tmp_path / "data"
    source.lag = 5.0  # seconds a board: the crawl alone would take a minute
    night = subprocess.Popen(NIGHTLY)
    until = time.monotonic() + 120
    while not list(coverage.rows(data)):
        assert time.monotonic() < until, "nothing was read"
        time.sleep(0.2)
    children = psutil.Process(night.pid).children(recursive=True)
    night.send_signal(signal.SIGTERM)
    assert night.wait(GRACE) != DONE
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []
    (last,) = ledger.runs(data)
    assert (last["state"], last["message"]) == ("failed", "ended by SIGTERM")
    source.lag = 0.0
    assert subprocess.run(NIGHTLY, check=False).returncode == DONE
    assert set(published(data, LIVES)) == lives(source.world, 1)
    assert not list(data.rglob("*.open"))
