"""Nights over the recorded boards: what is new, what closes and when, what faults do to that, and at which pace."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from spiders import coverage
from spiders.sources import SOURCES
from tests.nights.replay import boards, postings, replay, variables, write_boards
from tests.nights.running import whole_night

pytestmark = pytest.mark.faults
MONDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 1, day) for day in (5, 7, 8, 9))
STORM = "429=0.1,500=0.05,503=0.05,drop=0.03,truncate=0.03,garbage=0.03,html=0.02,redirect=0.02,empty=0.02"
CLOSED = 2  # of what `postings` gives


def night(shared: Path, folder: Path, data: str, on: date, faults: str = "", seed: int = 0) -> str:
    """One night over the boards of `boards.csv`; gives the state it ended in. Its requests are checked for manners."""
    shown = max(day for day in (MONDAY, WEDNESDAY) if day <= on)
    with replay(shared, folder, str(shown), "--faults", faults, "--seed", str(seed)) as served:
        given = variables(folder / data, "greenhouse", served.url, folder / "boards.csv")
        with patch.dict(os.environ, given | {"JOBSHIFT_SOURCE__GREENHOUSE__DELAY": "0"}):
            state = whole_night(on).state
        asked = served.requests()
    assert asked[0]["path"] == "/robots.txt"
    assert len({request["agent"] for request in asked}) == 1
    assert asked[0]["agent"].startswith("jobshift/")
    return state


def closed(folder: Path, on: date) -> set[tuple[str, str]]:
    return {key for key, row in postings(folder).items() if row[CLOSED] == on}


def test_two_days_of_all_boards_open_and_close_what_they_did(shared: Path, tmp_path: Path) -> None:
    write_boards(tmp_path / "boards.csv", "greenhouse", boards(shared))
    counts = {}
    for on in (MONDAY, WEDNESDAY, THURSDAY, FRIDAY):
        assert night(shared, tmp_path, "data", on) == "completed"
        found = postings(tmp_path / "data").values()
        counts[on] = sum(row[0] == on for row in found), sum(row[CLOSED] == on for row in found)
    assert counts == {MONDAY: (111_134, 0), WEDNESDAY: (3_604, 2_621), THURSDAY: (0, 0), FRIDAY: (0, 67)}


def test_storm_over_three_thousand_boards_closes_nothing_falsely_and_repeats_cleanly(
    shared: Path, tmp_path: Path
) -> None:
    write_boards(tmp_path / "boards.csv", "greenhouse", boards(shared)[:3_000])
    assert night(shared, tmp_path, "calm", MONDAY) == "completed"
    shutil.copytree(tmp_path / "calm", tmp_path / "stormy")
    assert night(shared, tmp_path, "calm", WEDNESDAY) == "completed"
    truth = postings(tmp_path / "calm")
    for attempt in range(2):
        assert night(shared, tmp_path, "stormy", WEDNESDAY, STORM, attempt) in ("completed", "degraded")
        found = postings(tmp_path / "stormy")
        assert found.keys() <= truth.keys()
        assert closed(tmp_path / "stormy", WEDNESDAY) <= closed(tmp_path / "calm", WEDNESDAY)
    statuses = Counter(row["status"] for row in coverage.rows(tmp_path / "stormy", night=WEDNESDAY))
    assert statuses["failed"] > 100
    assert statuses["suspect"] > 20
    assert night(shared, tmp_path, "stormy", WEDNESDAY) == "completed"
    assert postings(tmp_path / "stormy") == truth


def test_sixty_boards_are_asked_for_half_a_second_apart(shared: Path, tmp_path: Path) -> None:
    write_boards(tmp_path / "boards.csv", "greenhouse", boards(shared)[:60])
    with replay(shared, tmp_path, str(MONDAY)) as served:
        given = variables(tmp_path / "data", "greenhouse", served.url, tmp_path / "boards.csv")
        with patch.dict(os.environ, given | {"JOBSHIFT_SOURCE__GREENHOUSE__DELAY": "0.5"}):
            assert whole_night(MONDAY).state == "completed"
        at = [request["at"] for request in served.requests()]
    assert len(at) == 61
    late = [moment - at[0] - 0.5 * number for number, moment in enumerate(at)]
    assert min(late) > -0.2  # the replay notes when it gets to a request, sooner or later on a busy machine


@pytest.mark.parametrize("source", ["smartrecruiters", "remotive"])
def test_source_whose_robots_forbid_it_is_blocked_and_not_asked(shared: Path, tmp_path: Path, source: str) -> None:
    if source not in SOURCES:
        pytest.skip(f"{source} is no source yet")
    write_boards(tmp_path / "boards.csv", source, ["sample"])
    with replay(shared, tmp_path, str(MONDAY)) as served:
        given = variables(tmp_path / "data", source, served.url, tmp_path / "boards.csv")
        with patch.dict(os.environ, given | {f"JOBSHIFT_SOURCE__{source.upper()}__ON": "true"}):
            assert whole_night(MONDAY).state == "degraded"
        assert {request["path"] for request in served.requests()} == {"/robots.txt"}
    assert {row["status"] for row in coverage.rows(tmp_path / "data")} == {"blocked"}
