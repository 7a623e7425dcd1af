"""Places that phrases of a text tie the job to ("this role is based in Zagreb")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from pipeline.clean.patterns import lower
from pipeline.clean.place_context import is_time_zone
from pipeline.clean.place_scopes import REMOTE, stated
from pipeline.clean.toponyms import Toponym, opens_a_name, resolved
from pipeline.clean.triggers import triggers
from pipeline.records import Place

PREPOSITIONS = (" in ", " within ", " from ", " near ", " at ", " across ", " of ")
EPITHETS = re.compile(r"(?:(?:the|our|both|downtown|Downtown|sunny|beautiful|central|Central|greater) )*(?=[A-Z])")
OPENINGS = ("A", "the ", "our ", "both ", "downtown ", "sunny ", "beautiful ", "central ", "greater ")
CAPITALS = bytes(ord("A") if 65 <= c <= 90 else c for c in range(256))  # any capital is an A
TIED = re.compile(
    r"""\b(?:locat(?:ed|ion)|locations|based|situated|hir(?:e|ing)|relocat\w*|resid\w*|liv(?:e|ing)|position|roles?
    |openings?|jobs?|opportunity|office|onsite|on-site|hybrid|remote|remotely|anywhere|candidates|applicants|work
    |working|join\ us|developers?|engineers?|startup|team)\b[^.!?;]{0,28}$""",
    re.X,
)  # for text in lower case
TIES = frozenset((
    "located", "location", "locations", "based", "situated", "hire", "hiring", "live", "living", "position", "role",
    "roles", "opening", "openings", "job", "jobs", "opportunity", "office", "onsite", "on", "hybrid", "remote",
    "remotely", "anywhere", "candidates", "applicants", "work", "working", "developer", "developers", "engineer",
    "engineers", "startup", "team",
))  # fmt: skip  # the words of TIED, but for those that it knows by their beginnings
LETTERS = bytes(c if c in b"abcdefghijklmnopqrstuvwxyz" else 32 for c in range(256))
HIRES_REACH = 80
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
LIVING = ("resid", "live", "located", "based")
LIVING_IN = re.compile(r"[a-z]+\s+(?:in|within)\s")
MUST_REACH = 200  # characters around such a word within which one must live somewhere
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
    if any(sign in text for sign in ("esid", "ocated", "ased in", "live in")):
        for match in _must_live(text):
            if found := _at_start(text[match.end() : match.end() + PHRASE_LENGTH], is_remote=False):
                return found
    rule = EXPORT_RULE.search(text) if "ITAR" in text else None
    return [Place(text=rule.group(1), country="US")] if rule else []


def _must_live(text: str) -> Iterator[re.Match[str]]:
    """Where a text says that one must live in a place: looked for only around the words that mean living."""
    low, past = lower(text), 0
    for start in sorted(at for word in LIVING for at in _standing(low, word)):
        if start >= past and LIVING_IN.match(low, start):
            match = MUST_LIVE.search(text, max(past, start - MUST_REACH), start + MUST_REACH)
            if match is not None:
                yield match
                past = match.end()


def _standing(low: str, word: str) -> Iterator[int]:
    """Where a word stands in a text in lower case."""
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find(word, at + 1)


def _phrases(text: str) -> Iterator[tuple[int, str]]:
    """Stretches that the job is tied to and whose first word begins a name of a place, with where they stand."""
    for at, end in _prepositions(text):
        phrase = text[end : end + PHRASE_LENGTH].split("\n", 1)[0]
        if opens_a_name(phrase) and (_is_tied(_clause(text, at)[-TIE_REACH:].lower()) or _hires(text, end)):
            yield at, phrase
    for at in triggers(text)["seat"]:
        before = BASED_BEHIND.search(text, max(0, at - TIE_REACH), at) if text.startswith("based", at) else None
        if before is not None and opens_a_name(before.group(1)):
            yield before.start(), before.group(1)


def _is_tied(before: str) -> bool:
    """Whether words before a preposition, in lower case, tie the job to what follows."""
    said = before.encode("ascii", "replace").translate(LETTERS).decode("ascii").split()
    if TIES.isdisjoint(said) and "relocat" not in before and "resid" not in before and "join us" not in before:
        return False
    return TIED.search(before) is not None


def _hires(text: str, at: int) -> bool:
    """Whether a sentence begins at `at` that says who hires."""
    ahead = text[at : at + HIRES_REACH]
    return "ing" in ahead and ("is " in ahead or "are " in ahead) and HIRES.match(text, at) is not None


@lru_cache(maxsize=1)
def _openings() -> BytesAhoCorasick:
    """Finds each preposition with each of the openings behind it, for text whose capitals are all an A."""
    opened = [(preposition + opening).encode() for preposition in PREPOSITIONS for opening in OPENINGS]
    return BytesAhoCorasick(opened, matchkind=MatchKind.Standard, implementation=Implementation.DFA)


def _prepositions(text: str) -> Iterator[tuple[int, int]]:
    """Where prepositions before a capital stand, one preposition after the other, and where that capital stands."""
    hits = _openings().find_matches_as_indexes(text.encode("ascii", "replace").translate(CAPITALS), overlapping=True)
    for number, at in sorted((opening // len(OPENINGS), start) for opening, start, _ in hits):
        behind = EPITHETS.match(text, at + len(PREPOSITIONS[number]))
        if behind is not None:
            yield at, behind.end()


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
