"""Thirty nights in a row with faults, a source dead for ten of them and a new taxonomy: outside its gaps as without."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import ANY

import duckdb
import pytest

from tests.flows.test_retag_command import age
from tests.nights.conftest import Serve
from tests.nights.running import STORM, crawl, false_closings, published, run
from tests.nights.world import World, day

NIGHTS = 30
DEAD = ("ashby", range(8, 18))
RETAGGED = 15
MILD = STORM | dict.fromkeys(("garbage", "html", "redirect", "empty"), 0.005)  # those that asking again does not mend
COUNTED = """
    select source, board, ref, s.month, p.ai_level, list_sort(list(distinct skill)) as skills
    from steps.board_months as m
    join steps.posting_spells as s using (source, board, month)
    join main.postings as p using (posting_id, source, board)
    join staging.stg_mentions using (posting_id)
    where m.month_status = 'complete'
    group by all
"""
WATCHED = "select source, board, month from steps.board_months where month_status = 'complete'"
READ = "select source, board, night from coverage_nightly where status in ('complete', 'unchanged')"
FEBRUARY = "select distinct month_status from ai_level_monthly where panel = 'ats_sample' and month = date '2026-02-01'"
Counted = dict[tuple[str, str, str], tuple[object, ...]]


def worked(data: Path, query: str) -> list[tuple[object, ...]]:
    """What the work warehouse answers, which knows every board's months."""
    with duckdb.connect(str(data / "work.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def counted(data: Path) -> Counted:
    """What series are made of: month, AI level and skills of each posting that counts, where its month is whole."""
    return {(str(source), str(board), str(ref)): tuple(rest) for source, board, ref, *rest in worked(data, COUNTED)}


def expected(truth: Counted, world: World, data: Path) -> Counted:
    """The faultless postings of the boards that were watched well enough, but for those that no night could see.

    Of an edited one whose last text no night could see, the skills are left open.
    """
    seen, whole = set(published(data, READ)), set(worked(data, WATCHED))
    jobs = {(source, board, job.ref): job for (source, board), all_of in world.jobs.items() for job in all_of}
    found: Counted = {}
    for key, (month, level, skills) in truth.items():
        job = jobs[key]
        stood = range(job.opened, NIGHTS if job.closed is None else job.closed)
        nights = [night for night in stood if (*key[:2], day(night)) in seen]
        if (*key[:2], month) in whole and nights:
            is_open = job.edited is not None and nights[-1] < job.edited
            found[key] = (month, level, ANY if is_open else skills)
    return found


@pytest.mark.faults
def test_series_end_like_the_faultless_ones_outside_marked_gaps(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(seed=30, boards=8, nights=NIGHTS)
    calm = serve(world)
    monkeypatch.setenv("JOBSHIFT_WORKERS", "1")
    monkeypatch.setenv("JOBSHIFT_DATA", str(tmp_path / "calm"))
    for calm.night in range(NIGHTS - 1):
        assert crawl(calm.night).state == "completed"
    calm.night = NIGHTS - 1
    assert run(calm.night).state == "completed"  # counts all thirty at once

    stormy, data = World(seed=30, boards=8, nights=NIGHTS, dead=DEAD), tmp_path / "stormy"
    source = serve(stormy)
    monkeypatch.setenv("JOBSHIFT_DATA", str(data))
    states = []
    for source.night in range(NIGHTS):
        source.faults = MILD if source.night else {}  # with the first night observation begins
        if source.night == RETAGGED:
            age(data)
        states.append(run(source.night).state)
        assert false_closings(stormy, data) == [], source.night
    assert "failed" not in states
    assert [states[night] for night in DEAD[1]] == ["degraded"] * len(DEAD[1])
    assert source.faulty > 150

    assert {source for source, _, _ in worked(data, WATCHED)} == {"greenhouse"}  # ten nights of ashby are too many
    assert len(worked(data, WATCHED)) >= 5
    assert counted(data) == expected(counted(tmp_path / "calm"), world, data)
    assert len(counted(data)) > 100
    assert published(tmp_path / "calm", FEBRUARY) == [("complete",)]
    assert published(data, FEBRUARY) == [("incomplete",)]
