"""Nights built in parts leave the tables that a build of everything leaves, whatever they bring, killed or not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.house import House, Job
from warehouse import build as building
from warehouse import lake, work
from warehouse.build import BuildSummary, ChecksFailed
from warehouse.content import order_free_hash

FIRST = date(2026, 9, 20)
THREADS = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))
SKILLS = ("python", "retrieval_augmented_generation", "kubernetes", "pytorch", "dbt")
TABLES = """
    select schema_name || '.' || table_name from duckdb_tables()
    where schema_name in ('main', 'steps') and not internal order by all
"""


def tables(data: Path) -> dict[str, str]:
    """Rows and hash of every table that a build makes."""
    with work.connected(data) as con:
        names = [name for (name,) in con.execute(TABLES).fetchall()]
        return {name: order_free_hash(con, name, without=("cell",)) for name in names}


def whole(data: Path, copy: Path) -> dict[str, str]:
    """The same of a build of everything, made of the same raw tables in another folder."""
    copy.mkdir()
    shutil.copy(work.path(data), work.path(copy))
    with work.connected(copy) as con:
        for schema in ("steps", "built", "staging"):
            con.execute(f"drop schema if exists {schema} cascade")
        for (name,) in con.execute(TABLES).fetchall():
            con.execute(f"drop table {name}")
    assert building.build(copy).scope == "all"
    return tables(copy)


def day(night: int) -> date:
    return FIRST + timedelta(days=night)


def ad(number: int, **changes: Any) -> Job:
    """One of the jobs of a board; its skills and level go by its number."""
    job = Job(
        ref=str(number),
        title=f"Engineer {number}",
        text=f"Acme looks for somebody who builds part {number} of its kitchen scales with care, and Python.",
        skills=(SKILLS[number % 5], SKILLS[number % 3]) if number % 5 != number % 3 else (SKILLS[number % 5],),
        ai_level=("none", "uses", "builds")[number % 3],
        posted_on=FIRST - timedelta(days=3),
    )
    return replace(job, **changes)


def comment(number: int, month: date, **changes: Any) -> Job:
    """One of the comments of a thread."""
    return ad(number, employer=f"Employer {number % 40}", month=month, posted_on=month, **changes)


class Nights:
    """A house in which nights come: two boards and three threads."""

    def __init__(self, data: Path) -> None:
        self.house = House(data)
        self.data = data

    def listing(self, night: int, jobs: list[Job], board: str = "acme", **more: Any) -> None:
        """What a board shows in a night, its employer's name on it."""
        named = [replace(job, employer=board.title()) for job in jobs]
        self.house.night(day(night), named, board=board, **more)

    def thread(self, night: int, month: date, jobs: list[Job]) -> None:
        self.house.night(day(night), jobs, source="hn", board=f"{month:%y%m}")

    def load(self) -> None:
        self.house.load()

    def built(self) -> BuildSummary:
        self.load()
        return building.build(self.data)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three threads and some nights of two boards, built for the first time."""
    nights = Nights(tmp_path_factory.mktemp("parts") / "data")
    for at, month in enumerate(THREADS[:2]):
        nights.thread(0, month, [comment(100 * at + number, month) for number in range(60)])
    for night in range(3):
        nights.listing(night, [ad(number) for number in range(8 + night)])
        nights.listing(night, [ad(number) for number in range(20, 26)], "globex")
    assert nights.built().scope == "all"
    return nights.data


@pytest.fixture
def nights(begun: Path, tmp_path: Path) -> Nights:
    """A copy of it in which further nights may come."""
    shutil.copytree(begun, tmp_path / "data")
    found = Nights(tmp_path / "data")
    found.house.crawls = 100
    return found


def quiet(nights: Nights) -> None:
    """A night in which nothing changes."""
    nights.listing(3, [ad(number) for number in range(10)])
    nights.listing(3, [], "globex", status="unchanged")


def eventful(nights: Nights) -> None:
    """New, edited and closed postings, a new month, a thread read again, a skill never asked for before."""
    nights.listing(11, [ad(3, title="Engineer 3 of scales"), *(ad(number) for number in range(5, 14))])
    nights.listing(
        11, [ad(number, skills=("langchain", "python"), posted_on=day(11)) for number in range(20, 29)], "globex"
    )
    nights.thread(11, THREADS[2], [comment(300 + number, THREADS[2]) for number in range(30)])
    nights.thread(11, THREADS[1], [comment(100 + number, THREADS[1], ai_level="governs") for number in range(58)])


def late(nights: Nights) -> None:
    """A night of the past that arrives now, an outage before it, and a thread of an older month."""
    nights.listing(12, [], status="failed")
    nights.listing(2, [ad(number) for number in range(30, 33)], hour=9)
    nights.thread(12, date(2026, 7, 1), [comment(400 + number, date(2026, 7, 1)) for number in range(55)])
    nights.listing(13, [], "globex", status="absent")


def merged(nights: Nights) -> None:
    """Two openings turn out to be one by their number; a posting returns under another reference."""
    nights.listing(34, [ad(0), ad(5, title="Site Engineer"), ad(9, title="Site Engineer"), ad(1, ref="901")])
    one = {"requisition": "R-1", "title": "Site Engineer"}
    nights.listing(35, [ad(0), ad(5, **one), ad(9, **one), ad(1, ref="901"), ad(34)])
    nights.load()
    assert nights.house.rows("select count(*) > 0 from raw.opening_id_changes where reason = 'merge'") == [(True,)]


def forgotten(nights: Nights) -> None:
    """A part of a thread is gone, as after a request that took all of it: everything is loaded again."""
    file = next(file for file in lake.files(nights.data) if "hn" in str(file) and str(day(12)) in str(file))
    file.unlink()


STORY: tuple[Callable[[Nights], None], ...] = (quiet, eventful, late, merged, forgotten)


@pytest.mark.parametrize(
    "chapters",
    [
        [(eventful, late), (merged, forgotten)],
        pytest.param([(chapter,) for chapter in STORY], marks=pytest.mark.faults),
    ],
    ids=["two builds", "five builds"],
)
def test_nights_in_parts_leave_what_a_build_of_everything_leaves(
    chapters: list[tuple[Callable[[Nights], None], ...]], nights: Nights, tmp_path: Path
) -> None:
    for place, chapter in enumerate(chapters):
        for events in chapter:
            events(nights)
            nights.load()
        assert building.build(nights.data).scope == "changes"
        if len(chapters) == len(STORY) or place == len(chapters) - 1:  # what goes wrong stays wrong: the end tells it
            told = " and ".join(events.__name__ for events in chapter)
            assert tables(nights.data) == whole(nights.data, tmp_path / f"whole {place}"), told


def test_builds_that_were_killed_or_failed_are_made_good_by_the_next(
    nights: Nights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eventful(nights)
    nights.load()
    run = building._dbt

    def killed(data: Path, command: str, target: Path) -> Any:
        run(data, f"{command} --select +employer_months +opening_skills", target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, "_dbt", killed)
        with pytest.raises(KeyboardInterrupt):
            building.build(nights.data)
    nights.listing(14, [ad(0, skills=("a skill that nobody knows",)), ad(1)])
    with pytest.raises(ChecksFailed, match="opening_skills_refers_to_skills"):
        nights.built()
    nights.listing(15, [ad(0), ad(1)])
    late(nights)
    assert nights.built().scope == "changes"
    assert tables(nights.data) == whole(nights.data, tmp_path / "whole")


def test_everything_is_made_after_a_week_after_a_kill_and_when_what_it_is_made_by_changed(nights: Nights) -> None:
    def is_full(on: date, change: str = "select 1") -> bool:
        copy = nights.data.with_name("copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(nights.data, copy)
        with work.connected(copy) as con:
            con.execute(change)
        return building._begun(copy, False, on)[1]

    with work.connected(nights.data) as con:
        ((built_on,),) = con.execute("select built_on from built.full_builds").fetchall()
    assert not is_full(built_on)
    assert not is_full(built_on + timedelta(days=6))
    assert is_full(built_on + timedelta(days=7))
    assert is_full(built_on - timedelta(days=1))  # the clock was wrong then, or is now
    assert is_full(built_on, "update raw.skills set tier = 'generic' where skill = 'pytorch'")
    assert is_full(built_on, "delete from raw.panels where panel = 'hn'")
    assert building._begun(nights.data, True, built_on)[1]
    assert is_full(built_on), "a full build that was begun and did not end"
