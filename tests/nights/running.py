"""Nights over a generated world: a loopback source that serves it, and the flow's plain steps run over it in order."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import duckdb

from flows import night as steps
from flows.outcome import Crawl, Outcome
from flows.parent import ChildFailed
from tests.flows.small_source import PAGES, SmallSource
from tests.nights.world import SOURCES, World, day

TABLES = {  # what a night is compared by
    "postings": "* exclude (fetched_at, crawl_id, part)",
    "openings": "*",
    "spells": "*",
    "opening_roles": "*",
    "opening_skills": "*",
    "evidence": "*",
    "skill_share_monthly": "*",
    "role_share_monthly": "*",
    "ai_level_monthly": "*",
    "ai_ladder_monthly": "*",
    "coverage_nightly": "night, source, board, status, postings",
}
HOSTS = {"boards-api.greenhouse.io": "greenhouse", "api.ashbyhq.com": "ashby"}
FAULTS: tuple[tuple[int, bytes], ...] = (
    (500, b"broken"),
    (503, b"busy"),
    (200, b'{"jobs": ['),
    (200, b"<html>Sign in</html>"),
    (200, b'{"jobs": [], "meta": {"total": 0}, "apiVersion": "1"}'),
    (404, b"<html>no such page</html>"),
)


class EvolvingSource(SmallSource):
    """Serves a world's pages of `night`; of the answers, `faults` (a share) are something else, whole retries long."""

    def __init__(self, world: World, faults: float = 0.0) -> None:
        super().__init__()
        self.world, self.faults, self.night = world, faults, 0
        self.asked = 0
        self.dice = random.Random(world.seed)

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and body for a path /HOST/PATH."""
        if path.endswith("/robots.txt"):
            return 404, b""
        self.asked += 1
        source = HOSTS[path.split("/")[1]]
        board = next(found[1] for pattern in PAGES if (found := pattern.fullmatch(path)))
        if self.world.is_dead(source, self.night):
            return 500, b"dead"
        if board not in self.world.tokens() or self.world.is_gone(board, self.night):
            return 404, b'{"error": "unknown board"}'
        if self.dice.random() < self.faults:
            return self.dice.choice(FAULTS)
        return 200, self.world.page(source, board, self.night)


def run(night: int) -> Outcome:
    """One night by the plain steps of the flow, without Prefect; the environment says where."""
    outcome = Outcome()
    with steps.opened("nightly", day(night), [], None, wait=0) as tonight, steps.recorded(tonight, outcome):
        for source in tonight.run.sources:
            try:
                outcome.crawls.append(steps.crawl(tonight, source))
            except ChildFailed as error:
                outcome.crawls.append(Crawl(source, failure=str(error)))
        outcome.taggings = steps.tag(tonight)
        outcome.loaded = steps.load(tonight, "; ".join(outcome.gaps))
        outcome.built = steps.build(tonight)
        outcome.snapshot = steps.publish(tonight)
    return outcome


def published(data: Path, query: str) -> list[tuple[object, ...]]:
    """What the published warehouse answers."""
    with duckdb.connect(str(data / "jobshift.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def lives(world: World, nights: int) -> set[tuple[object, ...]]:
    """Source, board, ref, first night and closing night of every posting that stood in the first `nights` nights."""
    return {
        (source, board, job.ref, day(job.opened), day(job.closed) if job.closed and job.closed < nights else None)
        for source in SOURCES
        for board in world.tokens()
        for job in world.jobs[source, board]
        if job.opened < nights and job.closed != job.opened
    }


def content(data: Path) -> dict[str, str]:
    """Rows and an order-free hash of each published table, without the columns that hold times of the run."""
    found = {}
    for table, columns in TABLES.items():
        query = f"select count(*), coalesce(sum(hash(t)), 0) from (select {columns} from {table}) as t"
        ((rows, digest),) = published(data, query)
        found[table] = f"{rows} {digest}"
    return found


if __name__ == "__main__":
    run(int(sys.argv[1]))
