"""What the years before cost a night: the same night from crawl to load after some postings, and after ten times more.

Run by `jobshift bench history`: after 4,000 and 40,000 postings, or a tenth of `--postings` and all of them. History is
made of copies of one tagged night, on other nights, boards and employers, in landing zone, lake and ledger.
Nothing is asserted about time.
"""

from __future__ import annotations

import os
import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from flows.environment import prepare
from flows.taggers import Local, tag_parts
from spiders import landing
from spiders.sources import SOURCES
from tests.benchmarks.peers import size, told
from tests.benchmarks.test_bench_night import FIRST, House, measured
from tests.benchmarks.town import A_BOARD, Town
from warehouse import known, lake

NIGHT = 1_000  # postings of the night, all new
COPY = 1_000  # postings of the night that history is made of
LINES = ("board", "employer", "employer_key", "url")  # what a copy has otherwise


def grown(house: House, copies: int, before: date) -> None:
    """Put copies of the only night before it, each on a night, boards and employers of its own."""
    [covered] = (house.data / "ledger" / "coverage").rglob("*.jsonl")
    for number in range(1, copies):
        night = before - timedelta(days=number)
        for file in lake.files(house.data):
            if file.parent.name == before.isoformat():
                _copied(file, number, night)
        for part in landing.parts(house.data):
            if part.night == before:
                target = part.path.parents[1] / night.isoformat() / f"{night:%Y%m%d}{part.path.name[8:]}"
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(part.path, target)
        ledger = Path(str(covered).replace(before.isoformat(), night.isoformat()))
        ledger.parent.mkdir(parents=True, exist_ok=True)
        lines = covered.read_text(encoding="utf-8").replace(before.isoformat(), night.isoformat())
        ledger.write_text(lines.replace('"board": "', f'"board": "x{number}'), encoding="utf-8")


def _copied(file: Path, number: int, night: date) -> None:
    """The file's rows as those of other boards on another night."""
    table = pq.read_table(file, partitioning=None)
    name = f"{night:%Y%m%d}{file.stem[8:]}"
    fixed = {"night": night, "part": name, "fetched_at": datetime.combine(night, time(2))}
    for column, field in enumerate(table.schema):
        if field.name in LINES:
            values = pc.binary_join_element_wise(f"x{number}", table[field.name], "")
        elif field.name == "text_hash":
            values = pc.bit_wise_xor(table[field.name], pa.scalar(number, pa.uint64()))
        elif field.name in fixed:
            values = pa.array([fixed[field.name]] * len(table), field.type)
        else:
            continue
        table = table.set_column(column, field, values)
    target = file.parents[1] / night.isoformat() / f"{name}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, target, compression="zstd")


def night_after(shared: Path, folder: Path, history: int) -> list[float]:
    """CPU seconds of crawl, tagging and load of one night of new postings after so many of history."""
    readers = {"greenhouse": SOURCES["greenhouse"].version}
    old = House(folder, Town(shared, COPY))
    prepare(folder)
    old.crawl(FIRST)
    old.tag(1)
    grown(old, history // COPY, FIRST)
    load = {"data": str(folder), "boards": [], "run": {}}
    old.family.ask("load", "load", load)
    known.update(folder, readers)
    assert not lake.outdated(folder, landing.parts(folder), readers)
    new = House(folder, Town(shared, NIGHT, first=COPY // A_BOARD))

    def tag() -> None:
        parts = landing.parts(folder)
        assert not lake.outdated(folder, parts, readers)
        known.update(folder, readers)
        missing = lake.missing(folder, parts)
        done = tag_parts(folder, missing, {}, folder / "runs" / "quarantine", Local(new.family, 1))
        assert sum(tagging.postings for tagging in done) == NIGHT

    stages = (lambda: new.crawl(FIRST + timedelta(days=1)), tag, lambda: new.family.ask("load", "load", load))
    return [measured(stage)[0] for stage in stages]


def test_a_night_costs_what_is_new(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("JOBSHIFT_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    rows = []
    most = max(size(40_000), 20 * COPY)
    for history in (most // 10, most):
        costs = night_after(shared, tmp_path / "data", history)
        rows.append([f"{history}", *(f"{cost:.2f}" for cost in costs), f"{sum(costs):.2f}"])
        shutil.rmtree(tmp_path / "data")
    pairs = zip(rows[0][1:], rows[1][1:], strict=True)
    rows.append(["times as much", *(f"{float(ten) / float(one):.2f}" for one, ten in pairs)])
    told("postings before", "crawl, CPU s", "tag, CPU s", "load, CPU s", "crawl to load, CPU s", rows=rows)
