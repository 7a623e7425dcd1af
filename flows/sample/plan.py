"""The plan of the sample: its world as read from TOML, and the exact probability of every measure in every month."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.records import AI_LEVELS, IN_DUTIES, AiLevel

if TYPE_CHECKING:
    from flows.sample.threads import Thread

HERE = Path(__file__).parent
LEVEL_OF: dict[str, AiLevel] = {
    "none": "none",
    "uses": "uses",
    "builds_ml": "builds",
    "builds_llm": "builds",
    "governs": "governs",
}


@dataclass(frozen=True, slots=True)
class World:
    """The three data files: what is planted, who hires where, and in which sentences."""

    plan: dict[str, Any]
    names: dict[str, Any]
    templates: dict[str, Any]

    @property
    def months(self) -> tuple[date, ...]:
        """The months of the sample, the first of each, those without a thread included."""
        year, month = map(int, self.plan["time"]["first_month"].split("-"))
        return tuple(
            date(year + (month - 1 + i) // 12, (month - 1 + i) % 12 + 1, 1) for i in range(self.plan["time"]["months"])
        )

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights on which the boards are read."""
        return tuple(date.fromisoformat(night) for night in self.plan["time"]["nights"])

    def at(self, month: date) -> float:
        """Where a month stands between the first (0) and the last (1); nights later than that are 1."""
        months = self.months
        return months.index(month) / (len(months) - 1) if month in months else 1.0


@dataclass(frozen=True, slots=True)
class Planted:
    """The probability, in percent, that a posting counted in a month has a property."""

    kind: str  # skill, role, level or ladder
    key: str
    month: date
    share_pct: float


@lru_cache(maxsize=1)
def world() -> World:
    """The world as written in the folder's data files."""
    plan, names, templates = (
        tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8")) for name in ("world", "names", "templates")
    )
    return World(plan, names, templates)


def curve(knots: Sequence[float], at: float) -> float:
    """The value of a curve of equally spaced knots at a time between 0 and 1."""
    if len(knots) == 1:
        return float(knots[0])
    place = at * (len(knots) - 1)
    left = min(int(place), len(knots) - 2)
    return knots[left] + (knots[left + 1] - knots[left]) * (place - left)


def bundles(facts: World, at: float) -> tuple[tuple[tuple[str, ...], float], ...]:
    """What a new posting may advertise at a time, with probabilities."""
    weights = [curve(bundle["weight"], at) for bundle in facts.plan["bundle"]]
    return tuple((tuple(b["roles"]), w / sum(weights)) for b, w in zip(facts.plan["bundle"], weights, strict=True))


def modes(facts: World, role: str, at: float) -> tuple[tuple[str, float], ...]:
    """The ways in which AI may stand in a role's block, with probabilities."""
    shares = {mode: curve(knots, at) for mode, knots in facts.plan["role"][role]["levels"].items()}
    return (("none", max(0.0, 1 - sum(shares.values()))), *shares.items())


def anchors(facts: World, mode: str, family: str) -> list[dict[str, Any]]:
    """The sentences that can make a block's AI level."""
    return [a for a in facts.templates["anchor"].get(mode, ()) if family in a.get("family", (family,))]


def asked(facts: World, role: str, mode: str, skill: str, at: float) -> float:
    """The probability that a role's block asks for a skill: by itself, by its mode, by its anchor or its title."""
    facts_of_role = facts.plan["role"][role]
    if skill in facts_of_role.get("title_asks", ()):
        return 1.0
    sentences = anchors(facts, mode, facts_of_role["family"])
    in_anchor = sum(skill in a.get("asks", ()) for a in sentences) / len(sentences) if sentences else 0.0
    own = curve(facts_of_role["skills"].get(skill, (0.0,)), at)
    with_mode = curve(facts.plan["mode"][mode].get("skills", {}).get(skill, (0.0,)), at)
    return 1 - (1 - own) * (1 - with_mode) * (1 - in_anchor)


def fresh(facts: World, month: date) -> dict[tuple[str, str], float]:
    """The probability of every measure among a month's new postings, by enumeration of what they may advertise."""
    at = facts.at(month)
    ways = {role: modes(facts, role, at) for role in facts.plan["role"]}
    background = curve(facts.plan["background"]["share"], at)
    found: dict[tuple[str, str], float] = {}
    for roles, weight in bundles(facts, at):
        for kind, key, share in _of_bundle(facts, roles, ways, background, at):
            found[kind, key] = found.get((kind, key), 0.0) + weight * share
    return found


def _of_bundle(
    facts: World, roles: tuple[str, ...], ways: dict[str, tuple[tuple[str, float], ...]], background: float, at: float
) -> Iterator[tuple[str, str, float]]:
    for role in facts.plan["role"]:
        yield "role", role, float(role in roles)
    for skill in facts.plan["skills"]:
        without = (1 - sum(p * asked(facts, r, mode, skill, at) for mode, p in ways[r]) for r in roles)
        yield "skill", skill, 1 - math.prod(without)
    levels = _levels([ways[role] for role in roles], background)
    yield from (("level", level, share) for level, share in levels.items())
    yield "ladder", "in_duties", sum(levels[level] for level in IN_DUTIES)


def _levels(ways: list[tuple[tuple[str, float], ...]], background: float) -> dict[AiLevel, float]:
    """The distribution of the highest level of some blocks; the background makes `mentions` of `none`."""
    up_to = [
        math.prod(sum(p for mode, p in way if AI_LEVELS.index(LEVEL_OF[mode]) <= rank) for way in ways)
        for rank in range(len(AI_LEVELS))
    ]
    shares = {level: up_to[i] - (up_to[i - 1] if i else 0.0) for i, level in enumerate(AI_LEVELS)}
    silent = shares["none"]
    return {**shares, "none": silent * (1 - background), "mentions": shares["mentions"] + silent * background}


def planted(facts: World, archive: Sequence[Thread]) -> tuple[Planted, ...]:
    """The probability of every measure among a month's counted postings: new ones, and reposts of the month before."""
    rows: list[Planted] = []
    before: dict[tuple[str, str], float] = {}
    for thread in archive:
        counted = [truth for truth in thread.truth if truth.is_counted]
        again = sum(truth.repost_of is not None for truth in counted) / len(counted)
        new = fresh(facts, thread.month)
        before = {key: (1 - again) * p + again * before.get(key, 0.0) for key, p in new.items()}
        rows += [Planted(kind, key, thread.month, 100 * share) for (kind, key), share in before.items()]
    return tuple(rows)
