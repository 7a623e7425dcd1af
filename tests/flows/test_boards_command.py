"""`jobshift boards`: what is listed, what answers, what may be added. `jobshift sources`: how each stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.errors import DONE, FAILED, WRONG_USE
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


def test_good_board_is_added_to_the_own_list(folder: Path, jobshift: Jobshift, environment: dict[str, str]) -> None:
    done = jobshift("boards", "add", "greenhouse", "cedar", "Cedar", "--json", **environment)
    assert done.returncode == DONE, done.stderr
    (verdict,) = json.loads(done.stdout)
    assert (verdict["verdict"], verdict["postings"], verdict["named"]) == ("good", 5, "Cedar")
    lines = (folder / "boards.csv").read_text().splitlines()
    assert lines[-1] == "greenhouse,cedar,Cedar,watch"
    again = jobshift("boards", "add", "greenhouse", "cedar", "Cedar", **environment)
    assert again.returncode == WRONG_USE
    assert "'cedar' stands there already" in again.stderr
    assert not list((folder / "data").glob("landing/greenhouse/*"))  # a check is no night


def test_board_of_another_employer_or_none_is_not_added(
    folder: Path, source: SmallSource, jobshift: Jobshift, environment: dict[str, str]
) -> None:
    before = (folder / "boards.csv").read_text()
    stranger = jobshift("boards", "add", "greenhouse", "cedar", "Nordlicht Optik", **environment)
    assert stranger.returncode == FAILED
    source.broken = {"boards-api.greenhouse.io"}
    silent = jobshift("boards", "add", "greenhouse", "cedar", "Cedar", **environment)
    assert silent.returncode == FAILED
    assert "failed" in silent.stdout
    assert (folder / "boards.csv").read_text() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["boards", "add", "hn", "1", "X"], "'hn' has no list of boards"),
        (["boards", "add", "greenhouse", "x", "X", "--frame", "best"], "'best' is not one of sample, watch"),
        (["boards", "check", "themuse", "x"], "'themuse' has no list of boards"),
    ],
)
def test_wrong_use_is_named(words: list[str], said: str, jobshift: Jobshift, environment: dict[str, str]) -> None:
    done = jobshift(*words, **environment)
    assert done.returncode == WRONG_USE
    assert said in done.stderr


def test_the_projects_own_list_is_not_written(jobshift: Jobshift, environment: dict[str, str]) -> None:
    del environment["JOBSHIFT_BOARDS"]
    done = jobshift("boards", "add", "greenhouse", "cedar", "Cedar", **environment)
    assert done.returncode == WRONG_USE
    assert "jobshift boards list --csv > boards.csv" in done.stderr
    listed = jobshift("boards", "list", "--source", "greenhouse", "--csv", **environment)
    assert listed.stdout.startswith("source,token,employer,frame\ngreenhouse,")


def test_sources_tell_how_their_last_night_went(jobshift: Jobshift, environment: dict[str, str]) -> None:
    assert jobshift("crawl", "greenhouse", "--night", "2026-01-05", **environment).returncode == DONE
    done = jobshift("sources", "--json", **environment)
    rows = {row["source"]: row for row in json.loads(done.stdout)}
    row = rows["greenhouse"]
    assert (row["last night"], row["read"], row["postings"], row["met"]) == ("2026-01-05", 2, 10, "")
    assert (row["boards"], row["budget"]) == (2, 20_000)
    assert rows["hn"]["last night"] == "none yet"
