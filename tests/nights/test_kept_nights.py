"""A warehouse rebuilt from landing zone and ledger is the same, ids included; what is to be forgotten stays away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows import forgetting
from flows import night as steps
from flows.rebuild import PagesLost, check, throw_away
from spiders import landing
from spiders.sources import SOURCES
from tests.nights.conftest import Serve
from tests.nights.world import World, day
from warehouse import lake, removals, work
from warehouse.content import order_free_hash

OF_RUNS = ("raw.loaded_parts", "raw.runs", "main.runs")  # times of files and runs differ
TABLES = """
    select schema_name || '.' || table_name from duckdb_tables()
    where schema_name in ('raw', 'main', 'steps') and not internal order by all
"""


def night(number: int, *sources: str, is_built: bool = False) -> None:
    """One night up to the load, or to the build, by the plain steps; without sources nothing is crawled."""
    with steps.opened("nightly", day(number), sources or None, None, wait=0) as tonight:
        for source in tonight.run.sources:
            steps.crawl(tonight, source)
        steps.tag(tonight)
        steps.load(tonight, "")
        if is_built:
            steps.build(tonight)


def everything(data: Path) -> dict[str, str]:
    """Rows and hash of every table that dbt or the load made."""
    with work.connected(data) as con:
        names = [name for (name,) in con.execute(TABLES).fetchall() if name not in OF_RUNS]
        return {name: order_free_hash(con, name, without=("cell",)) for name in names}


@pytest.mark.slow
def test_a_rebuilt_warehouse_is_the_same_in_every_table(tmp_path: Path, serve: Serve) -> None:
    """Nights with edits, closings and a return under another id, a part tagged again, a board that left the list."""
    data = tmp_path / "data"
    world = World(seed=23, boards=3, nights=40)
    source = serve(world)
    shown = [0, 20, 34]
    for number in shown[:-1]:
        source.night = number
        night(number, "greenhouse", "ashby")
    first = lake.files(data)[0]
    pq.write_table(pq.read_table(first, partitioning=None).replace_schema_metadata(None), first)
    boards = tmp_path / "boards.csv"
    boards.write_text("".join(line for line in boards.open() if "cedar" not in line))
    source.night = shown[-1]
    night(shown[-1], "greenhouse", "ashby", is_built=True)
    before = everything(data)
    jobs = [job for standing in world.jobs.values() for job in standing]
    assert any(job.edited is not None for job in jobs)
    assert any(job.returns_as is not None for job in jobs)

    check(data)
    throw_away(data)
    assert not (data / "work.duckdb").exists()
    assert lake.files(data) == []
    night(shown[-1], is_built=True)
    assert everything(data) == before
    assert len(before) > 40


def test_a_lake_without_its_pages_is_not_thrown_away_unasked(tmp_path: Path, serve: Serve) -> None:
    data = tmp_path / "data"
    serve(World(seed=3, boards=1, nights=1))
    night(0, "greenhouse")
    shutil.rmtree(data / "landing" / "greenhouse")
    with pytest.raises(
        PagesLost, match="1 files of the lake have no pages in landing/ and would be lost: greenhouse/2026"
    ):
        check(data)


def held(data: Path) -> dict[str, set[str]]:
    """The refs that landing zone, lake and work warehouse hold."""
    pages = [page for part in landing.parts(data) for page in landing.pages(part)]
    lines = [row for file in lake.files(data) for row in pq.read_table(file, partitioning=None).to_pylist()]
    with work.connected(data) as con:
        rows = con.execute("select ref from raw.postings").fetchall()
    return {
        "landing": {posting.ref for page in pages for posting in SOURCES[page.source].read(page)},
        "lake": {row["ref"] for row in lines},
        "work": {ref for (ref,) in rows},
    }


def test_what_is_forgotten_leaves_every_layer_and_never_comes_back(tmp_path: Path, serve: Serve) -> None:
    data = tmp_path / "data"
    world = World(seed=4, boards=2, nights=3)
    source = serve(world)
    night(0, "greenhouse")
    before = held(data)
    parts = {part.path: part.path.read_bytes() for part in landing.parts(data)}
    ref = min(world.standing("greenhouse", "acme", 0) & world.standing("greenhouse", "acme", 2))

    plan = forgetting.plan(data, f"greenhouse/acme/{ref}", None, "asked for")
    assert held(data) == before, "a plan changes nothing"
    assert forgetting.carry_out(data, plan) == 1
    night(0)
    rest = {layer: refs - {ref} for layer, refs in before.items()}
    assert held(data) == rest
    assert [stone.because for stone in removals.read(data)] == ["asked for"]

    source.night = 2  # its source still shows it
    night(2, "greenhouse")
    assert all(ref not in refs for refs in held(data).values())

    for path, content in parts.items():  # an old copy of the archive is put back, and all is tagged again
        path.write_bytes(content)
    throw_away(data)
    night(2)
    assert all(ref not in refs for refs in held(data).values())


def test_a_forgotten_employer_is_gone_with_all_its_postings(tmp_path: Path, serve: Serve) -> None:
    data = tmp_path / "data"
    world = World(seed=4, boards=2, nights=2)
    source = serve(world)
    night(0, "greenhouse")
    kept = world.standing("greenhouse", "birch", 0)
    forgetting.carry_out(data, forgetting.plan(data, None, "ACME Inc.", "asked for"))
    night(0)
    assert held(data) == dict.fromkeys(("landing", "lake", "work"), kept)
    source.night = 1
    night(1, "greenhouse")
    later = world.standing("greenhouse", "birch", 1)
    assert held(data) == dict.fromkeys(("landing", "lake", "work"), kept | later)
    with pytest.raises(removals.NothingToForget, match="no posting of an employer 'Nobody'"):
        forgetting.plan(data, None, "Nobody", "asked for")
