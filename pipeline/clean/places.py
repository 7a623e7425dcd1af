"""Where a job is.

Place fields count first, then the header line and lines that say "Location:", then the title, and only then
phrases of the text that tie the job to a place. Customers in Paris never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.clean.gazetteer import fold, gazetteer
from pipeline.clean.headlines import header
from pipeline.clean.place_context import is_excluded, is_time_zone
from pipeline.clean.place_lines import following_lines, in_line, labelled_places, listed
from pipeline.clean.place_phrases import in_phrases, where_one_must_live
from pipeline.clean.place_scopes import settled, stated
from pipeline.clean.toponyms import resolved
from pipeline.clean.word_lists import words
from pipeline.records import Place

REMOTE = re.compile(r"\bremote\b", re.I)
EUROPEAN = words("places", "european")
FIELD_REACH, TITLE_REACH = 4000, 500  # characters of a field and a title that are read
MOST = 60  # places of one posting; nobody reads more


def places(fields: Sequence[str], said: Sequence[str], title: str | None, text: str) -> tuple[Place, ...]:
    """The job's places as stated, each once: by the source's place fields, else by title and text.

    `said` are structured country fields. Where nothing names a country, areas and time zones alone are given.
    """
    given = [place for field in fields for place in _in_field(field[:FIELD_REACH])]
    known = {place.country for place in given}
    given += (place for name in said for place in _said(name) if place.country not in known)
    if _name_a_country(given):
        return _once(given)
    first = header(text)
    found = _first_with_a_country(first, title, text)
    if not _name_a_country(found) and not (title is None and REMOTE.search(first)):
        found = [*found, *in_phrases(text)]
    if not _name_a_country(found):
        found = [*found, *where_one_must_live(text)]
    return _once((*given, *(_as_written(place, title, text) for place in settled(found, EUROPEAN))))


def countries(fields: Sequence[str], said: Sequence[str], title: str | None, text: str) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes (or EU) of the job's places, sorted, without repeats."""
    return countries_of(places(fields, said, title, text))


def countries_of(found: Iterable[Place]) -> tuple[str, ...]:
    """Countries of places, sorted, without repeats."""
    return tuple(sorted({place.country for place in found if place.country}))


def _first_with_a_country(first: str, title: str | None, text: str) -> list[Place]:
    """Places of the header and labels, else of the title, else of the next lines; areas where none has a country."""
    areas: list[Place] = []
    for found in _readings(first, title, text):
        if _name_a_country(found):
            return found
        areas = areas or found
    return areas


def _readings(first: str, title: str | None, text: str) -> Iterator[list[Place]]:
    yield [*in_line(first), *labelled_places(text)]
    yield in_line((title or "")[:TITLE_REACH])
    yield following_lines(text)
    yield listed(text)


def _name_a_country(found: Iterable[Place]) -> bool:
    return any(place.country for place in found)


def _as_written(place: Place, title: str | None, text: str) -> Place:
    """The place with words that stand in the posting; a header line lacks the addresses that its text has."""
    if place.text in text or place.text in (title or ""):
        return place
    return replace(place, text=re.split(r"\s{2,}|\s(?=\W)", place.text)[0])


def _once(found: Iterable[Place]) -> tuple[Place, ...]:
    seen: dict[tuple[str | None, ...], Place] = {}
    for place in found:
        seen.setdefault((place.city, place.region, place.country, place.area, place.remote_scope), place)
    return tuple(seen.values())[:MOST]


def _said(name: str) -> Sequence[Place]:
    """A structured country field: alpha-2, alpha-3 or a name."""
    readings = [p for p in gazetteer().get(fold(name.strip()), ()) if p.kind in ("code", "country", "block")]
    if not readings:
        return _in_field(name[:FIELD_REACH])
    return [Place(text=name.strip(), country=readings[0].country)] if readings[0].country else []


@lru_cache(maxsize=1 << 12)  # an employer has the same few places
def _in_field(field: str) -> tuple[Place, ...]:
    """Places of a place field, where every name counts."""
    names = [
        name
        for name in resolved(field, is_field=True)
        if (name.country or name.is_area) and not is_excluded(field, name) and not is_time_zone(field, name.end)
    ]
    return tuple(settled(stated(field, names), EUROPEAN))
