"""Countries that phrases of a text tie the job to ("this role is based in Zagreb")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.place_context import is_time_zone
from pipeline.clean.toponyms import resolved
from pipeline.clean.triggers import triggers

BEHIND = tuple(
    re.compile(rf" {word} (?:(?:the|our|both|downtown|Downtown|sunny|beautiful|central|Central|greater) )*(?=[A-Z])")
    for word in ("in", "within", "from", "near", "at", "across", "of")
)
TIED = re.compile(
    r"""\b(?:locat(?:ed|ion)|locations|based|situated|hir(?:e|ing)|relocat\w*|resid\w*|liv(?:e|ing)|position|roles?
    |openings?|jobs?|opportunity|office|onsite|on-site|hybrid|remote|remotely|anywhere|candidates|applicants|work
    |working|join\ us|developers?|engineers?|startup|team)\b[^.!?;]{0,28}$""",
    re.X | re.I,
)
HIRES = re.compile(r"[A-Z][^.\n]{2,45}?\b(?:is|are) (?:currently )?(?:looking|hiring|seeking|searching|recruiting)\b")
FIRMLY = re.compile(r"\b(?:role|position|job|you)\b.*\b(?:based|located|situated|seated|sits?|reside)\b", re.I)
BASED_BEHIND = re.compile(r"(?<![\w-])(?:For |In )?((?:[A-Z][\w.]*,? ){0,3}[A-Z][\w.]*)[- ]$")
JOINED = re.compile(r"[\s,/]*(?:(?:or|and|the)\s+)?")
ELSEWHERE = re.compile(
    r"customers?|clients?|users?|headquarter|HQ|investors?|backed|offices in|presence|partners|stores|founded"
    r"|subscribers|market|countries",
    re.I,
)
TIE_REACH, CLAUSE_REACH, PHRASE_LENGTH = 45, 160, 60


def in_phrases(text: str) -> set[str]:
    """Countries of phrases that tie the job to a place; the employer's customers, seat and history are no ties.

    Where a phrase says so of the job itself ("this role is based in"), the others don't count.
    """
    firm: set[str] = set()
    loose: set[str] = set()
    for start, phrase in _phrases(text):
        clause = _clause(text, start)
        if not ELSEWHERE.search(clause):
            (firm if FIRMLY.search(clause[-TIE_REACH:]) else loose).update(_at_start(phrase))
    return firm or loose


def _phrases(text: str) -> Iterator[tuple[int, str]]:
    """Stretches that open with a place the job is tied to, with where they stand."""
    for preposition in BEHIND:
        for match in preposition.finditer(text):
            if TIED.search(_clause(text, match.start())[-TIE_REACH:]) or HIRES.match(text, match.end()):
                yield match.start(), text[match.end() : match.end() + PHRASE_LENGTH].split("\n", 1)[0]
    for at in triggers(text)["seat"]:
        before = BASED_BEHIND.search(text, max(0, at - TIE_REACH), at)
        if before is not None and text.startswith("based", at):
            yield before.start(), before.group(1)


def _clause(text: str, end: int) -> str:
    """The sentence up to `end`."""
    before = text[max(0, end - CLAUSE_REACH) : end]
    return before[max(before.rfind("\n"), before.rfind(". "), before.rfind("! "), before.rfind("? ")) + 1 :]


def _at_start(phrase: str) -> Iterator[str]:
    """Countries of the names that the phrase opens with, joined by commas or "or"."""
    end = 0
    for name in resolved(phrase, is_field=False):
        if JOINED.fullmatch(phrase, end, name.start) is None:
            return
        end = name.end
        if name.country and not is_time_zone(phrase, name.end):
            yield name.country
