"""Countries of lines that are made of places: headers, labels, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.headlines import FULL_STOP
from pipeline.clean.place_context import WORD, is_ruled_out
from pipeline.clean.toponyms import Toponym, resolved
from pipeline.clean.triggers import windows
from pipeline.clean.word_lists import words

URL = re.compile(
    r"(?:https?://|www\.)\S+|<EMAIL>|<PHONE>|\b[\w\-]+\.(?:com|io|ai|org|net|co|dev|app|tech|so|us|eu|de)\b\S*"
)
SEGMENT = re.compile(r"\s*[|•·;]\s*")
DASH = re.compile(r"\s+[-–—]+\s+|\t")
TIME_ZONE = re.compile(r"\btime ?zones?\b|\btz\b", re.I)
PART = re.compile(r"[,/()&+:\[\]]|\b(?:or|and|OR|AND|Or|And|plus|oder|und|y)\b")
LABELLED = re.compile(
    r"^\W{0,4}(?:job |work |office |primary |base )?locations?\b(?: ?\(s\))?\s*(?:is|are)?\s*[:\-–—\t ]\s*"
    r"(\S.{0,200})$",
    re.I | re.M,
)
TOWN_AND_STATE = re.compile(r", [A-Z]{2}\b")
HEADER_LINES, HEADER_REACH, LINE_LENGTH = 6, 1800, 130

EUROPE = "europe"  # the continent, until it is settled whether it stands for EU
FILLER = words("places", "filler")
PREPOSITIONS = words("places", "prepositions")
BASED = words("places", "based")


def in_line(line: str) -> set[str]:
    """Countries of a header-like line: parts that are nothing but a place, and places behind a preposition."""
    if "." in line or "<" in line:
        line = URL.sub(" ", line)
    parts = (
        part
        for segment in SEGMENT.split(line)
        for part in ((segment,) if TIME_ZONE.search(segment) else DASH.split(segment))
    )
    return {code for part in parts if part for code in _in_segment(part)}


def following_lines(text: str) -> set[str]:
    """Countries of the short lines that follow the first one."""
    lines = [line for line in text[:HEADER_REACH].split("\n") if line.strip()][1:HEADER_LINES]
    return {code for line in lines if len(line) <= LINE_LENGTH and not FULL_STOP.search(line) for code in in_line(line)}


def listed(text: str) -> set[str]:
    """Countries of short lines that name a town with its state ("QA Engineer, Arlington, VA")."""
    lines = {windows(text, (match.start(),), LINE_LENGTH, LINE_LENGTH)[0] for match in TOWN_AND_STATE.finditer(text)}
    short = (text[start:end] for start, end in lines if end - start <= LINE_LENGTH)
    return {code for line in short if not FULL_STOP.search(line) for code in in_line(line)}


def labelled_places(text: str) -> set[str]:
    """Countries of lines that begin with "Location"."""
    if "ocation" not in text and "OCATION" not in text:
        return set()
    return {code for line in LABELLED.finditer(text) for code in in_line(line.group(1))}


def _in_segment(segment: str) -> Iterator[str]:
    found = resolved(segment, is_field=False)
    if not found:
        return
    borders = [0, *(edge for cut in PART.finditer(segment) for edge in cut.span()), len(segment)]
    for name in found:
        if name.country and not is_ruled_out(segment, name) and _is_place(segment, name, found, borders):
            yield EUROPE if name.raw.lower() == EUROPE else name.country


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
