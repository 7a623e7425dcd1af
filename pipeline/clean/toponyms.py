"""Reading names found in a stretch of text, each resolved to a country by what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from pipeline.clean.gazetteer import Reading, first_words, fold, gazetteer
from pipeline.clean.word_lists import words as word_list

WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
# Words that begin with a capital, or with a letter beyond ASCII.
CAPITALISED = re.compile(
    r"[A-Z\u00c0-\U0010ffff](?<=[^\W\d_])(?<![^\W\d_].)(?<![^\W\d_]['’.].)[^\W\d_]*(?:['’.][^\W\d_]+)*", re.DOTALL
)
GAP = re.compile(r"[\s\-]{1,2}|\.[\s]?")  # between the words of one name
BESIDE = re.compile(r"\.?\s*[,(\-–/|:]?\s*\(?")  # between a town and its region or country
TOWN = re.compile(r"(?:[A-Z\u00c0-\u00de][\w'’.\-]+ ){0,2}[A-Z\u00c0-\u00de][\w'’.\-]+$")  # before ", NJ"
UNKNOWN = re.compile(r", [A-Z\u00c0-\u00de][\w .'’\-]{2,30}, ")  # a region that the gazetteer lacks
STREET = re.compile(
    r"(?: [A-Z][\w']+)? (?:St|Street|Ave|Avenue|Blvd|Boulevard|Road|Rd|Drive|Dr|Lane|Ln|Way|Pkwy|Parkway|Hwy|Highway)\b"
)
LONGER = re.compile(r"(?: [A-Z][\w.'’]+){1,2},? ")  # "Gloucester County, NJ": the name goes on
CODE_KINDS = frozenset({"state", "code"})
REGION_KINDS = frozenset({"state", "region"})
# Codes of US states that are also words: they count only straight after a town and a comma, or at the end.
LONG_NAMES = word_list("places", "long_names")
FILLER = word_list("places", "filler")
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
    places: tuple[Reading, ...]
    country: str | None = None  # resolved; None: it names nothing by itself, "" a block that is no country
    inner: tuple[Reading, ...] = ()  # of two names that became one, the readings of the narrower
    wider: tuple[Reading, ...] = ()  # and those of the wider
    town: str = ""  # the town as written, where the gazetteer lacks it

    @property
    def best(self) -> Reading:
        """The likeliest reading: the most populous that is not shy."""
        return next((place for place in self.places if not place.is_shy), self.places[0])

    @property
    def is_qualified(self) -> bool:
        """Whether its region or country stands beside it."""
        return self.end - self.start > len(self.raw)

    def moved(self, by: int) -> Toponym:
        """The same, `by` characters further."""
        parts = self.raw, self.places, self.country, self.inner, self.wider, self.town
        return Toponym(self.start + by, self.end + by, *parts)

    @property
    def is_area(self) -> bool:
        """Whether it names many countries or all of them: EMEA, Europe, worldwide."""
        return self.best.kind == "block"

    @property
    def city(self) -> str | None:
        """The city by the name we keep for it, or as written where the gazetteer lacks it; None: no city."""
        if self.town:
            return self.town
        narrow = self._narrow()
        if narrow is not None:
            return narrow.city or None
        first = (self.inner or self.places)[0]
        return None if first.kind in ("country", "code", "block") and first.country == self.country else self.raw

    @property
    def division(self) -> str | None:
        """The state, province or land, None if unknown."""
        narrow = None if self.town else self._narrow()
        readings = (*self.wider, *self.places) if self.town else self.wider
        around = (each.division for each in readings if each.country == self.country and each.kind in REGION_KINDS)
        return (narrow.division if narrow else "") or next(around, "") or None

    def _narrow(self) -> Reading | None:
        """The reading of the narrower name that agrees with country and region; None: a town the gazetteer lacks."""
        around = [each for each in self.wider if each.country == self.country and each.kind in REGION_KINDS]
        regions, divisions = {each.region for each in around} - {""}, {each.division for each in around}
        for each in self.inner or self.places:
            is_inside = each.region in regions or (not each.region and each.division in divisions)
            if each.country == self.country and (not regions or is_inside):
                return each
        return None

    @property
    def is_code(self) -> bool:
        """Whether it can only be a code."""
        return self.best.kind in CODE_KINDS


def _looks_like_name(raw: str, places: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Those places that may be written like this: codes in capitals, names with a capital."""
    letters = raw.replace(".", "")
    if letters.isupper():
        return places
    named = tuple(p for p in places if p.kind not in CODE_KINDS)
    if len(letters) <= 2 or not raw[0].isupper():
        return ()
    return named


def may_name(text: str) -> bool:
    """Whether a word of the text begins a name of the gazetteer."""
    return not first_words().keys().isdisjoint(map(fold, CAPITALISED.findall(text)))


def opens_a_name(text: str) -> bool:
    """Whether the first word of the text, which begins with a capital, begins a name of the gazetteer."""
    first = CAPITALISED.match(text)
    return first is not None and fold(first[0]) in first_words()


def names(text: str) -> Iterator[Toponym]:
    """Longest names of the gazetteer in the text, not yet resolved."""
    known, longest = gazetteer(), first_words()
    past = 0
    for first in CAPITALISED.finditer(text):
        raw, start = first.group(), first.start()
        most = longest.get(fold(raw))
        if most is None or start < past or not raw[0].isupper():
            continue
        words = [first, *islice(WORD.finditer(text, first.end()), most - 1)]
        keys = [fold(each.group()) for each in words]
        for size in range(len(keys), 0, -1):
            places = known.get(" ".join(keys[:size]))
            if places is None or not _one_name(text, words[:size]):
                continue
            end = words[size - 1].end()
            places = _looks_like_name(text[start:end], places)
            if places:
                yield Toponym(start, end, text[start:end], places)
                past = end
                break


def _one_name(text: str, words: list[re.Match[str]]) -> bool:
    return all(GAP.fullmatch(text, a.end(), b.start()) is not None for a, b in pairwise(words))


def _agreeing(town: tuple[Reading, ...], wider: tuple[Reading, ...]) -> Reading | None:
    """The reading of `wider` that one reading of the town lies in."""
    for place in town:
        for around in wider:
            if around.is_town or not around.country or around.country != place.country:
                continue
            if not around.region or not place.region or around.region == place.region:
                return around
    return None


def _alone(text: str, name: Toponym, *, is_field: bool) -> str | None:
    """The country of a name with nothing to help beside it; None if it says nothing alone."""
    best = name.best
    if best.kind not in CODE_KINDS:
        if is_field and best.is_town and STREET.match(text, name.end):
            return None
        return None if best.is_shy and not is_field else best.country
    code = name.raw.replace(".", "")
    if code not in (ALONE_IN_FIELD if is_field else ALONE):
        return None
    states = [p for p in name.places if p.kind == "state"]
    is_listed = text[: name.start].rstrip().endswith(",")
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
            within, inner, outer = around
            both = Toponym(name.start, after.end, name.raw, name.places, within, inner.places, outer.places)
            out.append(replace(both, town=_town(text, both, inner, out, is_field=is_field)))
            continue
        goes_on = after is not None and _goes_on(text, name, after, gap)
        country = None if goes_on else _alone(text, name, is_field=is_field)
        if country is None and name.is_code:
            country = _after_unknown_town(text, name)
        town = _unknown_town(text, name, out, is_field=is_field) if country else ""
        out.append(Toponym(name.start, name.end, name.raw, name.places, country, town=town))
    return _in_company(out)


def _around(name: Toponym, after: Toponym, gap: str) -> tuple[str, Toponym, Toponym] | None:
    """Country of two neighbours one of which lies in the other, the narrower and the wider; None: two places."""
    if not BESIDE.fullmatch(gap):
        return _around_unknown(name, after, gap)
    inner, outer = (after, name) if after.best.is_town and not name.best.is_town else (name, after)
    if inner is after and any(town.region and _agreeing((town,), after.places) for town in name.places if town.is_town):
        inner, outer = name, after  # "Kent, Washington"
    if around := _agreeing(inner.places, outer.places):
        return around.country, inner, outer
    country = _around_namesake(name, after, gap)
    return (country, name, after) if country else None


def _around_unknown(name: Toponym, after: Toponym, gap: str) -> tuple[str, Toponym, Toponym] | None:
    """As `_around`, for a town and its country with a region between that the gazetteer lacks."""
    if after.best.kind != "country" or not UNKNOWN.fullmatch(gap):
        return None
    is_inside = any(each.is_town and each.country == after.best.country for each in name.places)
    return (after.best.country, name, after) if is_inside else None


def _around_namesake(name: Toponym, after: Toponym, gap: str) -> str | None:
    """The country of a town that the gazetteer knows elsewhere only, by the region or country behind it."""
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


def _town(text: str, both: Toponym, inner: Toponym, found: list[Toponym], *, is_field: bool) -> str:
    """The town as written where one that the gazetteer lacks stands before two names or goes on before the first."""
    if town := _unknown_town(text, inner, found, is_field=is_field):
        return town
    if not inner.best.is_town:
        return ""
    is_known = both._narrow() is not None
    before = text[max(0, inner.start - 20) : inner.start].rsplit(" ", 2)
    if inner.start < 2 or len(before) < 2 or before[-1] or not before[-2][:1].isupper():
        return "" if is_known else inner.raw
    if is_known and before[-2] not in LONG_NAMES:
        return ""
    return _before(text, inner.end, found) or inner.raw


def _unknown_town(text: str, name: Toponym, found: list[Toponym], *, is_field: bool) -> str:
    """A town that the gazetteer lacks before its region or, in a place field, its country; "" if there is none."""
    if name.is_area or text[name.start - 2 : name.start] != ", ":
        return ""
    is_state = any(each.kind == "state" for each in name.places)
    if not is_state and (not is_field or (name.best.is_town and all(each.kind != "region" for each in name.places))):
        return ""
    town = _before(text, name.start - 2, found)
    start = name.start - 2 - len(town)
    if found and found[-1].end == start - 2 and found[-1].country == name.best.country:
        return ""  # a region that the gazetteer lacks, behind its town
    if text[start - 2 : start] == ", " and is_field and (first := _before(text, start - 2, found)):
        return first
    return town


def _before(text: str, end: int, found: list[Toponym]) -> str:
    """The capitalised words that end at `end`, without "Remote" and the like; "" for none and for shouted ones."""
    match = TOWN.search(text, max(found[-1].end if found else 0, end - 60), end)
    town = match.group() if match else ""
    while town and town.split(" ", 1)[0].lower() in FILLER and town.split(" ", 1)[0] not in LONG_NAMES:
        town = town.partition(" ")[2]
    return "" if town.isupper() else town


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
