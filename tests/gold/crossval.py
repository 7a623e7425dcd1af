"""Are the rules only good where they were made? Each half of the labels without what it alone can have taught.

    python -m tests.gold.crossval [SHARED]

The labelled postings are cut in two by the hash of their ids. For each half every item of the rules (an alternative
of a pattern of words, a form that the draft taxonomy lacks, a pattern of titles that the draft of the roles lacks) is
dropped unless it is attested in the other half, or in real texts that carry no labels: 800 Hacker News posts and the
titles of 3,100 boards. What is left is scored on the half, beside the whole rules on the same postings.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pipeline.understand
from pipeline.clean import headings, section_cues, sections, sentences
from pipeline.records import Posting
from pipeline.tag import (
    announcements,
    blocks,
    headers,
    kind,
    levels,
    lines,
    naming,
    offers,
    pieces,
    status_cues,
    titles,
)
from pipeline.tag.mentions import Tagger
from pipeline.tag.roles import roles
from pipeline.taxonomy import Skill, skills
from pipeline.taxonomy import roles as role_rules
from pipeline.understand import as_row, understand
from tests.gold.labels import comments
from tests.gold.pruning import Item, items, outermost, rebuilt, without

MODULES = (
    headings, section_cues, sections, status_cues, levels, kind, offers, announcements, headers, blocks, naming, lines,
    pieces,
)  # fmt: skip
UNLABELLED = 800  # Hacker News posts that attest
RESAMPLES = 400
SEED = 7
QUESTIONS = ("is_posting", "is_it", "ai skills", "ai skills asked", "other skills", "ai in duties", "ai_level", "roles")
Half = list[dict[str, Any]]


def halves(gold: Sequence[dict[str, Any]]) -> tuple[Half, Half]:
    """The labelled postings in two, by the hash of their ids."""
    cut: tuple[Half, Half] = ([], [])
    for row in gold:
        cut[int(sha256(row["id"].encode()).hexdigest(), 16) % 2].append(row)
    return cut


@dataclass(frozen=True)
class Attested:
    """Texts that may attest an item: as they are, and in lower case."""

    texts: str
    job_titles: tuple[str, ...]

    @cached_property
    def low(self) -> str:
        return self.texts.lower()

    def words(self, item: Item) -> bool:
        """Whether the alternative occurs."""
        return item.alone.search(self.texts if item.minds_case else self.low) is not None

    def form(self, form: str) -> bool:
        """Whether the words of a form occur, in any case."""
        return form.lower() in self.low

    def title(self, pattern: str) -> bool:
        """Whether a pattern of titles takes one of the titles."""
        found = re.compile(pattern)
        return any(found.search(title) for title in self.job_titles)


def attested_by(texts: Sequence[str], named: Sequence[str]) -> Attested:
    """What these texts attest; `named`: titles that stand in a field of their own."""
    spoken = (role.title for text in texts for role in roles(None, text, ()))
    return Attested("\n\n".join(texts), tuple({titles.clean_title(title) for title in [*spoken, *named]}))


@dataclass(frozen=True)
class Dropped:
    """Items of the rules that a half alone can have taught."""

    words: frozenset[Item]
    forms: frozenset[tuple[str, str]]  # skill, form
    titles: frozenset[str]


def _fresh_forms(draft: dict[str, Any]) -> set[tuple[str, str]]:
    """Forms that the draft taxonomy lacks, as (skill, form)."""
    known = {form.lower() for entry in draft.values() for form in _strings(entry)}
    return {
        (skill.id, form)
        for skill in skills().values()
        for form in (*skill.forms, *skill.exact, *skill.guarded)
        if form.lower() not in known
    }


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _written(document: dict[str, Any]) -> list[tuple[str, str]]:
    """The patterns of titles of roles.toml: the pattern, and the same with the words in angle brackets filled in."""
    out = []
    for entry in document["role"]:
        for key in ("title", "title_not"):
            for pattern in entry.get(key, []):
                full = pattern
                for name, words in document["words"].items():
                    full = full.replace(f"<{name}>", words)
                out.append((pattern, full))
    return out


@contextmanager
def pruned(dropped: Dropped) -> Iterator[None]:
    """The rules without these items, for as long as it lasts."""
    old: list[tuple[ModuleType, str, object]] = []
    spans: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
    for item in dropped.words:
        spans.setdefault(item.owner, []).append((item.start, item.end))

    def put(module: ModuleType, name: str, value: object) -> None:
        old.append((module, name, getattr(module, name)))
        setattr(module, name, value)

    for module in MODULES:
        for name in {owner[1] for owner in spans if owner[0] == module.__name__}:

            def cut(
                pattern: re.Pattern[str], number: int, owner: tuple[str, str] = (module.__name__, name)
            ) -> re.Pattern[str]:
                gone = outermost(spans.get((*owner, number), []))
                return re.compile(without(pattern.pattern, gone), pattern.flags & ~re.UNICODE)

            put(module, name, rebuilt(getattr(module, name), cut))
    entries = {name: _less(skill, dropped) for name, skill in skills().items()}
    tagger = Tagger({name: skill for name, skill in entries.items() if skill.forms or skill.exact or skill.guarded})
    put(pipeline.understand, "tagger", lambda: tagger)
    document = tomllib.loads(role_rules.FILE.read_text(encoding="utf-8"))
    for entry in document["role"]:
        for key in ("title", "title_not"):
            entry[key] = [pattern for pattern in entry.get(key, []) if pattern not in dropped.titles]
    rules = tuple(_rule(document["words"], entry) for entry in document["role"] if entry["title"])
    put(titles, "likely_rules", lambda _: rules)
    _forget()
    try:
        yield
    finally:
        for module, name, value in reversed(old):
            setattr(module, name, value)
        _forget()


def _less(skill: Skill, dropped: Dropped) -> Skill:
    def kept(forms: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(form for form in forms if (skill.id, form) not in dropped.forms)

    return replace(skill, forms=kept(skill.forms), exact=kept(skill.exact), guarded=kept(skill.guarded))


def _rule(words: dict[str, str], entry: dict[str, Any]) -> role_rules.Rule:
    def joined(parts: list[str]) -> re.Pattern[str] | None:
        source = "|".join(parts)
        for name, alternatives in words.items():
            source = source.replace(f"<{name}>", alternatives)
        return re.compile(source) if parts else None

    takes = joined(entry["title"])
    assert takes is not None
    return role_rules.Rule(entry["id"], takes, joined(entry["title_not"]), entry["family"] in ("ai", "ai_gig"))


def _forget() -> None:
    """Empty every memory that a rule could have filled."""
    for module in (*MODULES, titles, sentences):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared"
    score = _scorer(shared / "gold" / "score.py")
    gold = [json.loads(line) for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    cut = halves(gold)
    outside = _outside(shared, gold)
    fresh = _fresh_forms(tomllib.loads((shared / "data/taxonomy/skills_draft.toml").read_text(encoding="utf-8")))
    document = tomllib.loads(role_rules.FILE.read_text(encoding="utf-8"))
    drafted = set(_strings(tomllib.loads((shared / "data/taxonomy/roles_draft.toml").read_text(encoding="utf-8"))))
    every = list(items(MODULES))
    doubtful = [item for item in every if not outside.words(item)]
    strange = {pair for pair in fresh if not outside.form(pair[1])}
    new = [
        (pattern, full) for pattern, full in _written(document) if pattern not in drafted and not outside.title(full)
    ]
    _say(f"items: {len(every)} alternatives ({len(doubtful)} not in unlabelled texts), {len(fresh)} forms not in the "
          f"draft ({len(strange)}), {len(new)} title patterns that no unlabelled title shows")  # fmt: skip
    for number, half in enumerate(cut):
        other = attested_by([row["text"] for row in cut[1 - number]], [row["title"] or "" for row in cut[1 - number]])
        dropped = Dropped(
            frozenset(item for item in doubtful if not other.words(item)),
            frozenset(pair for pair in strange if not other.form(pair[1])),
            frozenset(pattern for pattern, full in new if not other.title(full)),
        )
        whole = _tagged(half)
        with pruned(dropped):
            less = _tagged(half)
        _say(f"\nhalf {number + 1} (n = {len(half)}); dropped: {len(dropped.words)} alternatives, {len(dropped.forms)} "
              f"forms, {len(dropped.titles)} title patterns\n")  # fmt: skip
        _table(score, half, whole, less)


def _outside(shared: Path, gold: Sequence[dict[str, Any]]) -> Attested:
    """Unlabelled Hacker News posts and the titles of boards."""
    labelled = {row["text"][:80] for row in gold}
    posts = [text for _, text in comments(shared / "data" / "hn") if text and text[:80] not in labelled]
    with gzip.open(shared / "data/snapshots/2026-01-05.json.gz", "rt", encoding="utf-8") as file:
        boards = sorted({row["title"] for row in json.load(file)})
    return attested_by(random.Random(SEED).sample(posts, UNLABELLED), boards)


def _tagged(half: Half) -> dict[str, dict[str, Any]]:
    return {
        row["id"]: as_row(row["id"], understand(Posting(ref=row["id"], url="", title=row["title"], text=row["text"])))
        for row in half
    }


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _table(score: ModuleType, half: Half, whole: dict[str, Any], less: dict[str, Any]) -> None:
    """A row per question: F1 with the whole rules and with the pruned ones, each with a bootstrap interval."""
    gold = {row["id"]: row for row in half}
    both = [score.questions(gold, said) for said in (whole, less)]
    _say("| question | whole rules | without what only this half shows |\n|---|---|---|")
    for question in QUESTIONS:  # the rules for fields are not pruned
        _say(f"| {question} | " + " | ".join(_f1(score, asked[question]) for asked in both) + " |")


def _f1(score: ModuleType, pairs: list[Any]) -> str:
    draw = random.Random(SEED)
    resampled = sorted(score.sets(draw.choices(pairs, k=len(pairs)))["f1"] for _ in range(RESAMPLES))
    low, high = resampled[RESAMPLES // 40], resampled[-RESAMPLES // 40 - 1]
    return f"{score.sets(pairs)['f1']:.3f} ({low:.3f} to {high:.3f})"


if __name__ == "__main__":
    main()
