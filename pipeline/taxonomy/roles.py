"""The roles: one ordered list of rules over cleaned titles, each entry with titles that prove it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.taxonomy import TaxonomyError
from pipeline.taxonomy.gates import needed

Family = Literal["ai", "ai_adjacent", "traditional", "ai_gig", "none"]
FAMILIES: tuple[Family, ...] = ("ai", "ai_adjacent", "traditional", "ai_gig", "none")
FILE = Path(__file__).parent / "roles.toml"
OCCUPATIONS = Path(__file__).parent / "occupations.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleName:
    """One role of the taxonomy; the meaning of the keys stands at the top of roles.toml."""

    id: str
    label: str
    family: Family
    since: int
    soc2018: tuple[str, ...]
    isco08: tuple[str, ...]
    title: tuple[str, ...]
    title_not: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """The compiled rules of one role, for cleaned titles."""

    role: str
    takes: re.Pattern[str]
    vetoes: re.Pattern[str] | None
    is_ai: bool  # only tried on titles with one of the words of [ai_words]


_KEYS = {f.name for f in fields(RoleName)}
_NEEDED = {f.name for f in fields(RoleName) if f.default is MISSING}
_NUMBERS = {"since"}
_TEXTS = {"id", "label", "family"}


@lru_cache(maxsize=1)
def occupations() -> dict[str, dict[str, str]]:
    """The official classes that roles may name, by system (soc2018, isco08): titles by code."""
    return tomllib.loads(OCCUPATIONS.read_text(encoding="utf-8"))


def _role(path: Path, entry: dict[str, Any]) -> RoleName:
    where = f"{path.name}: role {entry.get('id', '?')!r}"
    for key in sorted(_NEEDED - entry.keys()):
        raise TaxonomyError(f"{where} lacks the key {key!r}")
    for key, value in entry.items():
        if key not in _KEYS:
            raise TaxonomyError(f"{where} has the unknown key {key!r}; known: {', '.join(sorted(_KEYS))}")
        kind = int if key in _NUMBERS else str if key in _TEXTS else list
        if not isinstance(value, kind) or (kind is list and not all(isinstance(x, str) for x in value)):
            raise TaxonomyError(
                f"{where} {key} = {value!r} is not {'a list of texts' if kind is list else kind.__name__}"
            )
    if entry["family"] not in FAMILIES:
        raise TaxonomyError(f"{where} family = {entry['family']!r} is none of {', '.join(FAMILIES)}")
    for system, classes in occupations().items():
        for code in entry[system]:
            if code not in classes:
                raise TaxonomyError(f"{where} {system} names {code!r}, which {OCCUPATIONS.name} does not have")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return RoleName(**values)


def _pattern(where: str, words: dict[str, str], parts: tuple[str, ...]) -> re.Pattern[str] | None:
    if not parts:
        return None
    source = "|".join(parts)
    for name, alternatives in words.items():
        source = source.replace(f"<{name}>", alternatives)
    if unknown := re.search(r"(?<!\?P)(?<!\?)<(\w+)>", source):
        raise TaxonomyError(f"{where} uses <{unknown[1]}>, which [words] does not have")
    try:
        return re.compile(source)
    except re.error as error:
        raise TaxonomyError(f"{where} is no regular expression ({error})") from error


def read(path: Path) -> tuple[dict[str, RoleName], tuple[Rule, ...]]:
    """Roles by id and their compiled rules, both in the order of the file."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    for key in document.keys() - {"schema", "version", "words", "ai_words", "role"}:
        raise TaxonomyError(f"{path.name} has the unknown key {key!r}; known: schema, version, words, ai_words, role")
    names: dict[str, RoleName] = {}
    rules: list[Rule] = []
    for entry in document["role"]:
        name = _role(path, entry)
        if name.id in names:
            raise TaxonomyError(f"{path.name}: role {name.id!r} stands there twice")
        names[name.id] = name
        rules.append(_rule(f"{path.name}: role {name.id!r}", document["words"], name))
    return names, tuple(rules)


def _rule(where: str, words: dict[str, str], name: RoleName) -> Rule:
    takes = _pattern(f"{where} title", words, name.title)
    if takes is None:
        raise TaxonomyError(f"{where} has no title: nothing could match")
    return Rule(
        role=name.id,
        takes=takes,
        vetoes=_pattern(f"{where} title_not", words, name.title_not),
        is_ai=name.family in ("ai", "ai_gig"),
    )


@lru_cache(maxsize=1)
def _taxonomy() -> tuple[dict[str, RoleName], tuple[Rule, ...]]:
    return read(FILE)


def roles_table() -> dict[str, RoleName]:
    """Every role by id, in the order of the rules."""
    return _taxonomy()[0]


@lru_cache(maxsize=1)
def ai_words() -> re.Pattern[str]:
    """Finds the words without which a cleaned title is not tried on the AI roles."""
    return re.compile(tomllib.loads(FILE.read_text(encoding="utf-8"))["ai_words"]["pattern"])


def rules() -> tuple[Rule, ...]:
    """The compiled rules, in order."""
    return _taxonomy()[1]


@lru_cache(maxsize=1)
def _gates() -> tuple[AhoCorasick, list[tuple[int, ...]], tuple[int, ...]]:
    """The automaton over what rules need, the rules of each of its words, and the rules that need nothing."""
    by_word: dict[str, list[int]] = {}
    free: list[int] = []
    for index, rule in enumerate(rules()):
        literals = needed(rule.takes.pattern)
        for literal in literals or ():
            by_word.setdefault(literal, []).append(index)
        if literals is None:
            free.append(index)
    finder = AhoCorasick(list(by_word), implementation=Implementation.DFA)
    return finder, [tuple(indexes) for indexes in by_word.values()], tuple(free)


def likely_rules(clean: str) -> list[Rule]:
    """The rules that may take a cleaned title, in order: those without a word that they need cannot."""
    finder, of_word, free = _gates()
    indexes = set(free)
    for word in {hit[0] for hit in finder.find_matches_as_indexes(clean, overlapping=True)}:
        indexes.update(of_word[word])
    every = rules()
    return [every[index] for index in sorted(indexes)]


class Areas:
    """The words of all roles that name a job without a noun."""

    def __init__(self, key: Literal["areas", "weak"]) -> None:
        groups = [(name.id, "|".join(getattr(name, key))) for name in roles_table().values() if getattr(name, key)]
        self._role = re.compile("(?:" + "|".join(f"(?P<{role}>{words})" for role, words in groups) + ")$")
        self._any = re.compile("(?:" + "|".join(words for _, words in groups) + ")$")  # no groups: fails sooner

    def role(self, clean: str) -> str | None:
        """The role that cleaned words name from their beginning to their end."""
        hit = self._role.match(clean) if self._any.match(clean) else None
        return hit.lastgroup if hit else None


@lru_cache(maxsize=1)
def areas() -> Areas:
    """Cleaned words that name a job without a noun ("backend")."""
    return Areas("areas")


@lru_cache(maxsize=1)
def weak_areas() -> Areas:
    """Cleaned words that may be a job or a stack ("python")."""
    return Areas("weak")
