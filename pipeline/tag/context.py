"""Whether a form means its skill here: needs, blocks, and names that are only employers, customers or investors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.taxonomy import Skill

_CAPITAL = re.compile(r"(?<!\\)[A-Z]|\(\?i")  # a block with capitals is compared in its case
NEED_WINDOW = 120  # characters on both sides in which one of the needs must stand
BLOCK_WINDOW = 60
NAMES_REACH = 160  # characters of names that "customers such as" governs

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
_LINKS = frozenset(
    [
        "like",
        "as",
        "including",
        "include",
        "includes",
        "are",
        "from",
        "at",
        "by",
        "of",
        "joining",
        "former",
        "formerly",
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
    ]
)
_LINKS |= {word.capitalize() for word in _LINKS}
_NEAR = 8  # words in which the quick test looks
_LINK_WORDS = 3  # words before a list of names that may lie between it and its link ("from the likes of")
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


def is_employer(text: str, start: int, end: int) -> bool:
    """Whether a capitalised name here is an employer, customer or investor ("customers like Cursor", "Spark "
    "Capital")."""
    if text[end : end + 1] == " " and _VENTURE.match(text[end : end + 20]):
        return True
    before = text[max(text.rfind("\n", 0, start) + 1, start - NAMES_REACH) : start]
    if not _is_linked(before):
        return False
    return _COMPANY.search(before) is not None


def _is_linked(before: str) -> bool:
    """Whether a list of names follows words that may introduce employers; a quick test that spares the exact one."""
    others = 0
    for token in reversed(before.rsplit(None, _NEAR)[1:] if before.count(" ") > _NEAR else before.split()):
        if token in _LINKS:
            return True
        if not token.isalpha():
            token = token.strip(",:;()/&")
            if token in _LINKS or token.startswith(("ex-", "Ex-")):
                return True
        if token and not token[0].isupper() and not token[1:2].isupper() and token not in ("and", "or"):
            others += 1
            if others == _LINK_WORDS:
                return False
    return before.count(" ") > _NEAR
