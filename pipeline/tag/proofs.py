"""Whether entries of the taxonomy hold what they promise: found in their hits, not found in their misses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.clean.sections import sections
from pipeline.tag.mentions import Tagger
from pipeline.taxonomy import Skill


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence in which a skill is not found though it is one of its hits, or is found though it is a miss."""

    skill: str
    kind: Literal["hit", "miss"]
    sentence: str
    found: tuple[str, ...]  # what is found there


def found(tagger: Tagger, text: str, *, is_it: bool) -> set[str]:
    """The skills that a sentence mentions in a posting that is IT or is not."""
    candidates = tagger.candidates(text, None)
    return {m.skill for m in tagger.mentions(candidates, text, sections(text), is_it=is_it, employer=None, roles=())}


def failures(tagger: Tagger, entries: Iterable[Skill]) -> Iterator[Failure]:
    """What fails, entry by entry. A hit is read in an IT posting, a miss in one that is IT and in one that is not."""
    for skill in entries:
        for hit in skill.hits:
            seen = found(tagger, hit, is_it=True)
            if skill.id not in seen:
                yield Failure(skill.id, "hit", hit, tuple(sorted(seen)))
        for miss in skill.misses:
            seen = found(tagger, miss, is_it=True) | found(tagger, miss, is_it=False)
            if skill.id in seen:
                yield Failure(skill.id, "miss", miss, tuple(sorted(seen)))
