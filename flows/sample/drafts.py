"""Draws what a posting advertises: roles, AI levels and skills first, so that the truth comes before the text."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from flows.sample.plan import LEVEL_OF, World, anchors, bundles, curve, modes
from flows.sample.truth import RoleTruth, highest
from pipeline.records import AiLevel

SENIORITY = ("", "", "Senior ", "Senior ", "Lead ", "Junior ")


@dataclass(frozen=True, slots=True)
class Block:
    """One advertised title with all that its text will ask for."""

    truth: RoleTruth
    family: str
    anchor: dict[str, Any] | None  # the sentence that makes the AI level
    listed: tuple[str, ...]  # products as they will be written, those of anchor and title excepted
    concepts: tuple[str, ...]  # likewise, what no stack list names
    extra: tuple[str, ...]  # other words of the trade, not followed


@dataclass(frozen=True, slots=True)
class Draft:
    """One posting before its text is written."""

    employer: str
    blocks: tuple[Block, ...]
    background: str | None  # about_ai, screening, or negated (about_ai and a word against it)
    words: dict[str, str]  # what fills the braces of the templates

    @property
    def ai_level(self) -> AiLevel:
        """The highest level of its blocks; `mentions` where AI stands outside of them only."""
        level = highest([block.truth.ai_level for block in self.blocks])
        return "mentions" if level == "none" and self.background else level

    @property
    def titles(self) -> frozenset[str]:
        """The advertised roles, by which an employer's postings are kept apart."""
        return frozenset(block.truth.role for block in self.blocks)


def employers(facts: World) -> tuple[str, ...]:
    """The fictitious employers of the threads, the largest first; the traps stand in the upper half."""
    names = facts.names
    count = facts.plan["size"]["employers"] - len(names["traps"])
    made = [
        f"{names['stems'][i % len(names['stems'])]}{names['endings'][(i * 5 + i // 30) % len(names['endings'])]} "
        f"{names['trades'][(i * 7) % len(names['trades'])]}"
        for i in range(count)
    ]
    for place, name in enumerate(names["traps"]):
        made.insert(6 + 9 * place, name)
    return tuple(made)


def drawn_roles(facts: World, rng: Random, at: float) -> tuple[str, ...]:
    """The roles of one new posting."""
    choices = bundles(facts, at)
    return rng.choices([roles for roles, _ in choices], [weight for _, weight in choices])[0]


def block(facts: World, rng: Random, role: str, at: float) -> Block:
    """One role block, every property drawn by itself."""
    about_role = facts.plan["role"][role]
    ways = modes(facts, role, at)
    mode = rng.choices([mode for mode, _ in ways], [share for _, share in ways])[0]
    sentences = anchors(facts, mode, about_role["family"])
    anchor = rng.choice(sentences) if sentences else None
    with_mode = facts.plan["mode"][mode].get("skills", {})
    found = [
        skill
        for skill in facts.plan["skills"]
        if _happens(rng, about_role["skills"].get(skill), at) | _happens(rng, with_mode.get(skill), at)
    ]
    elsewhere = {*about_role.get("title_asks", ()), *(anchor or {}).get("asks", ())}
    seniority, plain = rng.choice(SENIORITY), rng.choice(about_role["titles"])
    title = plain if "Lead" in plain or "Manager" in plain else seniority + plain
    asked = tuple(skill for skill in facts.plan["skills"] if skill in found or skill in elsewhere)
    return Block(
        RoleTruth(title, role, LEVEL_OF[mode], asked),
        about_role["family"],
        anchor,
        *_written(facts, rng, [skill for skill in found if skill not in elsewhere]),
        tuple(rng.sample(about_role["extra"], min(rng.randint(1, 3), len(about_role["extra"])))),
    )


def _written(facts: World, rng: Random, skills: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms of products and of concepts."""
    concepts = facts.plan["writing"]["concepts"]
    forms = {skill: rng.choice(facts.plan["skills"][skill]) for skill in skills}
    products = tuple(form for skill, form in forms.items() if skill not in concepts)
    return products, tuple(form for skill, form in forms.items() if skill in concepts)


def _happens(rng: Random, knots: list[float] | None, at: float) -> bool:
    return knots is not None and rng.random() < curve(knots, at)


def draft(facts: World, rng: Random, employer: str, roles: tuple[str, ...], at: float) -> Draft:
    """One posting of an employer for some roles."""
    blocks = tuple(block(facts, rng, role, at) for role in roles)
    background = None
    if rng.random() < curve(facts.plan["background"]["share"], at):
        background = rng.choice(("about_ai", "about_ai", "about_ai", "screening"))
    silent = all(one.truth.ai_level == "none" for one in blocks)
    if background == "about_ai" and silent and rng.random() < 0.3:
        background = "negated"  # an AI employer that asks for no knowledge of it
    return Draft(employer, blocks, background, words(facts, rng, employer))


def words(facts: World, rng: Random, employer: str) -> dict[str, str]:
    """The facts of a posting that are not followed: place, pay, contact and the like."""
    place = rng.choice(facts.names["place"])
    low = rng.randrange(55, 150, 5)
    domain = "".join(c for c in employer.lower() if c.isalnum()) + rng.choice((".example", ".example", ".ai.example"))
    return {
        "employer": employer,
        "place": place["name"],
        "country": place["name"].rpartition(", ")[2],
        "iso": place["country"],
        "workplace": rng.choice(("REMOTE", "ONSITE", "Hybrid", "Remote", "On-site")),
        "employment": rng.choice(("Full-time", "Full-time", "Full time", "Contract")),
        "pay": f"{place['money']}{low}k-{place['money']}{low + rng.randrange(10, 50, 5)}k",
        "product": rng.choice(facts.names["products"]),
        "customers": rng.choice(facts.names["customers"]),
        "size": str(rng.randint(8, 400)),
        "founded": str(rng.randint(1998, 2021)),
        "years": str(rng.randint(2, 8)),
        "link": f"https://{domain}/{rng.choice(('jobs', 'careers', 'work-with-us'))}/{rng.randrange(1000, 9999)}",
        "email": f"{rng.choice(('jobs', 'hiring', 'people'))}@{domain}",
        "phone": f"+1 555 01{rng.randrange(10)} {rng.randrange(1000, 9999)}",
    }
