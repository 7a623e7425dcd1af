"""How fast web archives are read, in pages per CPU second. Run by `jobshift bench archive`; prints one table.

Nothing is asserted about time: the machine may be busy. docs/history.md keeps figures of one run.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.records import Page
from spiders import foreign, foreign_warc
from spiders.errors import WrongShape
from spiders.sources.careers import Careers
from tests.benchmarks.peers import told
from tests.spiders import web_archive
from tests.spiders.career_pages import CareerPage, pages

COUNT, ROUNDS = 500, 3
KINDS = ("json-ld", "broken", "microdata", "several", "none")


def seconds(work: Callable[[], int]) -> float:
    """CPU seconds of the best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        assert work() > 0
        best = min(best, time.process_time() - begun)
    return best


def read(made: list[CareerPage]) -> int:
    """The pages by the reader alone; how many postings and pages without one."""
    found = 0
    for page in made:
        try:
            raw = Page("careers", "x", page.url, datetime(2024, 11, 1, tzinfo=UTC), 200, "0" * 64, page.body)
            found += len(Careers.reading(raw).postings) or 1
        except WrongShape:
            found += 1
    return found


def row(what: str, count: int, spent: float) -> list[str]:
    return [what, f"{count}", f"{count / spent:,.0f}"]


def test_pages_a_second(tmp_path: Path) -> None:
    made = list(pages(seed=20241120, count=COUNT))
    archive = tmp_path / "crawl.warc.gz"
    web_archive.write(archive, made)
    rows = [row("archive → pages with postings", COUNT, seconds(lambda: _through(archive)))]
    clock = iter(range(ROUNDS))
    taken = seconds(lambda: _taken(tmp_path / f"data-{next(clock)}", archive))
    rows.append(row("archive → landing zone", COUNT, taken))
    by_kind = Counter(page.kind.partition(" ")[0] for page in made)
    for kind in KINDS:
        chosen = [page for page in made if page.kind.startswith(kind)]
        rows.append(row(f"reader alone, {kind}", by_kind[kind], seconds(lambda chosen=chosen: read(chosen))))  # type: ignore[misc]
    told("what", "pages", "pages per CPU second", rows=rows)


def _through(archive: Path) -> int:
    return sum(given.postings for given in foreign_warc.pages(archive, date(2026, 3, 2), foreign.Tally()))


def _taken(data: Path, archive: Path) -> int:
    tally = foreign.Tally()
    found = foreign_warc.pages(archive, date(2026, 3, 2), tally)
    return foreign.take_in(data, archive.name, foreign.key_of(archive), {}, found, tally).postings
