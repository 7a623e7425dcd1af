"""Place names found in a stretch of text, each resolved to a country by what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.clean.gazetteer import Place, first_words, fold, gazetteer, longest
from pipeline.clean.word_lists import words as word_list

WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
GAP = re.compile(r"[\s\-]{1,2}|\.[\s]?")  # between the words of one name
BESIDE = re.compile(r"\.?\s*[,(\-–/|:]?\s*\(?")  # between a town and its region or country
LONGER = re.compile(r"(?: [A-Z][\w.'’]+){1,2},? ")  # "Gloucester County, NJ": the name goes on
CODE_KINDS = frozenset({"state", "code"})
# Codes of US states that are also words: they count only straight after a town and a comma, or at the end.
WORDLIKE = word_list("places", "wordlike")
ALONE = word_list("places", "alone")
ALONE_IN_FIELD = word_list("places", "alone_in_field")
LARGE = 1_000_000  # inhabitants of a town that nobody confuses with a namesake


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place in a text."""

    start: int
    end: int
    raw: str
    places: tuple[Place, ...]
    country: str | None = None  # resolved; None: it names nothing by itself, "" a block that is no country

    @property
    def best(self) -> Place:
        """The likeliest reading: the most populous that is not shy."""
        return next((place for place in self.places if not place.is_shy), self.places[0])

    @property
    def is_qualified(self) -> bool:
        """Whether its region or country stands beside it."""
        return self.end - self.start > len(self.raw)

    @property
    def is_code(self) -> bool:
        """Whether it can only be a code."""
        return self.best.kind in CODE_KINDS


def _looks_like_name(raw: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Those places that may be written like this: codes in capitals, names with a capital."""
    letters = raw.replace(".", "")
    if letters.isupper():
        return places
    named = tuple(p for p in places if p.kind not in CODE_KINDS)
    if len(letters) <= 2 or not raw[0].isupper():
        return ()
    return named


def names(text: str) -> Iterator[Toponym]:
    """Longest names of the gazetteer in the text, not yet resolved."""
    words = list(WORD.finditer(text))
    keys = [fold(word.group()) for word in words]
    known, starts, most = gazetteer(), first_words(), longest()
    at = 0
    while at < len(words):
        step = 1
        if keys[at] in starts:
            for size in range(min(most, len(words) - at), 0, -1):
                places = known.get(" ".join(keys[at : at + size]))
                if places is None or not _one_name(text, words[at : at + size]):
                    continue
                start, end = words[at].start(), words[at + size - 1].end()
                places = _looks_like_name(text[start:end], places)
                if places:
                    yield Toponym(start, end, text[start:end], places)
                    step = size
                    break
        at += step


def _one_name(text: str, words: list[re.Match[str]]) -> bool:
    return all(GAP.fullmatch(text, a.end(), b.start()) is not None for a, b in pairwise(words))


def _agreeing(town: tuple[Place, ...], wider: tuple[Place, ...]) -> Place | None:
    """The reading of `wider` that one reading of the town lies in."""
    for place in town:
        for around in wider:
            if around.is_town or not around.country or around.country != place.country:
                continue
            if not around.region or not place.region or around.region == place.region:
                return around
    return None


def _alone(name: Toponym, *, is_field: bool, is_listed: bool) -> str | None:
    """The country of a name with nothing to help beside it; None if it says nothing alone."""
    best = name.best
    if best.kind not in CODE_KINDS:
        return None if best.is_shy and not is_field else best.country
    code = name.raw.replace(".", "")
    if code not in (ALONE_IN_FIELD if is_field else ALONE):
        return None
    states = [p for p in name.places if p.kind == "state"]
    return best.country if code in ("DE", "IN") and not is_listed else (states or name.places)[0].country


def resolved(text: str, *, is_field: bool) -> list[Toponym]:
    """Names with their countries. In a place field (`is_field`) codes count alone; in prose few of them do."""
    found = list(names(text))
    out: list[Toponym] = []
    for index, name in enumerate(found):
        if out and name.start < out[-1].end:
            continue
        after = found[index + 1] if index + 1 < len(found) else None
        gap = text[name.end : after.start] if after else "."
        if after and (around := _around(name, after, gap)):
            out.append(Toponym(name.start, after.end, name.raw, name.places, around))
            continue
        country = (
            None
            if after and _goes_on(text, name, after, gap)
            else _alone(name, is_field=is_field, is_listed=text[: name.start].rstrip().endswith(","))
        )
        if country is None and name.is_code:
            country = _after_unknown_town(text, name)
        out.append(Toponym(name.start, name.end, name.raw, name.places, country))
    return _in_company(out)


def _around(name: Toponym, after: Toponym, gap: str) -> str | None:
    """The country of two neighbours one of which lies in the other, None if they are two places."""
    if not BESIDE.fullmatch(gap):
        return None
    inner, outer = (after, name) if after.best.is_town and not name.best.is_town else (name, after)
    if around := _agreeing(inner.places, outer.places):
        return around.country
    if not re.fullmatch(r",? ", gap) or name.is_code:
        return None
    states = [p for p in after.places if p.kind in ("state", "region")]
    is_state = after.raw in {p.region for p in states} and (after.raw not in WORDLIKE or "," in gap)
    is_region = "," in gap and not after.best.is_town and name.best.kind != "country"
    if states and (is_region or (is_state and (name.best.is_town or "," in gap))):
        return states[0].country  # a town too small for the gazetteer, with a larger namesake
    is_namesake = "," in gap and name.best.kind == "city" and name.best.population < LARGE
    return after.best.country if is_namesake and after.best.kind in ("country", "code", "region") else None


def _goes_on(text: str, name: Toponym, after: Toponym, gap: str) -> bool:
    """Whether the name is the beginning of a longer one that the gazetteer lacks."""
    if name.is_code or name.best.kind == "country":
        return False
    longer = LONGER.match(text, name.end)
    return longer is not None and longer.end() == after.start and not after.best.is_town and "," in gap


def _after_unknown_town(text: str, code: Toponym) -> str | None:
    """Country of a state's code behind a town that the gazetteer lacks ("Matawan, NJ")."""
    before = text[max(0, code.start - 40) : code.start]
    town = re.search(r"(?:^|[^\w.])([A-Z][\w'’.\-]+)(,?)\s*$", before)
    states = [p for p in code.places if p.kind == "state"]
    if not town or not states or (code.raw in WORDLIKE and not town.group(2)) or town.group(1).isupper():
        return None
    return states[0].country


def _in_company(found: list[Toponym]) -> list[Toponym]:
    """Names that may stand for two countries follow the company they keep: Georgia, and Cambridge beside Boston."""
    return [_beside(name, {other.country for other in found if other is not name and other.country}) for name in found]


def _beside(name: Toponym, others: set[str | None]) -> Toponym:
    country = name.country
    if not country or not others or country in others:
        is_lone_georgia = country == "GE" and not others and name.best.kind == "country"
        return replace(name, country="US") if is_lone_georgia else name
    if country == "GE" and name.best.kind == "country":
        return replace(name, country="US") if "US" in others else name
    if name.is_qualified or not name.best.is_town or name.best.population >= LARGE:
        return name
    namesake = next((place for place in name.places if place.country in others), None)
    return replace(name, country=namesake.country) if namesake else name
