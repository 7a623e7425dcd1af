"""Kills: whenever a night is killed, its children end at once, and the rerun gives what an undisturbed night gives."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psutil
import pytest

from flows.errors import DONE
from flows.lock import run_lock
from tests.flows.small_source import SmallSource, variables, write_boards

pytestmark = pytest.mark.faults
NIGHT = "2026-01-05"
KILLS = 6
TABLES = {  # without the columns that hold times of the run
    "postings": "* exclude (fetched_at, crawl_id, part)",
    "openings": "*",
    "opening_roles": "*",
    "opening_skills": "*",
    "evidence": "*",
    "skill_share_monthly": "*",
    "role_share_monthly": "*",
    "ai_level_monthly": "*",
    "ai_ladder_monthly": "*",
    "coverage_nightly": "night, source, board, status, postings",
}


@pytest.fixture
def source() -> Iterator[SmallSource]:
    small = SmallSource()
    small.lag = 0.2
    yield small
    small.close()


def start(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-c", "from flows.cli import main; main()", "nightly", "--night", NIGHT]
    return subprocess.Popen(program, env=os.environ | environment, stderr=subprocess.DEVNULL)


def whole(environment: dict[str, str]) -> float:
    """One night to its end; the seconds it took."""
    begun = time.monotonic()
    assert start(environment).wait(timeout=180) == DONE
    return time.monotonic() - begun


def content(data: Path) -> dict[str, str]:
    """A hash of the rows of each table, whatever their order."""
    found = {}
    with duckdb.connect(str(data / "jobshift.duckdb"), read_only=True) as con:
        for table, columns in TABLES.items():
            names = [name for name, *_ in con.sql(f"select {columns} from {table}").description]
            known = ", ".join(f'"{name}"' for name in names)
            rows = con.sql(f"select {known} from {table} order by all").fetchall()
            found[table] = f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
    return found


def test_a_night_killed_at_six_moments_leaves_nothing_and_its_rerun_gives_the_same_rows(
    folder: Path, source: SmallSource
) -> None:
    write_boards(folder / "boards.csv", "acme birch cedar")
    calm, killed = folder / "calm", folder / "killed"
    seconds = whole(variables(calm, source, folder / "boards.csv"))
    environment = variables(killed, source, folder / "boards.csv")
    chance = random.Random(20260105)
    for kill in range(KILLS):
        moment = seconds * (kill + chance.random()) / KILLS  # one in each sixth of the night
        conductor = psutil.Process(start(environment).pid)
        time.sleep(moment)
        children = conductor.children(recursive=True)
        conductor.send_signal(signal.SIGKILL)
        conductor.wait()
        _, alive = psutil.wait_procs(children, timeout=5)
        assert alive == [], f"still alive 5 s after a kill at {moment:.1f} s"
        with run_lock(killed, "a rerun", 0):
            pass
    whole(environment)
    assert content(killed) == content(calm)
    assert not list(killed.rglob("*.open"))


def test_an_analyst_keeps_reading_through_a_whole_night(folder: Path, source: SmallSource) -> None:
    data = folder / "data"
    write_boards(folder / "boards.csv", "acme")
    whole(variables(data, source, folder / "boards.csv"))
    reader = (
        "import duckdb, sys\n"
        "con = duckdb.connect(sys.argv[1], read_only=True)\n"
        "count = lambda: con.execute('select count(*) from postings').fetchone()[0]\n"
        "print(count(), flush=True)\n"
        "sys.stdin.read()\n"
        "print(count(), flush=True)\n"
    )
    program = [sys.executable, "-c", reader, str(data / "jobshift.duckdb")]
    analyst = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert analyst.stdout is not None
    assert analyst.stdout.readline() == "10\n"
    write_boards(folder / "boards.csv", "acme birch")
    whole(variables(data, source, folder / "boards.csv"))
    said, _ = analyst.communicate(timeout=30)
    assert said == "10\n"  # the snapshot that was opened stays as it is
    with duckdb.connect(str(data / "jobshift.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from postings").fetchone() == (20,)
