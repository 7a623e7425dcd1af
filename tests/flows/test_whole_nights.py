"""Whole nights through the command line: synthetic sources, real Scrapy, Prefect, dbt and DuckDB. Slow, so they share
one Prefect server and build on one another in order."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.environment import defaults
from flows.errors import DEGRADED, DONE, FAILED
from flows.parent import Family
from flows.server import prefect_api
from tests.flows.small_source import SmallSource, variables, write_boards

pytestmark = pytest.mark.slow
NIGHT = "2026-01-05"


class House:
    """A data folder with its sources; `jobshift` runs a command in it."""

    def __init__(self, folder: Path, source: SmallSource, environment: dict[str, str]) -> None:
        self.data, self.boards = folder / "data", folder / "boards.csv"
        self.source, self.environment = source, environment

    def jobshift(self, *words: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-c", "from flows.cli import main; main()", *words]
        return subprocess.run(program, env=self.environment, capture_output=True, text=True, timeout=120)

    def rows(self, sql: str) -> list[dict[str, object]]:
        done = self.jobshift("query", sql, "--json")
        assert done.returncode == DONE, done.stderr
        found: list[dict[str, object]] = json.loads(done.stdout)
        return found


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("nights")
    data, source = folder / "data", SmallSource()
    write_boards(folder / "boards.csv", "acme birch")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("JOBSHIFT_", "PREFECT_"))]:
            patch.delenv(name)
        for name, value in (defaults(data) | variables(data, source, folder / "boards.csv")).items():
            patch.setenv(name, value)
        with prefect_api(Family(folder / "logs"), "temporary"):
            yield House(folder, source, dict(os.environ))
    source.close()


def test_a_source_that_fails_leaves_the_other_alone_and_the_run_is_degraded(house: House) -> None:
    house.source.broken = {"api.ashbyhq.com"}
    done = house.jobshift("nightly", "--night", NIGHT)
    assert done.returncode == DEGRADED, done.stderr
    assert house.rows("select source, count(*) as postings from postings group by all") == [
        {"source": "greenhouse", "postings": 10}
    ]
    assert house.rows("select distinct status from coverage_nightly where source = 'ashby'") == [{"status": "failed"}]
    assert house.rows("select state from runs") == [{"state": "degraded"}]
    report = (house.data / "runs" / f"{NIGHT}.md").read_text()
    assert report.startswith(f"# nightly of {NIGHT}: degraded")
    assert "ashby: nothing could be read" in report
    assert "| greenhouse | 2 | 0 | 10 | 10 | 0 |" in report
    assert house.jobshift("status").returncode == DEGRADED


def test_the_night_is_completed_by_running_it_again(house: House) -> None:
    house.source.broken = set()
    done = house.jobshift("nightly", "--night", NIGHT)
    assert done.returncode == DONE, done.stderr
    counted = house.rows("select source, count(*) as postings from postings group by all order by all")
    assert counted == [{"source": "ashby", "postings": 10}, {"source": "greenhouse", "postings": 10}]
    states = [json.loads(line)["state"] for line in (house.data / "ledger" / "runs.jsonl").read_text().splitlines()]
    assert states[-1] == "completed"


def test_what_fails_its_checks_is_not_published_and_says_which(house: House) -> None:
    before = (house.data / "jobshift.duckdb").read_bytes()
    house.source.broken = set()
    for folder in ("landing", "lake"):  # as if a disk had been lost
        shutil.rmtree(house.data / folder)
    write_boards(house.boards, "acme")
    done = house.jobshift("nightly", "--night", "2026-01-06")
    assert done.returncode == FAILED, done.stderr
    assert "lost_postings" in done.stderr
    assert "Traceback" not in done.stderr
    assert (house.data / "jobshift.duckdb").read_bytes() == before
    assert "**Failed:**" in (house.data / "runs" / "2026-01-06.md").read_text()
    assert house.jobshift("status").returncode == FAILED


def test_nothing_of_a_run_is_left_behind(house: House) -> None:
    assert not list(house.data.rglob("*.open"))
    assert not list(house.data.rglob("*.part"))
    assert not list(house.data.rglob("*.new"))
    assert not list(house.data.rglob("*.wal"))
