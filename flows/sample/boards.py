"""The boards of the sample: forty employers at three sources, over three nights, in true wire shape."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from flows.sample.drafts import draft, drawn_roles, words
from flows.sample.plan import World
from flows.sample.shapes import WRITERS, Job, reference
from flows.sample.truth import PostingTruth
from flows.sample.writing import description

SOURCES = tuple(WRITERS)


@dataclass(frozen=True, slots=True)
class BoardSample:
    """One board on one night: the body that it answers, or None for a board that does not exist."""

    source: str
    token: str
    employer: str
    body: bytes | None
    truth: tuple[PostingTruth, ...]  # of all postings open on that night, shown or not


def board_nights(facts: World, seed: int) -> dict[date, tuple[BoardSample, ...]]:
    """All boards on every night; between nights some postings close and some open."""
    nights: dict[date, list[BoardSample]] = {night: [] for night in facts.nights}
    for source in SOURCES:
        for place in range(facts.plan["boards"][source]):
            rng = Random(f"{seed}:{source}:{place}")
            employer = _employer(facts, source, place)
            token = "".join(c for c in employer.lower() if c.isalnum())
            missing = source == "ashby" and place == facts.plan["boards"][source] - 1
            for night, jobs in _jobs(facts, rng, employer).items():
                shown = _shown(facts, source, place, night, len(jobs))
                body = None if missing else _body(source, employer, token, jobs, shown)
                truth = () if missing else tuple(_truth(source, token, employer, job) for job in jobs)
                nights[night].append(BoardSample(source, token, employer, body, truth))
    return {night: tuple(boards) for night, boards in nights.items()}


def _shown(facts: World, source: str, place: int, night: date, postings: int) -> int:
    """How many of its postings a board shows: all but on its short night."""
    is_short = (source, place) == ("greenhouse", 1) and f"{night}" == facts.plan["boards"]["short_night"]
    return postings // 2 if is_short else postings


def _body(source: str, employer: str, token: str, jobs: list[Job], shown: int) -> bytes:
    """The listing in the source's shape: it announces all postings and shows the first of them."""
    document = WRITERS[source](employer, token, jobs)
    rows = document if isinstance(document, list) else document["jobs"]
    del rows[shown:]
    return json.dumps(document).encode()


def _employer(facts: World, source: str, place: int) -> str:
    """A board's employer: names apart from those of the threads."""
    names, number = facts.names, SOURCES.index(source) * 20 + place
    stem, ending = names["stems"][(number * 11) % 30], names["endings"][(number * 3 + number // 8) % 8]
    return f"{stem}{ending} {('Systems', 'Software', 'Works')[SOURCES.index(source)]}"


def _jobs(facts: World, rng: Random, employer: str) -> dict[date, list[Job]]:
    """The board's postings on each night."""
    base = rng.randrange(4_000_000_000, 4_900_000_000)
    first = facts.nights[0]
    size = rng.randint(*facts.plan["boards"]["postings"])
    opened = [datetime.combine(first, time(9), UTC) - timedelta(hours=rng.randrange(30, 24 * 200)) for _ in range(size)]
    jobs = [_job(facts, rng, employer, base + 1000 * i, at) for i, at in enumerate(opened)]
    nights = {first: jobs}
    for night in facts.nights[1:]:
        kept = [job for job in jobs if rng.random() >= facts.plan["boards"]["closed"]]
        new = sum(rng.random() < facts.plan["boards"]["opened"] for _ in range(size))
        at = datetime.combine(night, time(1), UTC) - timedelta(hours=rng.randrange(2, 20))
        jobs = [*kept, *(_job(facts, rng, employer, base + rng.randrange(10**6, 10**8), at) for _ in range(new))]
        nights[night] = jobs
    return nights


def _job(facts: World, rng: Random, employer: str, number: int, at: datetime) -> Job:
    if rng.random() < 0.1:
        filled = words(facts, rng, employer)
        header, *body = str(rng.choice(facts.templates["talk"]["non_it"])).split("<p>")
        about = str(rng.choice(facts.templates["about"])).format(**filled)
        lines = [line.format(**filled, about=about) for line in body]
        return Job(number, header.split(" | ")[1], [("", [line]) for line in lines], filled, at, None)
    roles = drawn_roles(facts, rng, 1.0)
    one = draft(facts, rng, employer, (roles[0],), 1.0)
    return Job(number, one.blocks[0].truth.title, description(facts, rng, one), one.words, at, one)


def _truth(source: str, token: str, employer: str, job: Job) -> PostingTruth:
    roles = tuple(block.truth for block in job.draft.blocks) if job.draft else ()
    level = job.draft.ai_level if job.draft else None
    return PostingTruth(
        source, token, reference(source, token, job), None, employer, True, bool(roles), "en", roles, level
    )
