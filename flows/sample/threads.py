"""The Hacker News threads of the sample: the comments of each month, with what is true of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from flows.sample.drafts import Draft, draft, drawn_roles, employers, words
from flows.sample.plan import World, curve
from flows.sample.truth import PostingTruth
from flows.sample.writing import comment

FIRST_ID, MONTH_STEP = 29_700_000, 420_000


@dataclass(frozen=True, slots=True)
class Thread:
    """One "Who is hiring?" thread: its comments in wire shape, and their truth."""

    number: int
    month: date
    started_at: datetime
    comments: tuple[dict[str, Any], ...]
    truth: tuple[PostingTruth, ...]  # of its direct comments, deleted ones excepted


@dataclass(frozen=True, slots=True)
class Comment:
    """A direct comment before it has an id."""

    text: str
    draft: Draft | None = None  # None: no IT posting in English
    kind: str = "posting"  # posting, questions, seekers, non_it, foreign, deleted
    employer: str | None = None
    repost_of: str | None = None


def threads(facts: World, seed: int) -> tuple[Thread, ...]:
    """All threads in order of time; months without one are missing."""
    rng = Random(f"{seed}:threads")
    found: list[Thread] = []
    recent: list[list[Comment]] = []  # the IT postings of the two threads before
    previous: dict[str, Comment] = {}  # those of the thread before, by id
    for index, month in enumerate(facts.months):
        if f"{month:%Y-%m}" in facts.plan["time"]["gaps"]:
            continue
        again = _reposts(facts, rng, month, previous)
        new = _fresh(facts, rng, month, [*again, *(c for thread in recent for c in thread)], again)
        comments = [*again, *new, *_other(facts, rng)]
        rng.shuffle(comments)
        thread, previous = _thread(rng, facts, FIRST_ID + MONTH_STEP * index, month, comments)
        recent = [*recent[-1:], [*again, *new]]
        found.append(thread)
    return tuple(found)


def _reposts(facts: World, rng: Random, month: date, previous: dict[str, Comment]) -> list[Comment]:
    new = round(curve(facts.plan["size"]["fresh"], facts.at(month)))
    share = facts.plan["size"]["reposts"]
    refs = rng.sample(sorted(previous), min(len(previous), round(new * share / (1 - share))))
    return [Comment(previous[r].text, previous[r].draft, employer=previous[r].employer, repost_of=r) for r in refs]


def _fresh(facts: World, rng: Random, month: date, recent: list[Comment], again: list[Comment]) -> list[Comment]:
    """New postings: the roles are drawn first and the employer after them, so that no employer has a leaning."""
    at, names = facts.at(month), employers(facts)
    weights = [1 / (rank + 12) for rank in range(len(names))]
    taken = Counter(c.employer for c in again)
    titles = {(c.employer, role) for c in recent if c.draft for role in c.draft.titles}
    found = []
    for _ in range(round(curve(facts.plan["size"]["fresh"], at))):
        roles = drawn_roles(facts, rng, at)
        free = [
            0.0 if taken[n] >= facts.plan["size"]["largest_per_thread"] or any((n, r) in titles for r in roles) else w
            for n, w in zip(names, weights, strict=True)
        ]
        employer = rng.choices(names, free)[0]
        taken[employer] += 1
        titles |= {(employer, role) for role in roles}
        one = draft(facts, rng, employer, roles, at)
        found.append(Comment(comment(facts, rng, one), one, employer=employer))
    return found


def _other(facts: World, rng: Random) -> list[Comment]:
    """What is no IT posting in English: questions, job seekers, other trades, German, deleted comments."""
    found = [Comment("", kind="deleted")]
    for kind, most in (("questions", 2), ("seekers", 1), ("non_it", 3), ("foreign", 1)):
        for template in rng.sample(facts.templates["talk"][kind], rng.randint(0, min(most, 1 if most == 1 else 2))):
            employer = rng.choice(employers(facts))
            filled = words(facts, rng, employer)
            about = str(rng.choice(facts.templates["about"])).format(**filled)
            found.append(Comment(template.format(**filled, about=about), kind=kind, employer=employer))
    return found


def _thread(
    rng: Random, facts: World, number: int, month: date, comments: list[Comment]
) -> tuple[Thread, dict[str, Comment]]:
    weekday = month.weekday()
    started = datetime(month.year, month.month, 1 + (7 - weekday if weekday > 4 else 0), 16, 0, 12, tzinfo=UTC)
    at, wire, truth, kept = started, [], [], {}
    for place, one in enumerate(comments):
        at += timedelta(seconds=int(rng.expovariate(1 / 5400)) + 20)
        ident = number + 31 + 97 * place
        wire.append(_wire(rng, facts, one, ident, number, at))
        if one.kind != "deleted":
            truth.append(_truth(one, number, ident, month))
        if one.draft:
            kept[str(ident)] = one
    return Thread(number, month, started, tuple(wire), tuple(truth)), kept


def _wire(rng: Random, facts: World, one: Comment, ident: int, parent: int, at: datetime) -> dict[str, Any]:
    row = child(ident, parent, parent, at, None if one.kind == "deleted" else one.text, f"user{rng.randrange(10**6)}")
    if rng.random() < 0.12:
        reply = str(rng.choice(facts.templates["talk"]["replies"]))
        row["children"].append(child(ident + 7, ident, parent, at + timedelta(hours=2), reply, "passer_by"))
    return row


def child(ident: int, parent: int, story: int, at: datetime, text: str | None, author: str) -> dict[str, Any]:
    """One comment as the items API gives it; a deleted one has neither author nor text."""
    return {
        "id": ident,
        "created_at": f"{at:%Y-%m-%dT%H:%M:%S}.000Z",
        "created_at_i": int(at.timestamp()),
        "type": "comment",
        "author": None if text is None else author,
        "title": None,
        "url": None,
        "text": text,
        "points": None,
        "parent_id": parent,
        "story_id": story,
        "children": [],
        "options": [],
    }


def _truth(one: Comment, thread: int, ident: int, month: date) -> PostingTruth:
    roles = tuple(block.truth for block in one.draft.blocks) if one.draft else ()
    return PostingTruth(
        source="hn",
        board=str(thread),
        ref=str(ident),
        month=month,
        employer=one.employer if one.kind in {"posting", "non_it", "foreign"} else None,
        is_posting=one.kind in {"posting", "non_it", "foreign"},
        is_it=one.kind in {"posting", "foreign"},
        language="de" if one.kind == "foreign" else "en",
        roles=roles,
        ai_level=one.draft.ai_level if one.draft else None,
        repost_of=one.repost_of,
    )
