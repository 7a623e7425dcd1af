"""The generator: the same world whoever asks, in the true wire shape, with all that happens to postings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.records import Page
from spiders import fields
from spiders.source import decoded
from spiders.sources import SOURCES as READERS
from tests.nights.world import REST, SOURCES, World, day

WORLD = World(seed=7, boards=6, nights=60)
JOBS = [job for jobs in WORLD.jobs.values() for job in jobs]


def page(source: str, board: str, night: int) -> Page:
    body = WORLD.page(source, board, night)
    return Page(source, board, "https://x.example", datetime(2026, 1, 5, tzinfo=UTC), 200, "0" * 64, body)


@pytest.mark.parametrize("source", SOURCES)
def test_pages_are_read_whole_and_hold_no_unknown_field(source: str) -> None:
    for night in (0, 17, 59):
        shown = page(source, "birch", night)
        reading = READERS[source].reading(shown)
        assert not reading.unread
        assert {posting.ref for posting in reading.postings} == WORLD.standing(source, "birch", night)
        assert fields.unknown(source, decoded(shown)) == set()


def test_the_same_arguments_give_the_same_world() -> None:
    assert World(seed=7, boards=6, nights=60).jobs == WORLD.jobs
    assert World(seed=8, boards=6, nights=60).jobs != WORLD.jobs


def test_postings_open_close_change_and_return_under_another_id() -> None:
    assert len(JOBS) > 300
    assert sum(job.opened > 0 for job in JOBS) > 200
    assert sum(job.closed is not None for job in JOBS) > 100
    assert sum(job.edited is not None for job in JOBS) > 50
    returned = [job for job in JOBS if job.returns_as is not None]
    by_ref = {job.ref: job for job in JOBS}
    assert len(returned) > 20
    assert all(by_ref[job.returns_as or ""].opened == (job.closed or 0) + REST for job in returned)
    assert len(by_ref) == len(JOBS)


def test_outages_and_boards_gone_are_known() -> None:
    world = World(seed=1, dead=("ashby", range(3, 5)), gone=("acme", 4))
    assert [world.is_dead("ashby", night) for night in range(6)] == [False, False, False, True, True, False]
    assert [world.is_gone("acme", night) for night in (3, 4, 9)] == [False, True, True]
    assert not world.is_dead("greenhouse", 3)
    assert day(29).isoformat() == "2026-03-01"
