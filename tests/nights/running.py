"""Nights over a generated world: a loopback source that serves it, and the flow's plain steps run over it in order."""

from __future__ import annotations

import gzip
import random
import sys
from collections.abc import Mapping
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from flows import night as steps
from flows.outcome import Crawl, Outcome
from flows.parent import ChildFailed
from tests.flows.small_source import PAGES, SmallSource, send
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
LIVES = "select source, board, ref, first_seen_on, closed_on from postings"
HOSTS = {"boards-api.greenhouse.io": "greenhouse", "api.ashbyhq.com": "ashby"}
FAULTS = ("429", "500", "503", "drop", "truncate", "garbage", "html", "redirect", "empty", "bomb", "404")
STORM = {  # shares of the requests
    "429": 0.1, "500": 0.05, "503": 0.05, "drop": 0.03, "truncate": 0.03, "garbage": 0.03, "html": 0.02,
    "redirect": 0.02, "empty": 0.02,
}  # fmt: skip
EMPTY = b'{"jobs": [], "meta": {"total": 0}, "apiVersion": "1"}'


class EvolvingSource(SmallSource):
    """Serves a world's pages of `night`; some answers, `faults` gives the share of each kind, are something else.

    `asked` and `faulty` count the requests for boards and those that met a fault.
    """

    def __init__(self, world: World, faults: Mapping[str, float]) -> None:
        super().__init__()
        self.world, self.faults, self.night = world, dict(faults), 0
        self.asked = self.faulty = 0
        self.dice = random.Random(world.seed)

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request, or spoil it."""
        status, body = self.answer(urlsplit(handler.path).path)
        (fault,) = self.dice.choices(["", *self.faults], [1 - sum(self.faults.values()), *self.faults.values()])
        if not fault or handler.path.endswith("/robots.txt"):
            return send(handler, status, body)
        self.faulty += 1
        if fault == "drop":
            handler.close_connection = True
            return None
        if fault == "truncate":
            return send(handler, status, body[: len(body) // 2], len(body))
        if fault == "redirect":
            return send(handler, 302, b"", Location=handler.path)
        if fault == "bomb":
            return send(handler, 200, gzip.compress(bytes(70_000_000), 1), Content_Encoding="gzip")
        if fault == "429":
            return send(handler, 429, b"try later", Retry_After="0")
        return send(handler, *self._spoilt(fault, body))

    @staticmethod
    def _spoilt(fault: str, body: bytes) -> tuple[int, bytes]:
        kinds: dict[str, tuple[int, bytes]] = {
            "500": (500, b"broken"),
            "503": (503, b"busy"),
            "404": (404, b"<html>no such page</html>"),
            "garbage": (200, b"\xff\xfe{" + body[1:200]),
            "html": (200, b"<html><title>Sign in</title></html>"),
            "empty": (200, EMPTY),
        }
        return kinds[fault]

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and body for a path /HOST/PATH, if all is well."""
        if path.endswith("/robots.txt"):
            return 404, b""
        self.asked += 1
        source = HOSTS[path.split("/")[1]]
        board = next(found[1] for pattern in PAGES if (found := pattern.fullmatch(path)))
        if self.world.is_dead(source, self.night):
            return 500, b"dead"
        if board not in self.world.tokens() or self.world.is_gone(board, self.night):
            return 404, b'{"error": "unknown board"}'
        return 200, self.world.page(source, board, self.night)


def run(night: int) -> Outcome:
    """One night of a world, see `whole_night`."""
    return whole_night(day(night))


def whole_night(on: date) -> Outcome:
    """One night by the plain steps of the flow, without Prefect; the environment says where."""
    outcome = Outcome()
    with steps.opened("nightly", on, [], None, wait=0) as tonight, steps.recorded(tonight, outcome):
        _crawl(tonight, outcome)
        _count(tonight, outcome)
    return outcome


def count_again(on: date) -> Outcome:
    """What is landed but not counted yet, counted and published: a night that asks no source."""
    outcome = Outcome()
    with steps.opened("rebuild", on, None, None, wait=0) as tonight, steps.recorded(tonight, outcome):
        _count(tonight, outcome)
    return outcome


def crawl(night: int) -> Outcome:
    """The crawls of one night alone; the next whole night counts what they brought."""
    outcome = Outcome()
    with steps.opened("crawl", day(night), [], None, wait=0) as tonight, steps.recorded(tonight, outcome):
        _crawl(tonight, outcome)
    return outcome


def _count(tonight: steps.Night, outcome: Outcome) -> None:
    outcome.taggings = steps.tag(tonight)
    outcome.loaded = steps.load(tonight, "; ".join(outcome.gaps))
    outcome.built = steps.build(tonight)
    outcome.effects = steps.account(tonight)
    outcome.snapshot = steps.publish(tonight)


def _crawl(tonight: steps.Night, outcome: Outcome) -> None:
    for source in tonight.run.sources:
        try:
            outcome.crawls.append(steps.crawl(tonight, source))
        except ChildFailed as error:
            outcome.crawls.append(Crawl(source, failure=str(error)))


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


def false_closings(world: World, data: Path) -> list[tuple[object, ...]]:
    """The postings that the warehouse closed while they stood in the world: source, board, ref, night, true end."""
    jobs = {(source, board, job.ref): job for (source, board), all_of in world.jobs.items() for job in all_of}
    closed = published(data, f"from ({LIVES}) where closed_on is not null")
    return [
        (*key, closed_on, job.closed)
        for *key, _, closed_on in closed
        if (job := jobs[tuple(map(str, key))]).closed is None or closed_on < day(job.closed)  # type: ignore[operator,index]
    ]


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
