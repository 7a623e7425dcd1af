"""Postings that come as they were take over the rows of an earlier night: what is in the lake is the same without."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.night import waves
from flows.tagging import Tagging, tag_part
from pipeline.records import Page, Posting
from spiders import landing
from spiders.archive import Archive
from spiders.sources import SOURCES
from tests.nights.world import World, day
from warehouse import known, lake, removals

SOURCE = "greenhouse"
EMPLOYERS = {"acme": "Acme"}
READERS = {SOURCE: SOURCES[SOURCE].version}


def landed(data: Path, night: int, pages: Sequence[tuple[str, bytes]]) -> None:
    """One night's pages, three to a part."""
    on = day(night)
    at = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
    zone = Archive(data, SOURCE, on, f"{at:%Y%m%dT%H%M%S}000Z", part_bytes=3 * max(len(body) for _, body in pages))
    for board, body in pages:
        page = Page(SOURCE, board, f"https://{SOURCE}.example/{board}", at, 200, sha256(body).hexdigest(), body)
        zone.keep(page, [])
    zone.close()


def tagged(data: Path, night: int) -> list[Tagging]:
    """The parts of a night, tagged one after the other."""
    parts = [part for part in landing.parts(data) if part.night == day(night)]
    return [tag_part(data, part, EMPLOYERS, data / "quarantine") for part in parts]


def rows(data: Path) -> dict[str, pa.Table]:
    return {str(file.relative_to(data)): pq.read_table(file, partitioning=None) for file in lake.files(data)}


def contents(world: World, night: int) -> set[tuple[str, bool]]:
    """What stands on the boards of a night: ref, and whether it has been edited by then."""
    return {
        (job.ref, job.edited is not None and job.edited <= night)
        for board in world.tokens()
        for job in world.jobs[SOURCE, board]
        if job.stands(night)
    }


@pytest.fixture
def remembering(tmp_path: Path) -> tuple[Path, list[list[Tagging]], World]:
    """Four nights of six boards, each tagged with what the nights before gave; boards come in another order each."""
    world, data = World(seed=3, boards=6, nights=8), tmp_path / "remembering"
    nights = []
    for night in range(4):
        boards = [*world.tokens()[night:], *world.tokens()[:night]]
        landed(data, night, [(board, world.page(SOURCE, board, night)) for board in boards])
        known.update(data, READERS)
        nights.append(tagged(data, night))
    return data, nights, world


def test_the_lake_is_the_same_as_without_memory(
    remembering: tuple[Path, list[list[Tagging]], World], tmp_path: Path
) -> None:
    data, nights, world = remembering
    fresh = tmp_path / "fresh"
    shutil.copytree(data / "landing", fresh / "landing")
    assert not any(part.known for night in range(4) for part in tagged(fresh, night))
    assert rows(data) == rows(fresh)
    for number, parts in enumerate(nights):
        before = contents(world, number - 1) if number else set()
        assert sum(part.postings for part in parts) == len(contents(world, number))
        assert sum(part.known for part in parts) == len(contents(world, number) & before)
    assert sum(part.known for part in nights[3]) > 20


def test_an_index_that_is_wrong_or_lost_loses_nothing(
    remembering: tuple[Path, list[list[Tagging]], World],
) -> None:
    data, _, world = remembering
    before = rows(data)
    first, *others = [file for file in lake.files(data) if file.parent.name == day(2).isoformat()]
    known.update(data, READERS)
    shutil.copy(others[0], first)  # other rows than the index says
    for file in others:
        file.unlink()
    landed(data, 4, [(board, world.page(SOURCE, board, 3)) for board in world.tokens()])
    [one, *_] = tagged(data, 4)
    assert one.known > 0  # rows of night 3 are there still
    shutil.rmtree(data / "lake" / "known")
    for part in tagged(data, 3):
        assert part.known == 0
    nights = {day(1).isoformat(), day(3).isoformat()}
    assert {name: table for name, table in rows(data).items() if name.split("/")[2] in nights} == {
        name: table for name, table in before.items() if name.split("/")[2] in nights
    }


def test_another_extractor_takes_over_nothing(
    remembering: tuple[Path, list[list[Tagging]], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, _, world = remembering
    known.update(data, READERS)
    monkeypatch.setattr(SOURCES[SOURCE], "version", SOURCES[SOURCE].version + 1)
    landed(data, 4, [(board, world.page(SOURCE, board, 3)) for board in world.tokens()])
    assert [part.known for part in tagged(data, 4)] == [0, 0]


def test_what_is_to_be_forgotten_is_not_taken_over(remembering: tuple[Path, list[list[Tagging]], World]) -> None:
    data, _, world = remembering
    known.update(data, READERS)
    [ref, *_] = sorted(world.standing(SOURCE, "acme", 3))
    key = (SOURCE, "acme", ref)
    removals.add(data, removals.Tombstone("posting", ref, (key,), "asked", "me", "2026-03-01T00:00:00+00:00"))
    landed(data, 4, [("acme", world.page(SOURCE, "acme", 3))])
    [part] = tagged(data, 4)
    assert part.known == part.postings
    [file] = [file for file in lake.files(data) if file.parent.name == day(4).isoformat()]
    assert ref not in pq.read_table(file, partitioning=None)["ref"].to_pylist()


def test_only_the_last_nights_are_remembered(
    remembering: tuple[Path, list[list[Tagging]], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, _, _ = remembering
    known.update(data, READERS)
    index = data / "lake" / "known" / f"{SOURCE}.parquet"
    first = index.stat().st_mtime_ns
    known.update(data, READERS)
    assert index.stat().st_mtime_ns == first  # nothing new, nothing written
    monkeypatch.setattr(known, "NIGHTS", timedelta(days=1))
    (data / "lake" / SOURCE / "2026-02-20").mkdir()
    known.update(data, READERS)
    assert pq.read_metadata(index).num_rows == 0


def test_the_hash_tells_postings_boards_and_employers_apart() -> None:
    posting = Posting(ref="1", url="https://x.example/1", html="<p>Knowledge of Go</p>", posted_on=date(2026, 3, 1))
    one = known.input_hash("acme", posting, None)
    assert one is not None
    assert one == known.input_hash("acme", posting, None)
    others = {
        known.input_hash("birch", posting, None),
        known.input_hash("acme", posting, "Acme"),
        known.input_hash("acme", Posting(ref="1", url="https://x.example/1", html="<p>Knowledge of Go</p>"), None),
    }
    assert len(others | {one}) == 4
    assert known.input_hash("acme", Posting(ref="1", url="", text=json.loads('"half \\ud83d"')), None) is None


def test_nights_of_a_backlog_come_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small nights go together, so that workers need not start for each."""
    parts: list[landing.Part] = []
    for night, size in ((2, 40), (0, 60), (1, 120), (1, 30), (3, 10)):
        path = tmp_path / f"{len(parts)}.warc.gz"
        path.write_bytes(bytes(size))
        parts.append(landing.Part(SOURCE, day(night), path.name, path))
    monkeypatch.setattr("flows.night.WAVE", 100)
    found = [[(part.night - day(0)).days for part in wave] for wave in waves(parts)]
    assert found == [[0, 1, 1], [2, 3]]
    assert list(waves([])) == []
