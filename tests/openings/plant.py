"""Plants copies among postings: what was changed in each, and which opening it truly belongs to.

The finder may not import this module, nor this module the finder. Texts are made of sentences given from outside or
invented here; every choice is drawn from one seeded generator.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

FIRST_NIGHT = date(2026, 1, 5)
CITIES = (
    "Berlin",
    "Munich",
    "Paris",
    "London",
    "Madrid",
    "Rome",
    "Vienna",
    "Oslo",
    "Dublin",
    "Lisbon",
    "Boston",
    "Austin",
)
TITLES = (
    "Data Engineer",
    "Senior Data Engineer",
    "Backend Developer",
    "Frontend Developer",
    "Machine Learning Engineer",
    "Site Reliability Engineer",
    "Systems Administrator",
    "Security Analyst",
    "Product Manager",
    "QA Engineer",
)
VERBS = (
    "design",
    "maintain",
    "review",
    "automate",
    "document",
    "migrate",
    "monitor",
    "test",
    "plan",
    "measure",
    "rework",
    "ship",
)
THINGS = (
    "billing pipelines", "search indexes", "warehouse robots", "payment gateways", "sensor networks", "mobile clients",
    "fraud models", "content feeds", "booking engines", "network routes", "lab instruments", "learning portals",
    "identity services", "pricing rules", "video encoders", "map tiles", "claims workflows", "energy meters",
)  # fmt: skip
HOWS = (
    "together with two neighbouring teams", "so that releases stay boring", "before the winter season starts",
    "under strict limits of latency", "for customers in eleven countries", "with care for older hardware",
    "while traffic doubles every year", "in small steps behind flags", "and explain the result to colleagues",
    "with metrics that everybody can read", "as the first person in this field", "next to an experienced mentor",
)  # fmt: skip
KINDS = ("light", "tenth", "quarter", "paraphrased", "agency", "reposted")
OTHERS = ("cities", "siblings", "team")  # not copies: another city, another requisition, another team under one title


@dataclass(frozen=True, slots=True)
class Planted:
    """A posting, the opening it truly belongs to, and how it was made: base, or one of KINDS and OTHERS."""

    ref: str
    truth: str
    kind: str
    employer: str
    title: str
    place: str
    text: str
    requisition: str | None
    night: date


def planted(bases: int, seed: int, sentences: Sequence[str] = ()) -> list[Planted]:
    """`bases` postings of a fifth as many employers with their copies; sentences are invented where none are given."""
    draw = random.Random(seed)
    world = _World(draw, sentences)
    found: list[Planted] = []
    for number in range(bases):
        base = world.base(number)
        found += [base, *world.copies(base)]
    draw.shuffle(found)
    return found


class _World:
    def __init__(self, draw: random.Random, sentences: Sequence[str]) -> None:
        self.draw, self.sentences = draw, sentences
        self.about: dict[str, list[str]] = {}

    def base(self, number: int) -> Planted:
        """One posting: what its employer says of itself everywhere, around duties of its own."""
        employer = f"Employer {number // 5:04d}"
        if employer not in self.about:
            self.about[employer] = [f"{employer} is where people {self._sentence()[:-1].lower()}.", *self._many(7)]
        return Planted(
            ref=f"base-{number}",
            truth=f"base-{number}",
            kind="base",
            employer=employer,
            title=TITLES[(number * 3 + number // 5) % len(TITLES)],
            place=self.draw.choice(CITIES),
            text=self._text(self.about[employer], self._many(16)),
            requisition=None,
            night=FIRST_NIGHT + timedelta(days=self.draw.randrange(60)),
        )

    def copies(self, base: Planted) -> list[Planted]:
        """The copies of a posting, one kind for each posting in turn."""
        kind = (*KINDS, *OTHERS)[int(base.ref.split("-")[1]) % (len(KINDS) + len(OTHERS))]
        made: list[Planted] = getattr(self, f"_{kind}")(base)
        return made

    def _copy(self, base: Planted, kind: str, text: str, number: int = 1, **changes: object) -> Planted:
        later = base.night + timedelta(days=30 * number)
        made = replace(base, ref=f"{kind}-{number}-{base.ref}", kind=kind, text=text, night=later)
        return replace(made, **changes)  # type: ignore[arg-type]  # names and values of the fields above

    def _light(self, base: Planted) -> list[Planted]:
        words = base.text.split(" ")
        words[self.draw.randrange(len(words))] = "quickly"
        return [self._copy(base, "light", " ".join(words))]

    def _tenth(self, base: Planted) -> list[Planted]:
        return [self._copy(base, "tenth", self._dropped(base.text, 0.10, 2))]

    def _quarter(self, base: Planted) -> list[Planted]:
        return [self._copy(base, "quarter", self._dropped(base.text, 0.25, 4))]

    def _paraphrased(self, base: Planted) -> list[Planted]:
        about = set(self.about[base.employer])
        own = [line for line in base.text.split("\n") if line not in about]
        return [self._copy(base, "paraphrased", self._text(self._many(8), own))]

    def _agency(self, base: Planted) -> list[Planted]:
        about = set(self.about[base.employer])
        own = [line.replace(base.employer, "our client") for line in base.text.split("\n") if line not in about]
        blurb = ["Our client is looking for support.", *self._many(3)]
        name = f"Agency {self.draw.randrange(5)} Recruitment"
        return [self._copy(base, "agency", self._text(blurb, own), employer=name)]

    def _reposted(self, base: Planted) -> list[Planted]:
        made, text = [], base.text
        for month in range(1, 6):
            text = self._dropped(text, 0.04, 1) if month % 2 else text
            made.append(self._copy(base, "reposted", text, month))
        return made

    def _cities(self, base: Planted) -> list[Planted]:
        others = [city for city in CITIES if city != base.place][:9]
        return [
            self._copy(base, "cities", base.text, number, place=city, truth=f"{base.ref} in {city}", night=base.night)
            for number, city in enumerate(others)
        ]

    def _siblings(self, base: Planted) -> list[Planted]:
        return [
            self._copy(
                base,
                "siblings",
                base.text,
                number,
                requisition=f"REQ-{base.ref}-{number}",
                truth=f"{base.ref} {number}",
            )
            for number in range(1, 5)
        ]

    def _team(self, base: Planted) -> list[Planted]:
        text = self._text(self.about[base.employer], self._many(12))
        return [self._copy(base, "team", text, truth=f"{base.ref} team")]

    def _dropped(self, text: str, share: float, added: int) -> str:
        """The text without a share of its sentences, and with others added."""
        lines = text.split("\n")
        gone = set(self.draw.sample(range(len(lines)), max(1, round(share * len(lines)))))
        kept = [line for at, line in enumerate(lines) if at not in gone]
        for line in self._many(added):
            kept.insert(self.draw.randrange(len(kept) + 1), line)
        return "\n".join(kept)

    def _text(self, about: Sequence[str], own: Sequence[str]) -> str:
        return "\n".join([*about[: len(about) // 2], *own, *about[len(about) // 2 :]])

    def _many(self, count: int) -> list[str]:
        return [self._sentence() for _ in range(count)]

    def _sentence(self) -> str:
        if self.sentences:
            return self.draw.choice(self.sentences)
        verbs, things = self.draw.sample(VERBS, 2), self.draw.sample(THINGS, 2)
        number = self.draw.randrange(2, 90)
        return (
            f"You will {verbs[0]} {things[0]} {self.draw.choice(HOWS)}, {verbs[1]} {number} {things[1]} "
            f"{self.draw.choice(HOWS)}."
        )
