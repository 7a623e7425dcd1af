"""Two nights, from crawl to publication, in CPU seconds by stage: all new, then one posting of ten; and two workers.

Run by `jobshift bench night`: 5,000 postings or `--postings`, of real length, on boards of 50. Every stage runs in
processes of its own, as in a night; CPU seconds are those of all of them, without the server that plays the source.
Figures are not drawn: a month that has only begun gives none.
Wall seconds tell something on a quiet machine only, so the load stands beside them. Nothing is asserted about time.
"""

from __future__ import annotations

import os
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.environment import prepare
from flows.parent import Family
from flows.taggers import Local, tag_parts
from spiders import landing
from spiders.order import Order
from spiders.sources import SOURCES
from tests.benchmarks.peers import naive_stack, size, told
from tests.benchmarks.town import NEW, Town
from warehouse import known, lake

SAMPLE = 100  # postings that the naive stack is given
MOST_FOR_WORKERS = 10_000  # postings: more say no more about two workers
FIRST = date(2026, 3, 2)
MARTS = ("tag", "load", "build and check", "publish")  # from pages to published marts
Stages = dict[str, tuple[float, float]]  # CPU and wall seconds


@dataclass(frozen=True)
class House:
    """A data folder and the town whose postings it keeps."""

    data: Path
    town: Town

    @property
    def family(self) -> Family:
        """The parent of all stages."""
        return Family(self.data / "runs" / "logs")

    def crawl(self, night: date) -> None:
        """Ask all boards."""
        with self.town.served() as address:
            order = Order("greenhouse", night, self.data, tuple(self.town.boards), replay=address, concurrency=4)
            answer = self.family.ask("crawl", "crawl", {"order": order.to_json()})
        assert answer["postings"] == self.town.postings, answer

    def tag(self, workers: int) -> int:
        """Tag what is waiting; how many postings were taken over from the night before."""
        known.update(self.data, {"greenhouse": SOURCES["greenhouse"].version})
        parts = lake.missing(self.data, landing.parts(self.data))
        done = tag_parts(self.data, parts, {}, self.data / "runs" / "quarantine", Local(self.family, workers))
        assert sum(tagging.postings for tagging in done) == self.town.postings, [part.failure for part in done]
        return sum(tagging.known for tagging in done)

    def night(self, number: int) -> Stages:
        """All stages of a night."""
        data = str(self.data)
        boards = [[board.source, board.token, board.employer, board.frame] for board in self.town.boards]
        self.town.night = number
        stages: dict[str, Callable[[], object]] = {
            "crawl": lambda: self.crawl(FIRST + timedelta(days=number)),
            "tag": lambda: self.tag(1),
            "load": lambda: self.family.ask("load", "load", {"data": data, "boards": boards, "run": {}}),
            "build and check": lambda: self.family.ask("build", "build", {"data": data}),
            "publish": lambda: self.family.ask("publish", "publish", {"data": data, "run_id": f"bench{number}"}),
        }
        return {name: measured(stage) for name, stage in stages.items()}


def spent() -> float:
    """CPU seconds of this thread and of ended children."""
    of = map(resource.getrusage, (resource.RUSAGE_THREAD, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in of)


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds."""
    cpu, wall = spent(), time.monotonic()
    work()
    return spent() - cpu, time.monotonic() - wall


def rows(stages: Stages, postings: int) -> Iterator[list[str]]:
    """A night's table."""
    sums = {
        "pages to marts (without crawl)": [name for name in stages if name in MARTS],
        "the whole night": list(stages),
    }
    wholes = {what: (sum(stages[n][0] for n in of), sum(stages[n][1] for n in of)) for what, of in sums.items()}
    for what, (cpu, wall) in (stages | wholes).items():
        yield [what, f"{cpu:.2f}", f"{wall:.2f}", f"{1e6 * cpu / postings:.0f}", f"{postings / cpu:.0f}"]


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the caller's."""
    for name in [name for name in os.environ if name.startswith(("JOBSHIFT_", "PREFECT_"))]:
        monkeypatch.delenv(name)


def test_two_nights(shared: Path, tmp_path: Path) -> None:
    town = Town(shared, size(5_000))
    house = House(tmp_path / "data", town)
    prepare(house.data)
    first, second = house.night(0), house.night(1)
    assert (house.data / "jobshift.duckdb").exists()
    head = ("CPU s", "wall s", "µs a posting", "postings/s/core")
    what = f"{town.postings} postings, {town.html_bytes / town.postings / 1000:.1f} kB of HTML each: all new"
    told(what, *head, rows=list(rows(first, town.postings)))
    told(f"the next night: {town.postings // NEW} new", *head, rows=list(rows(second, town.postings)))
    sizes = {"landing": 0, "lake": 0, "ledger": 0, "work.duckdb": 0, "jobshift.duckdb": 0}
    for name in sizes:
        files = [house.data / name, *(house.data / name).rglob("*")]
        sizes[name] = sum(file.stat().st_size for file in files if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    told("after two nights", "MB", "bytes a listed posting", rows=[
        *([name, f"{found / 1e6:.0f}", f"{found / 2 / town.postings:.0f}"] for name, found in sizes.items()),
        ["peak memory of a process", f"{peak:.0f}", ""],
    ])  # fmt: skip
    naive = naive_stack([town.text(number) for number in range(SAMPLE)])
    costs = {name: 1e6 * measured(stage)[0] / SAMPLE for name, stage in naive.items()}
    ours = 1e6 * sum(first[name][0] for name in MARTS) / town.postings
    told("naive stack", "µs a posting", "times pages to marts", rows=[
        [name, f"{cost:.0f}", f"{cost / ours:.2f}"] for name, cost in (costs | {"all": sum(costs.values())}).items()
    ])  # fmt: skip


def test_two_workers(shared: Path, tmp_path: Path) -> None:
    """The stage that is shared: tagging."""
    house = House(tmp_path / "data", Town(shared, min(size(5_000), MOST_FOR_WORKERS)))
    prepare(house.data)
    house.crawl(FIRST)
    found = {}
    for workers in (1, 2):
        shutil.rmtree(house.data / "lake", ignore_errors=True)
        found[workers] = measured(lambda workers=workers: house.tag(workers))  # type: ignore[misc]  # the loop's own
    told("tagging", "CPU s", "wall s", "times as fast by the clock", rows=[
        [f"{workers} workers", f"{cpu:.2f}", f"{wall:.2f}", f"{found[1][1] / wall:.2f}"]
        for workers, (cpu, wall) in found.items()
    ])  # fmt: skip
