"""What the words around a place name say: outside it, its time zone, the employer's seat only."""

from __future__ import annotations

import re

from pipeline.clean.gazetteer import fold, gazetteer
from pipeline.clean.toponyms import Toponym
from pipeline.clean.word_lists import words

WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*|\d+")
EXCLUDING = words("places", "excluding")
SEAT = words("places", "seat")
TIMES = words("places", "times")
BETWEEN = words("places", "between")
REACH = 30  # characters before a name that may rule it out
AHEAD = 50  # characters behind it in which a time zone may follow


def is_ruled_out(text: str, name: Toponym) -> bool:
    """Whether the name is no place of the job: outside X, HQ in X, X time zones."""
    before = _before(text, name)
    return not SEAT.isdisjoint(before) or _excludes(before) or is_time_zone(text, name.end)


def is_excluded(text: str, name: Toponym) -> bool:
    """Whether the text says outside X or except the X."""
    return _excludes(_before(text, name))


def _excludes(before: list[str]) -> bool:
    """Whether the words before a name exclude it."""
    return bool(before) and (before[-1] in EXCLUDING or (before[-1] == "the" and not EXCLUDING.isdisjoint(before)))


def is_time_zone(text: str, at: int) -> bool:
    """Whether a time zone or nationality follows, perhaps behind more places ("US/Canada Timezones")."""
    ahead = text[at : at + AHEAD]
    for word in WORD.finditer(ahead):
        low = word.group().lower()
        if any(c in "|;)." for c in ahead[: word.start()]):
            return False
        if low in TIMES:
            return True
        if low not in BETWEEN and fold(word.group()) not in gazetteer():
            return False
    return False


def _before(text: str, name: Toponym) -> list[str]:
    """The last words before a name."""
    if name.start == 0:
        return []
    return [w.group().lower() for w in WORD.finditer(text[max(0, name.start - REACH) : name.start])][-3:]
