"""What is true of a posting of the sample: known because it was planted before the text was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.records import AI_LEVELS, AiLevel


@dataclass(frozen=True, slots=True)
class RoleTruth:
    """One advertised title: its role, the AI level of its block, the followed skills asked for in it."""

    title: str
    role: str
    ai_level: AiLevel
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostingTruth:
    """One posting; `month` is the thread's (Hacker News), else None. `asked` is the union over its roles."""

    source: str
    board: str
    ref: str
    month: date | None
    employer: str | None
    is_posting: bool
    is_it: bool
    language: str
    roles: tuple[RoleTruth, ...]
    ai_level: AiLevel | None
    repost_of: str | None = None  # the ref of the same text in the thread before

    @property
    def asked(self) -> frozenset[str]:
        """The followed skills that any of the posting's roles asks for."""
        return frozenset(skill for role in self.roles for skill in role.asked)

    @property
    def is_counted(self) -> bool:
        """Whether it belongs to the denominator: an IT posting in a validated language."""
        return self.is_posting and self.is_it and self.language == "en"


def highest(levels: list[AiLevel]) -> AiLevel:
    """The highest of some AI levels."""
    return max(levels, key=AI_LEVELS.index)
