"""The model card of the extractor, docs/extractor.md: how right it is on labelled postings, and where it goes wrong.

Names of questions, roles and skills and counts go into it, never a text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from flows.audit.questions import (
    Case,
    cases,
    in_duties,
    labelled_skills,
    one_skill,
    questions,
    rate,
    tally,
    vocabulary,
)
from pipeline.records import AI_LEVELS, ASKED
from pipeline.tag.ages import frozen_file
from pipeline.taxonomy import VERSION, groups, skills
from pipeline.taxonomy.roles import roles_table
from pipeline.version import rules

INTRODUCTION = Path(__file__).resolve().parent.parent.parent / "docs" / "extractor.in.md"
FREQUENT = 10  # labelled postings that a skill needs for a row of its own
LENGTHS = ((0, 1000), (1000, 2500), (2500, 5000), (5000, None))  # characters
YEARS = ((2011, 2014), (2015, 2018), (2019, 2022), (2023, 2026))
SHOWN = 15  # pairs of roles that are taken for one another
HEADS = ["precision (95 %)", "recall (95 %)", "F1", "said", "true"]
KINDS = (
    "asked for, not found at all",
    "asked for, found as context or negated",
    "said to be asked for, labelled as context or negated",
    "said to be asked for, not labelled at all",
)


def card(files: Sequence[Path]) -> str:
    """The page: its introduction, then the figures measured on the labelled files."""
    measured = cases(files)
    known = vocabulary(files[0])
    parts = [
        INTRODUCTION.read_text(encoding="utf-8").rstrip(),
        "## The extractor and the labels",
        _about(measured, [file.stem for file in files]),
        *_by_question(measured, known, [file.stem for file in files]),
        *_levels(measured),
        *_errors(measured, known),
        *_strata(measured, known),
        *_by_skill(measured, known),
    ]
    return "\n\n".join(parts) + "\n"


def skeleton(page: str) -> list[str]:
    """The lines of a card that no measurement changes: its words, headings and table heads, without numbers."""
    kept = []
    rows_of_table = 0
    for line in page.splitlines():
        rows_of_table = rows_of_table + 1 if line.startswith("|") else 0
        if rows_of_table <= 2 and not line.startswith("* **"):
            kept.append("".join(letter for letter in line if not letter.isdigit()))
    return kept


def _about(measured: Sequence[Case], names: Sequence[str]) -> str:
    """Versions, sizes, and how much was labelled."""
    counted = [
        f"{sum(c.file == name for c in measured)} texts of `{name}`"
        f" ({sum(c.file == name and c.gold['is_posting'] for c in measured)} postings)"
        for name in names
    ]
    forms = sum(len(s.forms) + len(s.exact) + len(s.guarded) for s in skills().values())
    ambiguous = sum(bool(s.exact or s.guarded) for s in skills().values())
    return "\n".join(
        [
            f"* **Taxonomy** `{VERSION}`: {len(skills())} skills in {len(groups())} groups, {forms} forms; "
            f"{ambiguous} skills with forms that need context; {len(roles_table())} roles. "
            f"Frozen on {frozen_file().stem}.",
            f"* **Rules** `{rules()}`.",
            f"* **Labels**: {', '.join(counted)}.",
        ]
    )


def _by_question(measured: Sequence[Case], known: dict[str, Any], names: Sequence[str]) -> Iterator[str]:
    yield "## Per question"
    yield (
        "`said`: answers of the extractor, `true`: answers of the labels; skills, roles and lists are compared as sets "
        "per posting. A question that a file does not label has no row there."
    )
    for name in names:
        rows = [
            [question.name, *counted.cells()]
            for question in questions(known)
            if (counted := tally(question, (c for c in measured if c.file == name))).said + counted.true
            and any(question.true(c.gold) is not None for c in measured if c.file == name)
        ]
        yield f"### {name}"
        yield _table(["question", *HEADS], rows)


def _levels(measured: Sequence[Case]) -> Iterator[str]:
    """Which levels are taken for which, over all files."""
    postings = [case for case in measured if case.gold["is_posting"]]
    pairs = Counter((case.gold["ai_level"], case.said["ai_level"]) for case in postings)
    right = sum(count for (true, said), count in pairs.items() if true == said)
    bias = sum(len(in_duties(c.said)) - len(in_duties(c.gold)) for c in postings)
    yield "## AI levels taken for one another"
    yield "Rows are labels, columns are tags; all files together, so that rare levels weigh more than in the market."
    yield _table(
        ["label", *AI_LEVELS],
        [[true, *(str(pairs[true, said]) for said in AI_LEVELS)] for true in AI_LEVELS],
    )
    yield (
        f"* **Accuracy** {rate(right, len(postings))}; **share of AI in the duties** "
        f"{100 * bias / len(postings):+.1f} points against the labels (n = {len(postings)})."
    )


def _errors(measured: Sequence[Case], known: dict[str, Any]) -> Iterator[str]:
    """Kinds of error with their counts."""
    yield "## Kinds of error"
    yield "AI skills asked for, one count per posting and skill:"
    kinds: Counter[str] = Counter()
    ai = set(known["ai"])
    for case in measured:
        if case.gold["is_posting"] and case.gold["ai_skills"] is not None:
            kinds.update(_skill_errors(case, ai))
    yield _table(["kind", "count"], [[kind, str(kinds[kind])] for kind in KINDS])
    yield "AI level, one count per posting:"
    postings = [case for case in measured if case.gold["is_posting"]]
    rank = {level: place for place, level in enumerate(AI_LEVELS)}
    above = [c for c in postings if rank[c.said["ai_level"] or "none"] > rank[c.gold["ai_level"]]]
    below = [c for c in postings if rank[c.said["ai_level"] or "none"] < rank[c.gold["ai_level"]]]
    yield _table(
        ["kind", "count"],
        [
            ["tag above the label", str(len(above))],
            ["of these AI put into the duties that is not there", str(sum(_flips(case) for case in above))],
            ["tag below the label", str(len(below))],
            ["of these AI in the duties overlooked", str(sum(_flips(case) for case in below))],
        ],
    )
    yield f"Roles, labelled → tagged, where a posting has one of each (the {SHOWN} commonest):"
    taken = Counter(
        (case.gold["roles"][0]["role"], case.said["roles"][0]["role"])
        for case in postings
        if len(case.gold["roles"]) == len(case.said["roles"]) == 1
        and case.gold["roles"][0]["role"] != case.said["roles"][0]["role"]
    )
    ranked = sorted(taken.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
    yield _table(["labelled", "tagged", "count"], [[true, said, str(count)] for (true, said), count in ranked])


def _skill_errors(case: Case, ai: set[str]) -> Iterator[str]:
    label = {skill["skill"]: skill["status"] for skill in case.gold["ai_skills"]}
    statuses: dict[str, set[str]] = {}
    for skill in case.said["skills"]:
        if skill["skill"] in ai:
            statuses.setdefault(skill["skill"], set()).add(skill["status"])
    for skill, status in label.items():
        if status in ASKED and not statuses.get(skill, set()) & ASKED:
            yield KINDS[1] if skill in statuses else KINDS[0]
    for skill, said in statuses.items():
        if said & ASKED and label.get(skill) not in ASKED:
            yield KINDS[2] if skill in label else KINDS[3]


def _flips(case: Case) -> bool:
    return in_duties(case.said) != in_duties(case.gold)


def _strata(measured: Sequence[Case], known: dict[str, Any]) -> Iterator[str]:
    """The questions that matter most by length of text, year and source."""
    chosen = [q for q in questions(known) if q.name in ("AI in the duties", "AI skills", "other skills", "roles")]
    postings = [case for case in measured if case.gold["is_posting"]]
    years = {case.gold["id"]: int((case.gold.get("month") or "0")[:4]) for case in postings}
    strata = [
        *(
            (f"{low}–{high or ''} characters", [c for c in postings if low <= c.length < (high or c.length + 1)])
            for low, high in LENGTHS
        ),
        *((f"{first}–{last}", [c for c in postings if first <= years[c.gold["id"]] <= last]) for first, last in YEARS),
        *(
            (f"source {source}", [c for c in postings if c.gold["source"] == source])
            for source in sorted({case.gold["source"] for case in postings})
        ),
    ]
    yield "## By length, year and source"
    yield "F1 with what is true in brackets; all files together. A month that is not known is in no year."
    yield _table(
        ["postings", "n", "AI level right", *(question.name for question in chosen)],
        [
            [
                name,
                str(len(among)),
                rate(sum(c.said["ai_level"] == c.gold["ai_level"] for c in among), len(among)),
                *(
                    "" if counted.f1 is None else f"{counted.f1:.2f} ({counted.true})"
                    for counted in (tally(question, among) for question in chosen)
                ),
            ]
            for name, among in strata
            if among
        ],
    )


def _by_skill(measured: Sequence[Case], known: dict[str, Any]) -> Iterator[str]:
    """A row for every skill that is labelled often enough."""
    often = Counter(
        skill
        for case in measured
        if case.gold["is_posting"] and case.gold["ai_skills"] is not None
        for skill in labelled_skills(case.gold)
    )
    ai = set(known["ai"])
    frequent = sorted((s for s, n in often.items() if n >= FREQUENT and s in skills()), key=lambda s: (-often[s], s))
    yield "## Per frequent skill"
    yield f"Skills that are labelled in at least {FREQUENT} postings, context included."
    yield _table(
        ["skill", *HEADS],
        [[skill, *tally(one_skill(skill, skill in ai), measured).cells()] for skill in frequent],
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
