"""A machine that fails: full and read-only disks, damaged files, two runs at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from spiders import coverage
from spiders.landing import parts
from tests.nights.conftest import Serve
from tests.nights.running import LIVES, content, crawl, false_closings, lives, published, run
from tests.nights.test_killed_nights import PATIENCE, start
from tests.nights.world import World, day

pytestmark = pytest.mark.faults
SPACE = ["unshare", "--user", "--map-root-user", "--mount"]


@pytest.fixture
def namespace() -> list[str]:
    """The words that put a command into mounts of its own."""
    if not shutil.which("unshare") or subprocess.run([*SPACE, "true"], check=False).returncode:
        pytest.skip("needs user namespaces (Linux, and allowed)")
    return SPACE


def assert_stands_as_in(world: World, data: Path, nights: int) -> None:
    """What the warehouse holds stood in the world, and is closed where it stands there no longer, never before."""
    found = {tuple(row[:3]): row[4] for row in published(data, LIVES)}
    truth = {tuple(row[:3]): row[4] for row in lives(world, nights)}
    assert found.keys() <= truth.keys()
    assert all((found[key] is None) == (truth[key] is None) for key in found)
    assert false_closings(world, data) == []


def test_disk_full_at_any_step_fails_aloud_and_the_next_run_completes(
    tmp_path: Path, root: Path, serve: Serve, namespace: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(World(seed=41, boards=3, nights=1))
    monkeypatch.setenv("JOBSHIFT_DATA", str(tmp_path / "calm"))
    assert run(0).state == "completed"
    monkeypatch.setenv("JOBSHIFT_DATA", str(tmp_path / "data"))
    used = sum(file.stat().st_size for file in (tmp_path / "calm").rglob("*") if file.is_file()) // 1024
    sizes = [120, *(used * share // 100 for share in (20, 40, 60, 80, 95)), 500_000]
    program = [*namespace, sys.executable, "-m", "tests.nights.roomless", "0", *map(str, sizes)]
    told = subprocess.run(
        program, env=os.environ | {"PYTHONPATH": str(root)}, capture_output=True, text=True, check=True
    )
    found = json.loads(told.stdout.splitlines()[-1])
    assert found["ends"][-1][0] == 0, found["ends"]
    failed = [words for code, words in found["ends"][:-1] if code]
    assert len(failed) >= 3, found["ends"]
    assert all(failed), found["ends"]  # none without a word
    assert found["content"] == content(tmp_path / "calm")


def test_read_only_folder_is_one_line_and_exit_code_one(tmp_path: Path, serve: Serve, namespace: list[str]) -> None:
    serve(World(seed=42, boards=1, nights=1))
    data = tmp_path / "data"
    data.mkdir()
    mounts = f'mount --bind "{data}" "{data}" && mount -o remount,ro,bind "{data}" && exec "$@"'
    program = [sys.executable, "-c", "from flows.cli import main; main()", "nightly", "--night", str(day(0))]
    ended = subprocess.run(
        [*namespace, "sh", "-c", mounts, "sh", *program], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.strip() == f"jobshift: [Errno 30] Read-only file system: '{data}/run.lock'"


def test_damaged_archive_is_a_gap_that_the_next_night_fills(tmp_path: Path, serve: Serve) -> None:
    world, data = World(seed=43, boards=4, nights=3), tmp_path / "data"
    source = serve(world)
    assert run(0).state == "completed"
    source.night = 1
    crawl(1)
    cut, flipped = (part.path for part in parts(data) if part.night == day(1))
    cut.write_bytes(cut.read_bytes()[:-200])
    torn = bytearray(flipped.read_bytes())
    torn[len(torn) // 2] ^= 0xFF
    flipped.write_bytes(torn)
    night = run(1)
    assert night.state == "degraded"
    assert len([gap for gap in night.gaps if "damaged after" in gap]) == 2
    assert false_closings(world, data) == []
    (data / "landing" / "greenhouse" / "state.sqlite").unlink()  # rebuilt from what is left of the archives
    source.night = 2
    assert run(2).state == "completed"
    assert_stands_as_in(world, data, nights=3)


def test_damaged_warehouses_are_made_again(tmp_path: Path, serve: Serve) -> None:
    serve(World(seed=44, boards=2, nights=1))
    data = tmp_path / "data"
    run(0)
    before = content(data)
    for name in ("work.duckdb", "jobshift.duckdb"):
        whole = (data / name).read_bytes()
        third = len(whole) // 3
        for bad in (b"no warehouse" * 1_000, whole[:third] + bytes(third) + whole[2 * third :]):
            (data / name).write_bytes(bad)
            assert run(0).state == "completed", name
            assert content(data) == before


def test_of_two_runs_at_once_one_is_refused_and_nothing_is_doubled(tmp_path: Path, root: Path, serve: Serve) -> None:
    source = serve(World(seed=45, boards=3, nights=1))
    source.lag = 0.2
    both = [start(0, root), start(0, root)]
    assert sorted(run.wait(PATIENCE) for run in both) == [0, 1]
    assert set(published(tmp_path / "data", LIVES)) == lives(source.world, 1)


def test_clock_that_jumps_costs_its_nights_and_closes_nothing_that_stands(tmp_path: Path, serve: Serve) -> None:
    """The source's clock is moved instead of this machine's: their difference is all that a night can see."""
    world, data = World(seed=46, boards=4, nights=6), tmp_path / "data"
    source = serve(world)
    hours = (0, 5, -48, 24 * 400, -3, 0)
    ended = []
    for source.night, ahead in enumerate(hours):
        source.ahead = 3600.0 * ahead
        ended.append(run(source.night))
    wrong = [abs(ahead) > 12 for ahead in hours]
    assert [outcome.state for outcome in ended] == ["degraded" if is_wrong else "completed" for is_wrong in wrong]
    for outcome, ahead in zip(ended, hours, strict=True):
        told = [words for crawl in outcome.crawls for words in (crawl.failure or "", *crawl.warnings)]
        assert any("the clock of this machine says" in words for words in told) is (ahead != 0), told
    read = {row["night"] for row in coverage.rows(data) if row["status"] in ("complete", "unchanged")}
    assert read == {str(day(night)) for night, is_wrong in enumerate(wrong) if not is_wrong}
    assert_stands_as_in(world, data, nights=len(hours))
