"""A night without its crawl: pages in, published marts out, in postings per CPU second; and two workers against one.

Run by `jobshift bench night`; prints three tables, the last beside the usual packages one after the other. 5,000
postings (or `--postings`) whose sentences are those of real ads, in pages of 50 as Greenhouse gives them. CPU seconds
are those of all processes and threads; wall seconds tell something on a quiet machine only, so the load stands beside
them. Nothing is asserted about time.
"""

from __future__ import annotations

import html
import json
import os
import random
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from flows.environment import prepare
from flows.parent import Family
from flows.taggers import Local, tag_parts
from pipeline.records import Page
from spiders import landing
from spiders.archive import Archive
from spiders.coverage import Ledger
from tests.benchmarks.peers import ads, naive_stack, page, size, told

JOBS = size(5_000)
A_PAGE = 50
SAMPLE = 100  # postings that the naive stack is given
NIGHT = date(2026, 3, 2)
TITLES = ("Data Engineer", "Machine Learning Engineer", "Java Developer", "System Administrator", "Product Manager")


def descriptions(shared: Path) -> Iterator[str]:
    """HTML of real length: the first half of one ad and the second of another, so that hardly two are the same."""
    dice, found = random.Random(7), ads(shared)
    while True:
        one, other = dice.choice(found), dice.choice(found)
        yield page([*one[: len(one) // 2], *other[len(other) // 2 :]])


def landed(data: Path, shared: Path) -> int:
    """Pages of Greenhouse in the landing zone; bytes of their descriptions."""
    texts, total = descriptions(shared), 0
    zone = Archive(data, "greenhouse", NIGHT, "20260302T020000000Z")
    covered = Ledger(data, "greenhouse", NIGHT, zone.crawl_id)
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    for first in range(0, JOBS, A_PAGE):
        board = f"employer{first // A_PAGE}"
        jobs = []
        for number in range(first, min(first + A_PAGE, JOBS)):
            text = next(texts)
            total += len(text)
            jobs.append(
                {
                    "id": number,
                    "internal_job_id": number,
                    "absolute_url": f"https://boards.example.org/{board}/{number}",
                    "title": TITLES[number % len(TITLES)],
                    "company_name": board,
                    "location": {"name": "Berlin, Germany"},
                    "offices": [],
                    "departments": [{"id": 1, "name": "Engineering"}],
                    "requisition_id": f"R-{number}",
                    "language": "en",
                    "first_published": "2026-03-01T09:00:00-05:00",
                    "updated_at": "2026-03-01T09:00:00-05:00",
                    "content": html.escape(text),
                }
            )
        body = json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()
        url = f"https://boards-api.greenhouse.io/v1/boards/{board}/jobs"
        zone.keep(Page("greenhouse", board, url, at, 200, sha256(body).hexdigest(), body), [])
        covered.write(board, "complete", postings=len(jobs), requests=1, errors=0, reason=None)
    zone.close()
    return total


def spent() -> float:
    """CPU seconds of this process and its ended children."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds."""
    cpu, wall = spent(), time.monotonic()
    work()
    return spent() - cpu, time.monotonic() - wall


def row(what: str, cpu: float, wall: float) -> list[str]:
    return [what, f"{cpu:.2f}", f"{wall:.2f}", f"{1e6 * cpu / JOBS:.0f}", f"{JOBS / cpu:.0f}"]


def test_pages_to_marts(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every stage in a process of its own, as a night has it; tagging by one worker, then by two."""
    for name in [name for name in os.environ if name.startswith(("JOBSHIFT_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    data = tmp_path / "data"
    prepare(data)
    html_bytes = landed(data, shared)
    parts, family = landing.parts(data), Family(data / "runs" / "logs")
    boards = [
        ["greenhouse", f"employer{number}", f"Employer {number}", "sample"] for number in range(-(-JOBS // A_PAGE))
    ]

    def tag(workers: int) -> None:
        done = tag_parts(data, parts, {}, data / "runs" / "quarantine", Local(family, workers))
        assert sum(tagging.postings for tagging in done) == JOBS, [tagging.failure for tagging in done]

    two = measured(lambda: tag(2))
    shutil.rmtree(data / "lake")
    stages: dict[str, Callable[[], object]] = {
        "read, understand, write": lambda: tag(1),
        "load": lambda: family.ask("load", "load", {"data": str(data), "boards": boards, "run": {}}),
        "build and check": lambda: family.ask("build", "build", {"data": str(data)}),
        "publish": lambda: family.ask("publish", "publish", {"data": str(data), "run_id": "bench", "force": None}),
    }
    spent_on = {name: measured(stage) for name, stage in stages.items()}
    assert (data / "jobshift.duckdb").exists()
    rows = [row(name, *seconds) for name, seconds in spent_on.items()]
    whole = [sum(seconds[at] for seconds in spent_on.values()) for at in (0, 1)]
    what = f"{JOBS} postings, {html_bytes / JOBS / 1000:.1f} kB of HTML each, {len(parts)} parts"
    told(what, "CPU s", "wall s", "µs a posting", "postings/s/core", rows=[*rows, row("all", *whole)])
    one = spent_on["read, understand, write"]
    told("tagging", "CPU s", "wall s", "times as fast by the clock", rows=[
        ["one worker", f"{one[0]:.2f}", f"{one[1]:.2f}", "1"],
        ["two workers", f"{two[0]:.2f}", f"{two[1]:.2f}", f"{one[1] / two[1]:.2f}"],
    ])  # fmt: skip
    naive = naive_stack([text for text, _ in zip(descriptions(shared), range(SAMPLE), strict=False)])
    costs = {name: 1e6 * measured(stage)[0] / SAMPLE for name, stage in naive.items()}
    ours = 1e6 * whole[0] / JOBS
    told("naive stack", "µs a posting", "times jobshift's whole", rows=[
        [name, f"{cost:.0f}", f"{cost / ours:.2f}"] for name, cost in (costs | {"all": sum(costs.values())}).items()
    ])  # fmt: skip
