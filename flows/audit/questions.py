"""Labelled postings against the extractor, question by question: what the model card counts.

The labels are those of GUIDE.md beside the gold files, with ids of roles and skills as in the taxonomy; a question
that a file does not label is null there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from flows.lines import Line
from pipeline.records import AI_LEVELS, ASKED, IN_DUTIES
from pipeline.trends.agreement import wilson
from pipeline.understand import as_row, understand

Row = dict[str, Any]
Answer = Callable[[Row], "set[Any] | None"]  # None: not labelled
SAID = ASKED | {"context"}


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled posting and what the extractor says of it."""

    file: str
    gold: Row
    said: Row
    length: int  # characters


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how its answer is read from labels and from tags, as a set; compared as sets."""

    name: str
    true: Answer
    said: Answer
    of_all: bool = False  # asked of texts that are no posting, too


@dataclass(slots=True)
class Tally:
    """Hits, what was said without being true, and what was true without being said."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    def count(self, said: set[Any], true: set[Any]) -> None:
        """Add one posting's answers."""
        self.hits += len(said & true)
        self.extra += len(said - true)
        self.missed += len(true - said)

    @property
    def said(self) -> int:
        """How much was said."""
        return self.hits + self.extra

    @property
    def true(self) -> int:
        """How much is true."""
        return self.hits + self.missed

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where nothing is said or true."""
        return 2 * self.hits / (self.said + self.true) if self.said + self.true else None

    def cells(self) -> list[str]:
        """Precision and recall with their 95 % intervals, F1, and the numbers they rest on."""
        f1 = "" if self.f1 is None else f"{self.f1:.3f}"
        return [rate(self.hits, self.said), rate(self.hits, self.true), f1, str(self.said), str(self.true)]


def rate(hits: int, n: int) -> str:
    """ "0.95 (0.90–0.98)"; empty without n."""
    if not n:
        return ""
    low, high = wilson(hits, n)
    return f"{hits / n:.3f} ({low:.2f}–{high:.2f})"


def cases(files: Sequence[Path]) -> list[Case]:
    """The labelled postings of the files, tagged as `jobshift tag` does: labels are not looked at."""
    found = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            tagged = understand(msgspec.convert(gold, Line).posting())
            found.append(Case(file.stem, gold, as_row(str(gold["id"]), tagged), len(tagged.text)))
    return found


def vocabulary(file: Path) -> Row:
    """The skill ids that the labels beside `file` speak of, under `ai` and `tech`."""
    known: Row = json.loads(file.with_name("vocabulary.json").read_text(encoding="utf-8"))
    return known


def tally(question: Question, among: Iterable[Case]) -> Tally:
    """The question's count over postings (over all texts, where it is asked of them)."""
    counted = Tally()
    for case in among:
        if case.gold["is_posting"] or question.of_all:
            true = question.true(case.gold)
            if true is not None:
                counted.count(question.said(case.said) or set(), true)
    return counted


def questions(known: Row) -> list[Question]:
    """Every question of the card; `known`: the vocabulary of the labels."""
    ai, tech = set(known["ai"]), set(known["tech"])
    return [
        Question("is a posting", _is("is_posting", True), _is("is_posting", True), of_all=True),
        Question("is no posting", _is("is_posting", False), _is("is_posting", False), of_all=True),
        Question("is IT", _is("is_it", True), _is("is_it", True)),
        Question("AI in the duties", in_duties, in_duties),
        *(Question(f"AI level {level}", _is("ai_level", level), _is("ai_level", level)) for level in AI_LEVELS),
        Question("AI skills", _labelled(SAID), _tagged(SAID, ai)),
        Question("AI skills asked for", _labelled(ASKED), _tagged(ASKED, ai)),
        Question("other skills", _tech, _tagged(SAID, tech)),
        Question("roles", lambda row: _roles(row) or None, _roles),
        *(Question(name, _list(name), _list(name)) for name in ("seniority", "workplace", "countries", "employment")),
        Question("pay", _pay, _pay),
        Question("years of experience", _years, _years),
        Question("certifications", _certifications, _certifications),
    ]


def in_duties(row: Row) -> set[Any]:
    """{1} where AI is in the duties."""
    return {1} if row["ai_level"] in IN_DUTIES else set()


def one_skill(skill: str, is_ai: bool) -> Question:
    """The question whether a posting speaks of one skill."""
    true = _labelled(SAID) if is_ai else _tech
    return Question(
        skill, lambda row: None if (found := true(row)) is None else found & {skill}, _tagged(SAID, {skill})
    )


def labelled_skills(gold: Row) -> set[str]:
    """The skills that labels find in a posting, AI or not."""
    return {*(_labelled(SAID)(gold) or ()), *(gold["tech_skills"] or ())}


def _is(name: str, value: object) -> Answer:
    return lambda row: {1} if row[name] == value else set()


def _list(name: str) -> Answer:
    return lambda row: set(row[name])


def _labelled(statuses: frozenset[Any]) -> Answer:
    def true(row: Row) -> set[Any] | None:
        return None if row["ai_skills"] is None else {s["skill"] for s in row["ai_skills"] if s["status"] in statuses}

    return true


def _tagged(statuses: frozenset[Any], known: set[str]) -> Answer:
    return lambda row: {s["skill"] for s in row["skills"] if s["status"] in statuses} & known


def _tech(row: Row) -> set[Any] | None:
    return None if row["tech_skills"] is None else set(row["tech_skills"])


def _roles(row: Row) -> set[Any]:
    return {role["role"] for role in row["roles"]}


def _pay(row: Row) -> set[Any]:
    pay = row["pay"]
    return {(pay.get("min"), pay.get("max"), pay["currency"], pay["period"])} if pay else set()


def _years(row: Row) -> set[Any]:
    return {row["years_experience"]} - {None}


def _certifications(row: Row) -> set[Any]:
    return {" ".join(name.lower().replace("-", " ").split()) for name in row["certifications"]}
