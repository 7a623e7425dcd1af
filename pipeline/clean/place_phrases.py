"""Places that phrases of a text tie the job to ("this role is based in Zagreb")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.place_context import is_time_zone
from pipeline.clean.place_scopes import REMOTE, stated
from pipeline.clean.toponyms import Toponym, resolved
from pipeline.clean.triggers import triggers
from pipeline.records import Place

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
MUST_LIVE = re.compile(
    r"\b(?:must|needs? to|ha(?:ve|s) to|required to)\s+(?:(?:be|currently|already|legally)\s+)*"
    r"(?:reside|residing|live|located|based)\s+(?:in|within)\s+(?:the\s+)?",
    re.I,
)
EXPORT_RULE = re.compile(r"\bITAR\b[^\n]{0,40}\n+[^\n]{0,200}(U\.S\.)(?= (?:Government|citizen))")
TIE_REACH, CLAUSE_REACH, PHRASE_LENGTH = 45, 160, 60


def in_phrases(text: str) -> list[Place]:
    """Places of phrases that tie the job to them; the employer's customers, seat and history are no ties.

    Where a phrase says so of the job itself ("this role is based in"), the others don't count.
    """
    firm: list[Place] = []
    loose: list[Place] = []
    for start, phrase in _phrases(text):
        clause = _clause(text, start)
        if not ELSEWHERE.search(clause):
            found = _at_start(phrase, is_remote=REMOTE.search(clause[-TIE_REACH:]) is not None)
            (firm if FIRMLY.search(clause[-TIE_REACH:]) else loose).extend(found)
    return firm or loose


def where_one_must_live(text: str) -> list[Place]:
    """Places that applicants must live in ("must reside in the US"); the US where its arms export rules bind them."""
    if "esid" in text or "ocated" in text or "ased in" in text or "live in" in text:
        for match in MUST_LIVE.finditer(text):
            if found := _at_start(text[match.end() : match.end() + PHRASE_LENGTH], is_remote=False):
                return found
    rule = EXPORT_RULE.search(text) if "ITAR" in text else None
    return [Place(text=rule.group(1), country="US")] if rule else []


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


def _at_start(phrase: str, *, is_remote: bool) -> list[Place]:
    """Places of the names that the phrase opens with, joined by commas or "or"."""
    end = 0
    names: list[Toponym] = []
    for name in resolved(phrase, is_field=False):
        if JOINED.fullmatch(phrase, end, name.start) is None:
            break
        end = name.end
        if name.country and not is_time_zone(phrase, name.end):
            names.append(name)
    return [place for place in stated(phrase, names, is_remote=is_remote) if place.country]
