"""Places of lines that are made of places: headers, labels, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.clean.headlines import has_full_stop
from pipeline.clean.patterns import lower
from pipeline.clean.place_context import WORD, is_ruled_out
from pipeline.clean.place_scopes import stated, time_zones
from pipeline.clean.toponyms import Toponym, may_name, resolved
from pipeline.clean.triggers import windows
from pipeline.clean.word_lists import words
from pipeline.records import Place

URL = re.compile(
    r"(?:https?://|www\.)\S+|<EMAIL>|<PHONE>|\b[\w\-]+\.(?:com|io|ai|org|net|co|dev|app|tech|so|us|eu|de)\b\S*"
)
MAY_BE_URL = re.compile(r"://|www\.|<[EP]|\.(?:com|io|ai|org|net|co|dev|app|tech|so|us|eu|de)\b")  # one in each
SEGMENT = re.compile(r"[|•·;]")
DASH = re.compile(r"\s[-–—]+\s|\t")
SEGMENT_OR_DASH = re.compile(r"[|•·;\t]|\s[-–—]+\s")
ZONED = re.compile(r"[zZ][oO][nN][eE][sS]?\b|\b[tT][zZ]\b")
PART = re.compile(r"[,/()&+:\[\]]|\b(?:or|and|OR|AND|Or|And|plus|oder|und|y)\b")
LABELLED = re.compile(
    r"^\W{0,4}(?:job |work |office |primary |base )?locations?\b(?: ?\(s\))?\s*(?:is|are)?\s*[:\-–—\t ]\s*"
    r"(\S.{0,200})$",
    re.I | re.M,
)
TOWN_AND_STATE = re.compile(r", [A-Z]{2}\b")
HEADER_LINES, HEADER_REACH, LINE_LENGTH = 6, 1800, 130

FILLER = words("places", "filler")
PREPOSITIONS = words("places", "prepositions")
BASED = words("places", "based")


def in_line(line: str) -> list[Place]:
    """Places of a header-like line: parts that are nothing but a place, and places behind a preposition."""
    if MAY_BE_URL.search(line):
        line = URL.sub(" ", line)
    if not may_name(line):
        return list(time_zones(line))
    names = [name for start, end in _parts(line) for name in _in_part(line[start:end], start)]
    return stated(line, names) if line else []


def following_lines(text: str) -> list[Place]:
    """Places of the short lines that follow the first one."""
    lines = [line for line in text[:HEADER_REACH].split("\n") if line.strip()][1:HEADER_LINES]
    return [place for line in lines if len(line) <= LINE_LENGTH and not has_full_stop(line) for place in in_line(line)]


def listed(text: str) -> list[Place]:
    """Places of short lines that name a town with its state ("QA Engineer, Arlington, VA")."""
    lines = {windows(text, (match.start(),), LINE_LENGTH, LINE_LENGTH)[0] for match in TOWN_AND_STATE.finditer(text)}
    short = (text[start:end] for start, end in sorted(lines) if end - start <= LINE_LENGTH)
    return [place for line in short if not has_full_stop(line) for place in in_line(line)]


def labelled_places(text: str) -> list[Place]:
    """Places of lines that begin with "Location"."""
    return [place for value in _labels(text) for place in in_line(value)]


def _labels(text: str) -> Iterator[str]:
    """What stands behind labels such as "Location:", tried only in lines that say so."""
    low = lower(text)
    at, past = low.find("location"), 0
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        match = LABELLED.match(text, start) if start >= past else None
        if match:
            yield match.group(1)
            past = match.end()
        at = low.find("location", max(at + 1, past))


def _parts(line: str) -> list[tuple[int, int]]:
    """Where the stretches between bars and dashes stand; a time zone keeps its dashes ("Europe - Asia timezones")."""
    keeps = ZONED.search(line) is not None
    if not keeps:
        return _between(SEGMENT_OR_DASH, line, 0, len(line))
    return [
        part
        for start, end in _between(SEGMENT, line, 0, len(line))
        for part in ([(start, end)] if ZONED.search(line, start, end) else _between(DASH, line, start, end))
    ]


def _between(separator: re.Pattern[str], line: str, start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for cut in separator.finditer(line, start, end):
        out.append((start, cut.start()))
        start = cut.end()
    out.append((start, end))
    return out


def _in_part(part: str, offset: int) -> Iterator[Toponym]:
    """Names of a part that are places of the job, at their offsets in the line."""
    return (name.moved(offset) for name in _stated(part))


@lru_cache(maxsize=1 << 15)  # "San Francisco, CA" and "Full-time" come again and again
def _stated(part: str) -> tuple[Toponym, ...]:
    found = resolved(part, is_field=False)
    if not found:
        return ()
    borders = [0, *(edge for cut in PART.finditer(part) for edge in cut.span()), len(part)]
    return tuple(
        name
        for name in found
        if (name.country or (name.is_area and name.country is not None))
        and not is_ruled_out(part, name)
        and _is_place(part, name, found, borders)
    )


def _is_place(segment: str, name: Toponym, found: list[Toponym], borders: list[int]) -> bool:
    """Whether the name stands for the job's place: alone in its part, or tied by a word."""
    start = max(edge for edge in borders if edge <= name.start)
    end = min((edge for edge in borders if edge >= name.end), default=len(segment))
    before = [w.group().lower() for w in WORD.finditer(segment, start, name.start)]
    after = [w.group().lower() for w in WORD.finditer(segment, name.end, end)]
    if (before and before[-1] in PREPOSITIONS) or (after and after[0] in BASED):
        return True
    if name.country in ("US", "CA") and (name.is_qualified or (name.is_code and name.start > start)):
        return True
    rest = (
        word.group().lower()
        for word in WORD.finditer(segment, start, end)
        if not any(other.start <= word.start() < other.end for other in found)
    )
    return all(word in FILLER or word.isdigit() for word in rest)
