"""Whether a form means its skill here: needs, blocks, and names that are only employers, customers or investors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from pipeline.taxonomy import Skill
from pipeline.taxonomy.dialect import ALNUM, Gap, need_patterns, parsed, regex

NEED_WINDOW = 120  # characters on both sides in which one of the needs must stand
BLOCK_WINDOW = 60
FIRM_WINDOW = 20  # characters after a name in which a firm's word must stand
NAMES_WINDOW = 160  # characters before a name, in its line, in which what makes it an employer must stand
_BEGINS = f"(?<![{ALNUM}])"

_GROUPS = (
    "customers|clients|investors|partners|partnerships|competitors|companies|startups|brands|labs|employers"
    "|organisations|organizations|portfolio|alumni|employees|unicorns"
)
_PEOPLE = (
    "customers|clients|teams|people|folks|engineers|researchers|founders|leaders|veterans|alums|team|hailing|background"
    "|backgrounds|experience|worked|previously|formerly|roles|coming|come|came"
)
_DONE = "backed|funded|trusted|chosen|loved|adopted|acquired|led|founded"
_PAST = "alumni|alums|veterans|founders"
INTRODUCTIONS = (  # what introduces the names of employers, and words that may stand before the first name
    (rf"\b(?:{_GROUPS})\b<words 5>(?:like|such as|including|include|are|from|at)\b", 0),
    (rf"\b(?:{_GROUPS})\b<words 5>:", 0),
    (rf"\b(?:{_DONE}) by\b", 6),
    (rf"\b(?:{_PEOPLE}) (?:from|at)\b", 2),
    (rf"\b(?:{_PAST}) of\b", 0),
    (r"\braised\b<near 6>(?:from|by)\b", 0),
    (r"\bex-", 0),
    (r"\b(?:former|formerly|joining)\b", 0),
)
INTRODUCING = (  # of each introduction the words that come first; the exact rule is tried only behind one of them
    *_GROUPS.split("|"),
    *("former", "formerly", "joining", "ex", "raised"),
    *(f"{people} {link}" for people in _PEOPLE.split("|") for link in ("from", "at")),
    *(f"{done} by" for done in _DONE.split("|")),
    *(f"{people} of" for people in _PAST.split("|")),
)
_FIRMS = "Capital|Ventures|Partners|Therapeutics|Bank|Inc|LLC|GmbH|Ltd|Corp|Foundation|Labs Inc|Health|Street"
FIRM = rf"\b(?:{_FIRMS})\b"
_FIRM_BEGINS = frozenset(f" {firm[0]}" for firm in _FIRMS.split("|"))
_NAMES = r"(?:[a-z]?[A-Z][A-Za-z0-9]*+|(?:and|or|s)(?![A-Za-z0-9])|\s++|[,/&.+'’-])*+[^A-Za-z0-9]*\Z"
_INTRODUCED = "|".join(
    regex(parsed(words)) + (regex(Gap(more, with_signs=False)) if more else "") for words, more in INTRODUCTIONS
)
_NAMED = re.compile(f"(?:{_INTRODUCED}){_NAMES}")
_FIRM = re.compile(regex(parsed(FIRM)))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What decides whether a form of a skill counts."""

    needs: re.Pattern[str] | None
    blocks: re.Pattern[str] | None
    accepted_in_it: bool
    cues: re.Pattern[str] | None = None


def meanings(skills: Mapping[str, Skill]) -> dict[str, Meaning]:
    """The compiled rules of each skill."""
    return {
        skill.id: Meaning(
            _joined(need_patterns(skill.needs)),
            _joined(skill.blocks),
            skill.in_it == "accept",
            _joined(skill.cues),
        )
        for skill in skills.values()
    }


def means(
    text: str, start: int, end: int, kind: str, meaning: Meaning, is_it: bool, *, is_listed: bool = False
) -> bool:
    """Whether a form of this kind at these offsets stands for the skill.

    `is_listed`: it stands beside an IT skill that is beyond doubt ("Go, Python").
    """
    if meaning.blocks is not None and _is_blocked(text, start, end, meaning.blocks, whole=kind != "forms"):
        return False
    if kind == "forms" or is_listed or (is_it and meaning.accepted_in_it):
        return True
    if meaning.cues is not None and meaning.cues.search(text[max(0, start - BLOCK_WINDOW) : end + BLOCK_WINDOW]):
        return True
    if meaning.needs is None:
        return meaning.accepted_in_it
    before, after = text[max(0, start - NEED_WINDOW) : start], text[end : end + NEED_WINDOW]
    return meaning.needs.search(before) is not None or meaning.needs.search(after) is not None


def _joined(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression of all patterns; those that begin a word are tried where words begin."""
    begun: list[str] = []
    other: list[str] = []
    for tree in map(parsed, patterns):
        source, head = regex(tree), f"(?{tree.flag}:{_BEGINS}"
        if len(tree.rows) == 1 and source.startswith(head):
            begun.append(f"(?{tree.flag}:{source.removeprefix(head)}")
        else:
            other.append(source)
    first = [f"{_BEGINS}(?:{'|'.join(begun)})"] if begun else []
    return re.compile("|".join([*first, *other])) if patterns else None


def _is_blocked(text: str, start: int, end: int, blocks: re.Pattern[str], *, whole: bool) -> bool:
    """Whether a block matches in the window around the form; unless `whole`, only where it overlaps the form."""
    first = max(0, start - BLOCK_WINDOW)
    window = text[first : end + BLOCK_WINDOW]
    hit = blocks.search(window)
    if hit is None or whole:
        return hit is not None
    low, high = start - first, end - first
    if hit.start() < high and hit.end() > low:
        return True
    if hit.start() >= high:
        return False
    behind = _reaching(blocks, len(window) - low).search(window, hit.start())  # another hit, or a longer one
    return behind is not None and behind.start() < high


@lru_cache(maxsize=4096)
def _reaching(pattern: re.Pattern[str], left: int) -> re.Pattern[str]:
    """The pattern where it ends with fewer than `left` characters of the window left."""
    return re.compile(rf"(?:{pattern.pattern})(?![\s\S]{{{left}}})")


class Employers:
    """The places of a text where a capitalised name is an employer, customer or investor."""

    def __init__(self, text: str, introduced: Sequence[tuple[int, int]]) -> None:
        """`introduced`: start and end of the words of INTRODUCING in the text, by their ends."""
        self._text = text
        self._introduced = introduced

    def has(self, start: int, end: int) -> bool:
        """Whether the name at these offsets is one ("customers like Cursor", "Spark Capital")."""
        text = self._text
        if text[end : end + 2] in _FIRM_BEGINS and _FIRM.match(text[end + 1 : end + FIRM_WINDOW]):
            return True
        return bool(self._introduced) and self._is_introduced(start)

    def _is_introduced(self, start: int) -> bool:
        text = self._text
        where = bisect_right(self._introduced, start, key=itemgetter(1))
        near = [begun for begun, ended in self._introduced[:where] if ended >= start - NAMES_WINDOW]
        if not near:
            return False
        line = max(text.rfind("\n", 0, start) + 1, start - NAMES_WINDOW)
        if any(begun >= line and _NAMED.match(text, begun, start) for begun in near):
            return True
        is_cut = line > 0 and text[line - 1].isalnum() and text[line : line + 1].isalnum()
        return is_cut and _NAMED.match(text[line:start]) is not None  # the window begins within a word
