"""A world of postings drawn with a seed: too large to count by hand, with everything a question may ask about."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator

from tests.warehouse.raw_tables import ROLES, SKILLS, Raw, nights
from tests.warehouse.small_world import World
from warehouse.build import build
from warehouse.publish import publish

SEED = 20261123
FIRST, LAST = date(2025, 1, 1), date(2025, 6, 10)  # the nights of the boards
THREADS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(2, 18) if month != 7]  # August is missing
COUNTRIES = ["US", "DE", "GB", "IN"]
SKILL_IDS = [skill[0] for skill in SKILLS]
ROLE_IDS = [role[0] for role in ROLES]


@cache
def published_world(base: Path) -> World:
    """The world built and published below `base`, once in a session; the work warehouse beside it."""
    data = base / "drawn_world"
    ids = drawn_world(data)
    summary = build(data)
    publish(data, "r1")
    return World(data, ids, summary)


def drawn_world(data: Path) -> dict[str, int]:
    """Write it to data/work.duckdb: fifteen threads and twenty boards of sixty employers, most of them small."""
    raw, chance = Raw(data), np.random.default_rng(SEED)
    for month in THREADS:
        _thread(raw, chance, month)
    for number in range(20):
        _board(raw, chance, f"b{number:02}")
    raw.write()
    return {}


def _thread(raw: Raw, chance: Generator, month: date) -> None:
    """60 to 130 comments of days 1 to 20; the last thread was read before its month was over."""
    board = f"{month:%y%m}"
    raw.covered("hn", board, [month + timedelta(days=12) if month == THREADS[-1] else LAST])
    for _ in range(int(chance.integers(60, 130))):
        employer = None if chance.random() < 0.05 else f"Employer {int(chance.pareto(0.7) * 3) % 60}"
        posted_on = month + timedelta(days=int(chance.integers(0, 12 if month == THREADS[-1] else 20)))
        copies = int(chance.choice([1, 1, 1, 1, 1, 3]))
        what = _content(chance, (month.year - 2024) * 12 + month.month)
        first = None
        for _ in range(copies):
            posting = raw.posting(
                "hn", board, employer=employer, thread_month=month, posted_on=posted_on, text=first, seen=[LAST], **what
            )
            first = first or posting
            _places(raw, posting, what["countries"])


def _board(raw: Raw, chance: Generator, board: str) -> None:
    """A board read on nearly every night, with twelve openings that come and go, some reposted, some pay stated."""
    raw.board("greenhouse", board)
    read = [night for night in nights(FIRST, LAST) if chance.random() > 0.02]
    raw.covered("greenhouse", board, nights(FIRST, LAST), "failed")
    raw.covered("greenhouse", board, read)
    for _ in range(12):
        start = int(chance.integers(0, 140))
        length = int(chance.integers(3, 60))
        posted_on = FIRST + timedelta(days=start)
        seen = [night for night in read if posted_on <= night <= posted_on + timedelta(days=length)]
        if not seen:
            continue
        pay: dict[str, Any] = {"pay_min": 90e3, "pay_max": 120e3, "pay_currency": "USD", "pay_period": "year"}
        what = _content(chance, 12 + posted_on.month)
        posting = raw.posting(
            "greenhouse",
            board,
            employer=board,
            posted_on=posted_on,
            seen=seen,
            **(pay if chance.random() < 0.4 else {}),
            **what,
        )
        _places(raw, posting, what["countries"])


def _content(chance: Generator, age: int) -> dict[str, Any]:
    """What a posting asks for; AI grows with the months."""
    drawn = {
        skill: chance.random() < (0.05 + 0.02 * age if place < 4 else 0.4) for place, skill in enumerate(SKILL_IDS)
    }
    named = [skill for skill, is_drawn in drawn.items() if is_drawn]
    kinds = chance.choice(["asks", "context", "negated"], len(named), p=[0.75, 0.2, 0.05])
    return {
        **{kind: [skill for skill, own in zip(named, kinds, strict=True) if own == kind] for kind in set(kinds)},
        "roles": list(chance.choice(ROLE_IDS, int(chance.choice([1, 1, 1, 2])))),
        "ai_level": str(
            chance.choice(["none", "mentions", "uses", "builds", "governs"], p=[0.5, 0.2, 0.15, 0.1, 0.05])
        ),
        "countries": [str(country) for country in chance.choice(COUNTRIES, int(chance.integers(0, 3)), replace=False)],
        "workplace": list(chance.choice(["remote", "hybrid", "onsite"], int(chance.integers(0, 3)), replace=False)),
    }


def _places(raw: Raw, posting: int, countries: list[str]) -> None:
    for index, country in enumerate(countries):
        raw.add("places", posting_id=posting, place_index=index, city="Springfield", country=country, place_text="x")
