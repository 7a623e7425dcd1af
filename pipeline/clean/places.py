"""Where a job is.

Place fields count first, then the header line and lines that say "Location:", then the title, and only then
phrases of the text that tie the job to a place. Customers in Paris never count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.clean.gazetteer import fold, gazetteer
from pipeline.clean.headlines import header
from pipeline.clean.place_context import is_excluded, is_time_zone
from pipeline.clean.place_lines import EUROPE, following_lines, in_line, labelled_places, listed
from pipeline.clean.place_phrases import in_phrases
from pipeline.clean.toponyms import resolved
from pipeline.clean.word_lists import words

REMOTE = re.compile(r"\bremote\b", re.I)
EUROPEAN = words("places", "european")


def countries(places: Sequence[str], said: Sequence[str], title: str | None, text: str) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes (or EU) of the job's places, sorted, without repeats."""
    fields = {code for place in places for code in _in_field(place)} | {code for name in said for code in _said(name)}
    if fields:
        return tuple(sorted(fields))
    first = header(text)
    stated = in_line(first) | labelled_places(text) or in_line(title or "") or following_lines(text) or listed(text)
    if not stated and not (title is None and REMOTE.search(first)):
        stated = in_phrases(text)
    return tuple(sorted(_settled(stated)))


def _settled(codes: set[str]) -> set[str]:
    """A continent beside one of its countries only says where that country lies ("Berlin, Europe")."""
    if EUROPE not in codes:
        return codes
    return codes - {EUROPE} if codes & EUROPEAN else codes - {EUROPE} | {"EU"}


def _said(name: str) -> set[str]:
    """A structured country field: alpha-2, alpha-3 or a name."""
    readings = [p for p in gazetteer().get(fold(name.strip()), ()) if p.kind in ("code", "country", "block")]
    return {readings[0].country} - {""} if readings else _in_field(name)


def _in_field(place: str) -> set[str]:
    """Countries of a place field, where every name counts."""
    return _settled(
        {
            EUROPE if name.raw.lower() == EUROPE else name.country
            for name in resolved(place, is_field=True)
            if name.country and not is_excluded(place, name) and not is_time_zone(place, name.end)
        }
    )
