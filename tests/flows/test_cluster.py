"""Equal warehouses, whoever tags: children of this machine, Dask's workers, over a folder or an object store."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import boto3
import psutil
import pytest
from moto.server import ThreadedMotoServer

from flows.environment import prepare
from flows.parent import Family
from flows.server import prefect_api
from flows.taggers import Engine, Local, Order, tag_parts
from flows.tagging import Tagging
from pipeline.records import Page
from spiders import landing
from spiders.archive import Archive
from tests.nights.world import SOURCES, World, day
from warehouse import removals, work
from warehouse.build import build
from warehouse.content import order_free_hash
from warehouse.load import load

TABLES = """
    select schema_name || '.' || table_name from duckdb_tables()
    where schema_name in ('raw', 'main', 'steps') and not internal order by all
"""
OF_FILES = ("raw.loaded_parts",)  # their sizes and times


def landed(data: Path, world: World, nights: Sequence[int]) -> None:
    """A landing zone with one part for each page; the first night's pages came twice, by two crawls."""
    for number, night in enumerate([*nights, nights[0]]):
        on = day(night)
        at = datetime(on.year, on.month, on.day, 2, tzinfo=UTC) + timedelta(hours=number)
        for source in SOURCES:
            zone = Archive(data, source, on, f"{at:%Y%m%dT%H%M%S}000Z", part_bytes=1)
            for board in world.tokens():
                body, url = world.page(source, board, night), f"https://{source}.example/{board}"
                zone.keep(Page(source, board, url, at, 200, sha256(body).hexdigest(), body), [])
            zone.close()


class Shuffled:
    """An engine that is given the parts in another order, and loses a worker after its first answer."""

    def __init__(self, engine: Engine, seed: int, kills: bool = False) -> None:
        self.engine, self.seed, self.kills = engine, seed, kills

    def tag(self, orders: Sequence[Order]) -> Iterator[Tagging]:
        answers = self.engine.tag(random.Random(self.seed).sample(orders, len(orders)))
        yield next(answers)
        if self.kills:
            workers = [child for child in psutil.Process().children(recursive=True) if is_worker(child)]
            workers[0].kill()
        yield from answers


def is_worker(process: psutil.Process) -> bool:
    return any("spawn_main" in word for word in process.cmdline())


def tagged(data: Path, engine: Engine) -> list[tuple[str, str, int, str | None]]:
    """Per part: its name, source, postings and failure; those a worker left as it was killed count as tagged before."""
    done = tag_parts(data, landing.parts(data), {}, data / "runs" / "quarantine", engine)
    return [(each.part, each.source, each.postings + each.kept, each.failure) for each in done]


def house(data: Path, is_built: bool = False) -> dict[str, str]:
    """Rows and hash of every table made from the lake."""
    load(data, [], {})
    if is_built:
        build(data)
    with work.connected(data) as con:
        names = [name for (name,) in con.execute(TABLES).fetchall() if name not in OF_FILES]
        return {name: order_free_hash(con, name, without=("cell",)) for name in names}


@contextmanager
def prefect(folder: Path) -> Iterator[None]:
    """A Prefect server for the tasks, as a run has it."""
    with patch.dict(os.environ):
        prepare(folder)
        with prefect_api(Family(folder / "logs"), "temporary"):
            yield


@contextmanager
def object_store() -> Iterator[str]:
    """An S3 of our own on loopback; gives the URL of a folder in its bucket."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    found = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    try:
        with patch.dict(os.environ, found):
            boto3.client("s3").create_bucket(Bucket="jobs")
            yield "s3://jobs/somewhere"
            assert "Contents" not in boto3.client("s3").list_objects_v2(Bucket="jobs"), "something stayed there"
    finally:
        server.stop()


def copies(folder: Path, *names: str) -> list[Path]:
    """The landing zone of `folder / "first"` under further data folders."""
    for name in names:
        shutil.copytree(folder / "first" / "landing", folder / name / "landing")
    return [folder / name for name in names]


@pytest.mark.slow
def test_dask_leaves_the_warehouse_of_one_machine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers with an object store between, one of them killed at work."""
    landed(folder / "first", World(seed=5, boards=4), [0, 29])
    [away] = copies(folder, "away")
    expected = tagged(folder / "first", Local(Family(folder / "logs"), 1))
    before = house(folder / "first")
    assert int(before["raw.postings"].split()[0]) > 40

    with prefect(folder), object_store() as url:
        from flows import cluster

        monkeypatch.setattr(cluster, "BUNDLE", 5_000)
        assert tagged(away, Shuffled(cluster.Cluster("dask", 2, away, url), seed=2, kills=True)) == expected
    assert house(away) == before


@pytest.mark.faults
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_bigger_warehouses_are_equal_to_the_last_mart(
    folder: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    """Workers that see the data folder."""
    landed(folder / "first", World(seed=9, boards=12), range(0, 30, 2))
    [shared] = copies(folder, "shared")
    expected = tagged(folder / "first", Local(Family(folder / "logs"), 2))
    with prefect(folder):
        from flows import cluster

        monkeypatch.setattr(cluster, "BUNDLE", 20_000)
        engine = Shuffled(cluster.Cluster("dask", workers, shared), seed=workers, kills=True)
        assert tagged(shared, engine) == expected
    assert house(shared, is_built=True) == house(folder / "first", is_built=True)


def test_what_a_worker_changes_comes_back_and_nothing_else(folder: Path) -> None:
    """A page stripped on request, the lake's file and a fault; the store is a plain folder here."""
    from flows.exchange import Exchange

    landed(folder / "first", World(seed=5, boards=1), [0])
    data = folder / "first"
    part = landing.parts(data)[0]
    stone = removals.Tombstone("posting", "x", (("ashby", "acme", "x"),), "asked", "me", "2026-01-01T00:00:00+00:00")
    removals.add(data, stone)
    store = Exchange(f"file://{folder}/store")

    def tag(order: Order) -> Order:
        own = Path(order["data"])
        assert removals.read(own) == [stone]
        Path(order["path"]).write_bytes(b"stripped")
        target = own / "lake" / part.source / "2026-01-31" / f"{part.name}.parquet"
        target.parent.mkdir(parents=True)
        target.write_bytes(b"rows")
        return {"part": part.name, "source": part.source}

    order = {"data": str(data), "source": part.source, "night": part.night.isoformat(), "name": part.name}
    paths = {"path": str(part.path), "quarantine": str(data / "runs" / "quarantine"), "employers": {}}
    reply = store.work(store.carry(data, order | paths), folder / "worker", tag)
    assert sorted(name.split("/")[0] for name in reply["files"]) == ["lake", "landing"]
    store.get(data, reply["files"])
    assert part.path.read_bytes() == b"stripped"
    assert (data / "lake" / part.source / "2026-01-31" / f"{part.name}.parquet").read_bytes() == b"rows"
    store.clear()
    assert list((folder / "store").rglob("*.*")) == []


def test_a_worker_with_another_extractor_tags_nothing() -> None:
    from flows.cluster import OtherExtractor, extractor, tag_bundle

    assert tag_bundle("[]", extractor(), None) == []
    with pytest.raises(OtherExtractor, match="install the same jobshift on both"):
        tag_bundle("[]", "rules of yesterday", None)


def test_parts_are_bundled_by_size(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import cluster

    monkeypatch.setattr(cluster, "BUNDLE", 10)
    orders = []
    for number, size in enumerate((12, 6, 6, 3)):
        path = folder / str(number)
        path.write_bytes(bytes(size))
        orders.append({"path": str(path)})
    assert [len(bundle) for bundle in cluster.bundles(orders)] == [1, 2, 1]


def test_a_scheduler_without_workers_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with pytest.raises(cluster.NoCluster, match="no worker within 0 s"):
        list(cluster.Cluster("tcp://127.0.0.1:9", 1, folder).tag([{"path": str(folder)}]))


def test_a_part_that_fails_everywhere_is_a_fault_of_its_own(folder: Path) -> None:
    """A whole bundle that fails is tried again part by part; then the failure stands beside its part."""
    from flows.cluster import Cluster

    class Failing(Cluster):
        def _mapped(self, _: object, given: object, __: object) -> Iterator[tuple[list[Order], object]]:  # type: ignore[override]
            for bundle in given:  # type: ignore[attr-defined]
                lost = any(order["name"] == "b" for order in bundle)
                rows = [{"part": order["name"], "source": "hn", "postings": 1} for order in bundle]
                yield bundle, ValueError("killed its worker") if lost else rows

        def _runner(self) -> object:  # type: ignore[override]
            from contextlib import nullcontext

            return nullcontext()

        def _await_worker(self, runner: object) -> None:
            """There is none."""

    (folder / "page").write_bytes(b"x")
    orders = [{"source": "hn", "name": name, "path": str(folder / "page")} for name in "abc"]
    found = {answer.part: answer.failure for answer in Failing("dask", 1, folder).tag(orders)}
    assert found == {"a": None, "b": "hn b: ValueError: killed its worker", "c": None}
