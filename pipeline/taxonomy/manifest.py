"""What a taxonomy was, as far as tags depend on it: a digest of every entry, and its forms. Two tell what changed.

`python -m pipeline.taxonomy.manifest > pipeline/taxonomy/frozen/<day>.json` freezes the taxonomy of today.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Set
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from pipeline.taxonomy import VERSION, Skill, skills

KINDS = ("forms", "exact", "guarded")
SAID = frozenset({"label", "since", "retired", "note", "hits", "misses"})  # of an entry; no tag depends on it
DECIDING = tuple(field.name for field in fields(Skill) if field.name not in SAID)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a digest of all that tags depend on, and its forms by kind."""

    digest: str
    forms: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A taxonomy by its version, its entries in their order."""

    version: str
    entries: dict[str, Entry]

    def to_json(self) -> str:
        """As JSON, a line per entry."""
        rows = [
            f"{json.dumps(key)}: " + json.dumps({"digest": entry.digest, **entry.forms}, ensure_ascii=False)
            for key, entry in self.entries.items()
        ]
        return f'{{"version": {json.dumps(self.version)}, "entries": {{\n' + ",\n".join(rows) + "\n}}\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """From what `to_json` gave; ValueError or KeyError where it is something else."""
        given: dict[str, Any] = json.loads(text)
        entries = {
            key: Entry(entry["digest"], {kind: tuple(entry[kind]) for kind in KINDS})
            for key, entry in given["entries"].items()
        }
        return cls(given["version"], entries)


def manifest(taxonomy: Mapping[str, Skill], version: str) -> Manifest:
    """The manifest of some entries."""
    return Manifest(
        version,
        {
            key: Entry(_digest(skill), {kind: tuple(getattr(skill, kind)) for kind in KINDS})
            for key, skill in taxonomy.items()
        },
    )


@lru_cache(maxsize=1)
def current() -> Manifest:
    """The manifest of the taxonomy as it is."""
    return manifest(skills(), VERSION)


def changed(old: Manifest, new: Manifest) -> Set[str] | None:
    """The ids of entries added, removed or changed; None where their order is another, for which no diff answers.

    Where two entries share a form their order decides the order of their mentions.
    """
    if [key for key in old.entries if key in new.entries] != [key for key in new.entries if key in old.entries]:
        return None
    return {
        key
        for key in old.entries.keys() | new.entries.keys()
        if key not in old.entries or key not in new.entries or old.entries[key].digest != new.entries[key].digest
    }


def finding(old: Manifest, new: Manifest, ids: Set[str]) -> dict[str, Skill]:
    """Entries that find every text with a form that one of `ids` has or had, in whatever case and sense."""
    return {
        f"{key} {age}": Skill(
            id=f"{key} {age}",
            group="changed",
            label=key,
            tier="traditional",
            forms=tuple(form for kind in KINDS for form in known.entries[key].forms[kind]),
        )
        for age, known in (("old", old), ("new", new))
        for key in sorted(ids & known.entries.keys())
    }


def _digest(skill: Skill) -> str:
    said = json.dumps([[name, getattr(skill, name)] for name in DECIDING])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


if __name__ == "__main__":
    sys.stdout.write(current().to_json())
