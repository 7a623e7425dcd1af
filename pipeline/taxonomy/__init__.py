"""The taxonomy: skills by group, one TOML file a group, each entry with sentences that prove it.

Keys of a skill: `forms` count wherever they stand as whole words (case, hyphen, space and accents are folded);
`exact` count in this case only and `guarded` in any case, both only where their window says so: one of `needs` within
120 characters, or one of `cues` (patterns that hold the form itself, "written in Go") within 60, or an unambiguous IT
skill beside them in a list ("Go, Python"), unless the posting is IT and `in_it` is "accept". `blocks` are patterns too;
they discard a hit: one of `forms` where they overlap it, the others where they match within 60 characters of it. What a
pattern may say is told in pipeline.taxonomy.dialect.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pipeline.taxonomy.dialect import DialectError, need_patterns, parsed
from pipeline.taxonomy.tokens import rows

Tier = Literal[
    "generic", "core", "specific", "use", "adjacent", "traditional", "cert",
    "work", "soft", "benefit", "evidence", "education", "experience", "seniority",
]  # fmt: skip
TIERS: frozenset[str] = frozenset(Tier.__args__)  # type: ignore[attr-defined]  # typeshed hides the members of Literal
AI_TIERS: frozenset[str] = frozenset({"generic", "core", "specific", "use"})
IT_TIERS: frozenset[str] = AI_TIERS | {"adjacent", "traditional", "cert"}
FOLDER = Path(__file__).parent / "skills"


class TaxonomyError(ValueError):
    """An entry of the taxonomy is not well formed; names file, entry and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """One entry of the taxonomy."""

    id: str
    group: str
    label: str
    tier: Tier
    since: int | None = None  # year of first public release or of coining; verified or left out
    retired: str | None = None  # date a certification stopped being issued
    note: str | None = None
    forms: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    in_it: Literal["accept", "context"] = "context"
    needs: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    ai: bool | None = field(default=None)  # whether it makes a posting an AI posting; None: as its tier says
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()

    @property
    def is_ai(self) -> bool:
        """Whether asking for it is asking for AI (METHODS, ladder)."""
        return self.tier in AI_TIERS if self.ai is None else self.ai


@dataclass(frozen=True, slots=True)
class Group:
    """A set of skills, one file."""

    id: str
    label: str


_LISTS = {f.name for f in fields(Skill) if str(f.type).startswith("tuple")}
_TEXTS = {"label", "tier", "retired", "note", "in_it"}
_KEYS = {f.name for f in fields(Skill)} - {"id", "group"}


def _skill(path: Path, key: str, entry: Any) -> Skill:
    where = f"{path.name}: [{key}]"
    if not isinstance(entry, dict):
        raise TaxonomyError(f"{where} is not a table; only `label` stands outside the entries")
    for name, value in entry.items():
        if name not in _KEYS:
            raise TaxonomyError(f"{where} has the unknown key {name!r}; known: {', '.join(sorted(_KEYS))}")
        kind = list if name in _LISTS else str if name in _TEXTS else bool if name == "ai" else int
        if not isinstance(value, kind) or (kind is list and not all(isinstance(x, str) for x in value)):
            raise TaxonomyError(
                f"{where} {name} = {value!r} is not {'a list of texts' if kind is list else kind.__name__}"
            )
    for name in ("label", "tier"):
        if name not in entry:
            raise TaxonomyError(f"{where} lacks the key {name!r}")
    known: dict[str, Any] = {name: tuple(value) if name in _LISTS else value for name, value in entry.items()}
    return _checked(where, Skill(id=key, group=path.stem, **known))


def _checked(where: str, skill: Skill) -> Skill:
    if skill.tier not in TIERS:
        raise TaxonomyError(f"{where} tier = {skill.tier!r} is none of {', '.join(sorted(TIERS))}")
    if skill.in_it not in ("accept", "context"):
        raise TaxonomyError(f"{where} in_it = {skill.in_it!r} is neither accept nor context")
    if not (skill.forms or skill.exact or skill.guarded):
        raise TaxonomyError(f"{where} has no forms, exact or guarded: nothing could match")
    if (skill.exact or skill.guarded) and skill.in_it == "context" and not (skill.needs or skill.cues):
        raise TaxonomyError(f"{where} has forms that need context, but no needs: they could never match")
    phrases = tuple(need for need in skill.needs if not need.isalnum())  # a plain word is a token in any case
    for key, patterns in (("blocks", skill.blocks), ("cues", skill.cues), ("needs", need_patterns(phrases))):
        for pattern in patterns:
            try:
                rows(parsed(pattern))
            except DialectError as error:
                raise TaxonomyError(f"{where} {key}: {pattern!r} {error}") from error
    return skill


def read(folder: Path) -> tuple[dict[str, Group], dict[str, Skill]]:
    """Groups and skills of a folder of TOML files, in the order of the files and their entries."""
    groups: dict[str, Group] = {}
    found: dict[str, Skill] = {}
    for path in sorted(folder.glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        groups[path.stem] = Group(path.stem, entries.pop("label"))
        for key, entry in entries.items():
            if key in found:
                raise TaxonomyError(f"{path.name}: [{key}] is already in {found[key].group}.toml")
            found[key] = _skill(path, key, entry)
    return groups, found


@lru_cache(maxsize=1)
def _taxonomy() -> tuple[dict[str, Group], dict[str, Skill]]:
    return read(FOLDER)


def skills() -> dict[str, Skill]:
    """Every skill by id."""
    return _taxonomy()[1]


def groups() -> dict[str, Group]:
    """Every group by id."""
    return _taxonomy()[0]


def _version() -> str:
    digest = hashlib.sha256()
    for path in sorted(FOLDER.parent.rglob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


VERSION = _version()  # changes when any file of the taxonomy does
