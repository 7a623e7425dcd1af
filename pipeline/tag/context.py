"""Whether a form means its skill here: needs, blocks, and names that are only employers, customers or investors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick

from pipeline.tag.folding import key
from pipeline.taxonomy import Skill

_CAPITAL = re.compile(r"(?<!\\)[A-Z]|\(\?i")  # a block with capitals is compared in its case
NEED_WINDOW = 120  # characters on both sides in which one of the needs must stand
BLOCK_WINDOW = 60
NAMES_REACH = 120  # characters of names that "customers such as" governs

_NAMES = r"(?:[a-z]?[A-Z][\w.&+'’-]*(?: [A-Z][\w.&+'’-]*)*(?:,? (?:and|&|or) |, |/| ))*\W*$"
_COMPANY = re.compile(
    r"(?i:\b(?:customers|clients|investors|partners|partnerships|competitors|companies|startups|brands|labs|employers"
    r"|organi[sz]ations|portfolio|alumni|employees|unicorns)\b(?: \w+){0,5}? ?"
    r"(?:like|such as|including|include|are|from|at|:)[ :]+"
    r"|\b(?:backed|funded|trusted|chosen|loved|adopted|acquired|led|founded) by(?: \w+){0,6}?"
    r"(?: (?:like|such as|including|from|at))? "
    r"|\b(?:customers|clients|teams|people|folks|engineers|researchers|founders|leaders|veterans|alums|team|hailing"
    r"|backgrounds?|experience|worked|previously|formerly|roles|coming|come|came) (?:from|at)(?: \w+){0,2}? "
    r"|\b(?:alumni|alums|veterans|founders) of |\braised [^.\n]{0,40}(?:from|by) |\bex-|\bformer(?:ly)? |\bjoining )"
    + _NAMES
)
_GROUPS = [
    "customers",
    "clients",
    "investors",
    "partners",
    "partnerships",
    "competitors",
    "companies",
    "startups",
    "brands",
    "labs",
    "employers",
    "organisations",
    "organizations",
    "portfolio",
    "alumni",
    "employees",
    "unicorns",
    "former",
    "formerly",
    "joining",
    "ex",
    "raised",
]
_PEOPLE = [
    "customers",
    "clients",
    "teams",
    "people",
    "folks",
    "engineers",
    "researchers",
    "founders",
    "leaders",
    "veterans",
    "alums",
    "team",
    "hailing",
    "background",
    "backgrounds",
    "experience",
    "worked",
    "previously",
    "formerly",
    "roles",
    "coming",
    "come",
    "came",
]
_DONE = ["backed", "funded", "trusted", "chosen", "loved", "adopted", "acquired", "led", "founded"]
# what introduces employers, found in one pass; the exact rule is tried only behind one
_INTRODUCED = BytesAhoCorasick(
    [
        f" {words} ".encode()
        for words in (
            *_GROUPS,
            *(f"{people} {link}" for people in _PEOPLE for link in ("from", "at")),
            *(f"{done} by" for done in _DONE),
            *(f"{people} of" for people in ("alumni", "alums", "veterans", "founders")),
        )
    ]
)
_VENTURE = re.compile(
    r"^\W{0,2}(?:Capital|Ventures|Partners|Therapeutics|Bank|Inc\b|LLC|GmbH|Ltd|Corp|Foundation|Labs Inc|Health"
    r"|Street)\b"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What decides whether a form of a skill counts."""

    needs: re.Pattern[str] | None
    blocks: re.Pattern[str] | None
    accepted_in_it: bool


def _needs(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Short words and abbreviations must stand whole, in their case; longer ones may go on ("certif")."""
    if not words:
        return None
    whole = [_spaced(w) for w in words if len(w) <= 4 and not w.islower()]
    begun = [_spaced(w) for w in words if not (len(w) <= 4 and not w.islower())]
    parts = [rf"(?<![A-Za-z0-9])(?:{'|'.join(whole)})(?:s|(?![A-Za-z0-9+#]))"] if whole else []
    if begun:
        parts.append(rf"(?<![A-Za-z0-9])(?i:{'|'.join(begun)})")
    return re.compile("|".join(parts))


def _spaced(word: str) -> str:
    """The word as a pattern, in which a space may be a hyphen or a line break."""
    return r"[\s-]+".join(re.escape(part) for part in word.split())


def meanings(skills: Mapping[str, Skill]) -> dict[str, Meaning]:
    """The compiled rules of each skill."""
    return {
        skill.id: Meaning(
            _needs(skill.needs),
            _blocks(skill.blocks),
            skill.in_it == "accept",
        )
        for skill in skills.values()
    }


def means(text: str, start: int, end: int, kind: str, meaning: Meaning, is_it: bool) -> bool:
    """Whether a form of this kind at these offsets stands for the skill."""
    if meaning.blocks is not None and _blocked(
        text, start, end, meaning.blocks, 0 if kind == "forms" else BLOCK_WINDOW
    ):
        return False
    if kind == "forms" or (is_it and meaning.accepted_in_it):
        return True
    if meaning.needs is None:
        return meaning.accepted_in_it
    before, after = text[max(0, start - NEED_WINDOW) : start], text[end : end + NEED_WINDOW]
    return meaning.needs.search(before) is not None or meaning.needs.search(after) is not None


def _blocks(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern of all; those without capitals are compared in any case."""
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{p})" if _CAPITAL.search(p) else f"(?i:{p})" for p in map(_inline, patterns)))


def _inline(pattern: str) -> str:
    """The pattern with a flag at its start turned into a group, so that it can be joined with others."""
    return f"(?i:{pattern[4:]})" if pattern.startswith("(?i)") else pattern


def _blocked(text: str, start: int, end: int, blocks: re.Pattern[str], reach: int) -> bool:
    """Whether a block comes within `reach` characters of the form."""
    first = max(0, start - BLOCK_WINDOW)
    low, high = start - first - reach, end - first + reach
    return any(hit.start() < high and hit.end() > low for hit in blocks.finditer(text[first : end + BLOCK_WINDOW]))


class Employers:
    """The places of a text where a capitalised name is an employer, customer or investor."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: list[int] | None = None

    def has(self, start: int, end: int) -> bool:
        """Whether the name at these offsets is one ("customers like Cursor", "Spark Capital")."""
        text = self._text
        if text[end : end + 1] == " " and _VENTURE.match(text[end : end + 20]):
            return True
        if self._ends is None:
            hits = _INTRODUCED.find_matches_as_indexes(b" " + key(text) + b" ", overlapping=True)
            self._ends = sorted(last - 2 for _, _, last in hits)
        where = bisect_right(self._ends, start)
        if where == 0 or start - self._ends[where - 1] > NAMES_REACH:
            return False
        line = max(text.rfind("\n", 0, start) + 1, start - NAMES_REACH - 40)
        return _COMPANY.search(text[line:start]) is not None
