"""`jobshift crawl`: one source now, without Prefect; one run at a time, however it was started."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.errors import DEGRADED, DONE, FAILED
from flows.lock import run_lock
from tests.flows.conftest import Jobshift
from tests.flows.small_source import SmallSource, variables, write_boards


@pytest.fixture
def source() -> Iterator[SmallSource]:
    small = SmallSource()
    yield small
    small.close()


@pytest.fixture
def environment(folder: Path, source: SmallSource) -> dict[str, str]:
    write_boards(folder / "boards.csv", "acme birch")
    return variables(folder / "data", source, folder / "boards.csv")


def test_a_crawl_keeps_its_pages_and_covers_its_boards(
    folder: Path, jobshift: Jobshift, environment: dict[str, str]
) -> None:
    done = jobshift("crawl", "greenhouse", "--night", "2026-01-05", **environment)
    assert done.returncode == DONE, done.stderr
    assert "greenhouse: 2 complete; 10 postings" in done.stderr
    assert len(list((folder / "data" / "landing" / "greenhouse" / "2026-01-05").glob("*.warc.gz"))) == 1
    last = json.loads((folder / "data" / "ledger" / "runs.jsonl").read_text().splitlines()[-1])
    assert (last["kind"], last["state"], last["sources"]) == ("crawl", "completed", ["greenhouse"])


def test_a_source_that_gives_nothing_makes_the_crawl_degraded(
    source: SmallSource, jobshift: Jobshift, environment: dict[str, str]
) -> None:
    source.broken = {"boards-api.greenhouse.io"}
    done = jobshift("crawl", "greenhouse", "--night", "2026-01-05", **environment)
    assert done.returncode == DEGRADED, done.stderr
    assert "nothing could be read" in done.stderr


@pytest.mark.parametrize("command", ["crawl", "nightly"])
def test_a_run_that_may_not_wait_for_another_says_who_is_at_work(
    folder: Path, jobshift: Jobshift, environment: dict[str, str], command: str
) -> None:
    words = ["crawl", "greenhouse"] if command == "crawl" else ["nightly"]
    with run_lock(folder / "data", "backfill of 2026-01-04", 0):
        done = jobshift(*words, "--wait", "0", **environment)
    assert done.returncode == FAILED
    assert "backfill of 2026-01-04" in done.stderr
    assert "Traceback" not in done.stderr
