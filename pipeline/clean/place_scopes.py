"""Names of a line put together to places: what is one place, how far away the work may be done, time zones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.clean.gazetteer import fold
from pipeline.clean.toponyms import Toponym
from pipeline.clean.word_lists import tables
from pipeline.records import Place, RemoteScope

AREAS: dict[str, str] = tables("places")["areas"]
WORLDWIDE = "worldwide"
LONGEST = 80  # characters of evidence
REMOTE = re.compile(
    r"\b(?:remote(?:ly)?|remoto|remota|télétravail|wfh|work(?:ing)? from home|home[- ]?based|home[- ]?office"
    r"|telecommut\w*|telework\w*|virtual|distributed|anywhere)\b",
    re.I,
)
CUES = ("remot", "home", "wfh", "tele", "télé", "virtual", "distribut", "anywhere")  # one stands in each of those
BREAK = re.compile(r"[;|•·\n]")  # nothing reaches over these
CHOICE = re.compile(r"[\s,)]*(?:/|&|\+|\b(?:or|and|oder|und)\b)", re.I)  # "remote or Berlin": Berlin is not remote
LISTED = re.compile(r"\s*(?:,|/|&|\bor\b|\band\b)\s*")
BESIDE = re.compile(r"[\s,\-–—:()]*")  # between parts of one place
UNKNOWN = re.compile(r", [^\W\d_][\w .'’-]{2,30}, ")  # a region that the gazetteer lacks, between city and country
STRAIGHT_BEHIND = re.compile(r"[\s\-–—:(]*(?:(?:fully|100\s?%|full|based|only|is|in)\s+)*")
ANYWHERE_IN = re.compile(r"(?:anywhere|global(?:ly)?|worldwide) (?:in|within|across|from|inside)\b", re.I)
BEHIND_COMMA = re.compile(r",\s*(?:(?:fully|100\s?%)\s+)?")

ZONE = r"(?:UTC|GMT|CES?T|EES?T|WES?T|BST|E[SD]T|C[SD]T|M[SD]T|P[SD]T|IST|A[EW]ST|JST|SGT|[ECMP]T)"
REGION = (
    r"(?:U\.?S\.?A?|UK|EU|EMEA|APAC|LATAM|(?i:europe(?:an)?|north[ -]american?|south[ -]american?"
    r"|americas?|american|canada|asian?|pacific|eastern|central|mountain|(?:east|west)[ -]coast))"
)
OFFSET = r"(?:±|\+\s?/\s?[-–−]|[+\-–−])\s?\d{1,2}(?::\d\d)?(?:\s?(?i:hours?|hrs?|h)\b)?"
TIME_ZONE = re.compile(
    rf"(?<![\w.])(?:{ZONE}\s?\(?{OFFSET}(?:\s?(?:to|through|and|[-–/])\s?(?:{ZONE}\s?)?{OFFSET})?"
    rf"|(?:{ZONE}|{REGION})(?:\s?(?:[/,&]|or)\s?(?:{ZONE}|{REGION}))*[ -]"
    rf"(?i:time[ -]?zones?|tzs?|(?:business |working |office )?hours|time)\b(?:\s?\(?{OFFSET})?"
    r"|(?:UTC|GMT|CES?T|EES?T|E[SD]T|P[SD]T)(?![\w.]))"
)
CLOCK = (" time", "imezone", "IMEZONE", "ours", "OURS", "UTC", "GMT", "CET", "EET", "EST", "EDT", "PST", "PDT", "TZ")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a line, with where it stands."""

    start: int
    end: int
    city: str | None
    division: str | None
    country: str | None
    area: str | None


def stated(line: str, names: Sequence[Toponym], *, is_remote: bool = False) -> list[Place]:
    """The places that the names of a line make, in its order, and its time zones; `is_remote`: all may be remote."""
    spots: list[Spot] = []
    for name in names:
        if name.is_area and ANYWHERE_IN.match(line, name.start):
            continue  # "anywhere in the US" is as far as the US
        spot = _spot(line, name)
        if spots and (both := _as_one(line, spots[-1], spot)) is not None:
            spots[-1] = both
        else:
            spots.append(spot)
    remote = [True] * len(spots) if is_remote else _remoteness(line, spots)
    places = [_place(line, spot, from_afar) for spot, from_afar in zip(spots, remote, strict=True)]
    return [*places, *time_zones(line)]


def time_zones(line: str) -> Iterator[Place]:
    """Time zones in which the work may be done ("CET ±2", "US hours")."""
    if ("T" in line or "ime" in line or "ours" in line or "O" in line) and any(word in line for word in CLOCK):
        for match in TIME_ZONE.finditer(line):
            zone = match.group().strip()[:LONGEST]
            yield Place(text=zone, area=zone, remote_scope="time_zone")


def _spot(line: str, name: Toponym) -> Spot:
    if name.is_area:
        area = AREAS.get(fold(name.raw), name.raw)
        return Spot(name.start, name.end, None, None, name.country or None, area)
    start = min(name.start, line.rfind(name.town, 0, name.end)) if name.town else name.start
    return Spot(start, name.end, name.city, name.division, name.country or None, None)


def _as_one(line: str, last: Spot, spot: Spot) -> Spot | None:
    """Both where one only says where the other lies ("Irvine, California" + "United States"), else None."""
    if last.country != spot.country or last.area or spot.area or not BESIDE.fullmatch(line, last.end, spot.start):
        is_behind = last.city and not (spot.city or spot.division) and UNKNOWN.fullmatch(line, last.end, spot.start)
        return replace(last, end=spot.end) if is_behind and last.country == spot.country else None
    if last.division and spot.division and last.division != spot.division:
        return None
    if last.city and spot.city and spot.city not in (last.city, last.division):
        return None
    if last.city and spot.division and not spot.city and not last.division and "," not in line[last.end : spot.start]:
        return None
    return Spot(last.start, spot.end, last.city or spot.city, last.division or spot.division, last.country, None)


def _remoteness(line: str, spots: Sequence[Spot]) -> list[bool]:
    """Per spot whether the line says that the work may be done from there, wherever that is."""
    low = line.lower() if spots else ""
    words = [match.span() for match in REMOTE.finditer(line)] if any(cue in low for cue in CUES) else []
    if not words:
        return [False] * len(spots)
    out: list[bool] = []
    is_remote, end = False, 0
    for index, spot in enumerate(spots):
        if BREAK.search(line, end, spot.start):
            is_remote = False
        before = [last for start, last in words if end <= start and last <= spot.start]
        if before and BREAK.search(line, before[-1], spot.start):
            is_remote = False
        elif before:
            is_remote = CHOICE.match(line, before[-1], spot.start) is None
        until = spots[index + 1].start if index + 1 < len(spots) else len(line)
        out.append(is_remote or any(_follows(line, spot, start) for start, _ in words if spot.end <= start < until))
        end = spot.end
    for index in range(len(spots) - 2, -1, -1):  # "USA or Canada, remote"
        one, other = spots[index], spots[index + 1]
        if out[index + 1] and not one.city and not other.city and LISTED.fullmatch(line, one.end, other.start):
            out[index] = True
    return out


def _follows(line: str, spot: Spot, start: int) -> bool:
    """Whether the word for remote work at `start` is said of the spot before it."""
    if STRAIGHT_BEHIND.fullmatch(line, spot.end, start):
        return True
    return spot.city is None and BEHIND_COMMA.fullmatch(line, spot.end, start) is not None


def _place(line: str, spot: Spot, is_remote: bool) -> Place:
    return Place(
        text=line[spot.start : spot.end][:LONGEST],
        city=spot.city,
        region=spot.division,
        country=spot.country,
        area=spot.area,
        remote_scope=_scope(spot, is_remote),
    )


def _scope(spot: Spot, is_remote: bool) -> RemoteScope | None:
    """How far away the work may be done; an area that is the whole world needs no word that says remote."""
    if spot.area == WORLDWIDE:
        return "worldwide"
    if not is_remote:
        return None
    if spot.area:
        return "area"
    return "city" if spot.city else "region" if spot.division else "country"


def settled(places: Sequence[Place], european: frozenset[str]) -> list[Place]:
    """A continent beside one of its countries only says where that country lies ("Berlin, Europe"), unless remote."""
    if all(place.country not in european for place in places):
        return list(places)
    return [
        replace(place, country=None) if is_continent(place) else place
        for place in places
        if not is_continent(place) or place.remote_scope
    ]


def is_continent(place: Place) -> bool:
    """Whether it is the continent by its plain name, which may or may not stand for the EU."""
    return place.text.lower() == "europe"
