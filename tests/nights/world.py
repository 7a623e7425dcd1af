"""A generator of evolving nights: seeded boards in the true wire shape whose postings open, change, close and return.

    world = World(seed=7, boards=6, nights=30)
    world.page("greenhouse", "acme", 3)     # the body that the source gives in night 3
    world.standing("greenhouse", "acme", 3) # the refs that stand on it

Nothing of it is random twice: the same arguments give the same world, whatever is asked for, in whatever order.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from html import escape
from typing import Any

FIRST = date(2026, 1, 31)  # so that thirty nights hold a whole month
SOURCES = ("ashby", "greenhouse")
NAMES = ("acme", "birch", "cedar", "dorn", "elster", "fjord", "ginkgo", "hafen", "iris", "juniper", "krone", "linde")
TITLES = (
    "Machine Learning Engineer",
    "Site Reliability Engineer",
    "Mainframe Developer",
    "Data Engineer",
    "QA Engineer",
)
WORK = (
    "build retrieval-augmented generation with Python",
    "run Kubernetes clusters and Terraform",
    "write COBOL batch jobs",
    "keep Airflow pipelines and dbt models",
    "automate Selenium tests in Java",
)
CITIES = ("Berlin, Germany", "Lyon, France", "Porto, Portugal", "Austin, TX, United States")
OPENS, CLOSES, EDITS, RETURNS = 0.9, 0.06, 0.05, 0.3  # a board's new postings a night; chances of each posting a night
REST = 14  # nights between a posting's closing and its return under another id


@dataclass(frozen=True, slots=True)
class Job:
    """One posting: how it reads, and in which nights (numbers) it stands. `returns_as` is another posting's ref."""

    ref: str
    kind: int
    city: str
    opened: int
    closed: int | None = None  # the first night without it
    edited: int | None = None  # from this night on it asks for one thing more
    returns_as: str | None = None

    def stands(self, night: int) -> bool:
        """Whether it is on its board."""
        return self.opened <= night and (self.closed is None or night < self.closed)


@dataclass(frozen=True)
class World:
    """Boards of two sources over some nights."""

    seed: int
    boards: int = 4
    nights: int = 30
    dead: tuple[str, range] | None = None  # a source and the nights in which it answers nothing
    gone: tuple[str, int] | None = None  # a board, and the night from which on it is unknown

    def tokens(self) -> tuple[str, ...]:
        """The boards' tokens, the same at both sources."""
        return NAMES[: self.boards]

    def is_dead(self, source: str, night: int) -> bool:
        """Whether a source answers nothing tonight."""
        return self.dead is not None and source == self.dead[0] and night in self.dead[1]

    def is_gone(self, board: str, night: int) -> bool:
        """Whether a board has been taken down."""
        return self.gone is not None and board == self.gone[0] and night >= self.gone[1]

    @cached_property
    def jobs(self) -> dict[tuple[str, str], tuple[Job, ...]]:
        """All postings there will be, by source and board."""
        return {(source, board): tuple(self._evolved(source, board)) for source in SOURCES for board in self.tokens()}

    def standing(self, source: str, board: str, night: int) -> set[str]:
        """The refs on a board in a night."""
        return {job.ref for job in self.jobs[source, board] if job.stands(night)}

    def page(self, source: str, board: str, night: int) -> bytes:
        """The board as its source shows it."""
        jobs = [job for job in self.jobs[source, board] if job.stands(night)]
        return json.dumps(SHAPES[source](board, jobs, night)).encode()

    def _evolved(self, source: str, board: str) -> Iterator[Job]:
        dice = random.Random(f"{self.seed} {source} {board}")
        jobs = [self._new(dice, source, board, number, 0) for number in range(dice.randint(3, 7))]
        for night in range(1, self.nights):
            for at, job in enumerate(jobs):
                if not job.stands(night):
                    continue
                if dice.random() < CLOSES:
                    jobs[at] = replace(job, closed=night)
                elif job.edited is None and dice.random() < EDITS:
                    jobs[at] = replace(job, edited=night)
            for at, job in enumerate(jobs):
                if job.closed is not None and night == job.closed + REST and dice.random() < RETURNS:
                    jobs[at] = replace(job, returns_as=_ref(source, board, len(jobs)))
                    again = replace(job, ref=_ref(source, board, len(jobs)), opened=night, closed=None, edited=None)
                    jobs.append(replace(again, returns_as=None))
            if dice.random() < OPENS:
                jobs.append(self._new(dice, source, board, len(jobs), night))
        yield from jobs

    def _new(self, dice: random.Random, source: str, board: str, number: int, night: int) -> Job:
        return Job(_ref(source, board, number), dice.randrange(len(TITLES)), dice.choice(CITIES), night)


def day(night: int) -> date:
    """The UTC date of a night."""
    return FIRST + timedelta(days=night)


def _ref(source: str, board: str, number: int) -> str:
    place = NAMES.index(board) + 1
    return str(place * 1000 + number) if source == "greenhouse" else f"{board}-{number:04d}"


def _text(board: str, job: Job, night: int) -> str:
    more = "<li>Knowledge of Snowflake.</li>" if job.edited is not None and night >= job.edited else ""
    return (
        f"<p>{board.title()} makes scales for kitchens in {job.city.split(',')[0]}, line {job.kind}.</p>"
        f"<h3>What you will do</h3><ul><li>You will {WORK[job.kind]} for the scales of {board}.</li></ul>"
        f"<h3>Requirements</h3><ul><li>{job.kind + 1} years of experience with Docker and SQL.</li>{more}</ul>"
    )


def _greenhouse(board: str, jobs: list[Job], night: int) -> Any:
    rows: list[dict[str, Any]] = [
        {
            "id": int(job.ref),
            "internal_job_id": int(job.ref) + 7,
            "absolute_url": f"https://boards.example.org/{board}/{job.ref}",
            "title": TITLES[job.kind],
            "company_name": board.title(),
            "location": {"name": job.city},
            "offices": [],
            "departments": [],
            "first_published": f"{day(job.opened)}T06:00:00-05:00",
            "updated_at": f"{day(night)}T01:00:00-05:00",  # bumped every night, as the source does
            "content": escape(_text(board, job, night)),
        }
        for job in jobs
    ]
    return {"jobs": rows, "meta": {"total": len(rows)}}


def _ashby(board: str, jobs: list[Job], night: int) -> Any:
    rows: list[dict[str, Any]] = [
        {
            "id": job.ref,
            "title": TITLES[job.kind],
            "location": job.city,
            "secondaryLocations": [],
            "department": "Engineering",
            "team": "Platform",
            "isListed": True,
            "isRemote": False,
            "workplaceType": None,
            "employmentType": "FullTime",
            "publishedAt": f"{day(job.opened)}T10:00:00.000+00:00",
            "jobUrl": f"https://jobs.example.org/{board}/{job.ref}",
            "applyUrl": f"https://jobs.example.org/{board}/{job.ref}/apply",
            "address": None,
            "descriptionHtml": _text(board, job, night),
            "descriptionPlain": "",
        }
        for job in jobs
    ]
    return {"jobs": rows, "apiVersion": "1"}


SHAPES = {"greenhouse": _greenhouse, "ashby": _ashby}
