"""Titles in the first lines of a posting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.naming import Found, named
from pipeline.tag.nouns import Scan
from pipeline.tag.pieces import begins

_SEGMENT = re.compile(r"\s*\|+\s*|\s*[•·]\s+|\s+//\s+")
_DASHED = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*|\s+//?\s+|\s+@\s+|\s+(?=https?://)|\s+\(?(?=www\.)|:\s+|;\s+")
_NO_TITLE = re.compile(
    r"(?:https?:|www\.|\$|€|£|\d)|(?:on-?site|remote|full[- ]?time|part[- ]?time|contract|visa|hybrid|equity|salary"
    r"|usa?|uk|eu|nyc|sf)\b[^|]{0,25}$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:we|our|is|are|was|that|which|founded|you|your|who|makes?|builds?|helps?|platform for|marketplace"
    r"|engine for|software for|tools? for)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[a-z]\.\s")
_FIRM = re.compile(r"(?:engineering|development)$", re.IGNORECASE)
_SPACED_DASH = re.compile(r"\s+[-–—]+\s+")
_BRACKETED = re.compile(r"\(([^()]{4,60})\)")


def header(scanned: Scan) -> tuple[list[Found], int]:
    """Titles of the header, and where it ends: with the first line, or a later one of the first few that has them."""
    text = scanned.text
    start = len(text) - len(text.lstrip(" \n\t=-*#_"))
    end = _line_end(text, start)
    found = _header_line(scanned, start, end) or _bracketed(scanned, start, end)
    following = end + 1
    while not found and following < len(text) and following - start < 400:
        stop = _line_end(text, following)
        line = text[following:stop]
        if line.strip() and (
            (len(line) > 90 and "|" not in line) or following - start > 250 or line.lstrip()[0] in "-*•–"
        ):
            break
        names = _header_line(scanned, following, stop) if line.strip() else []
        if "|" not in line:
            names = [found for found in names if found.role != "non_it"]
        if "|" in line or (names and not names[0].is_generic and not begins(text, following, names[0].start)):
            found = names
        end, following = (stop, stop + 1) if found or "|" in line else (end, stop + 1)
    return found, end


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _header_line(scanned: Scan, start: int, end: int) -> list[Found]:
    text = scanned.text
    line = text[start:end]
    barred = "|" in line or "•" in line or "·" in line
    stretches = list(_split(_SEGMENT if barred else _DASHED, text, start, min(end, start + 600)))
    if barred and not scanned.names(start, stretches[0][0] + len(_SPACED_DASH.split(text[slice(*stretches[0])])[0])):
        stretches = [*_split(_SPACED_DASH, text, *stretches[0]), *stretches[1:]]
    found: list[Found] = []
    for i, (a, b) in enumerate(stretches):
        if (
            (b - a > 140 and b - a > 140 * max(1, len(scanned.nouns(a, b))))
            or (i and b - a > 60 and _ABOUT.search(text, a, b))
            or (not (has_noun := scanned.names(a, b)) and _NO_TITLE.match(text, a, b))
        ):
            continue
        names = named(scanned, a, b, "weak" if barred else "plain" if i or has_noun else "none")
        if i == 0 and names and not _is_title(scanned, a, b, names, alone=len(stretches) == 1):
            continue
        found += names
    return found


def _is_title(scanned: Scan, start: int, end: int, names: list[Found], *, alone: bool) -> bool:
    """Whether a first segment is titles and nothing else: it is an employer as a rule."""
    words = scanned.text[start:end]
    before = words[: names[0].start - start].strip(" :-*[(")
    if not alone and names[0].is_generic and len(words.split()) == 1 and not words.rstrip().endswith("s"):
        return False
    if len(before) > 12 or names[0].role == "non_it" or (not alone and _FIRM.search(names[-1].title)):
        return (
            alone
            and ("," in words or "(" in words)
            and _SENTENCE.search(words) is None
            and (len(words) <= 60 or _ABOUT.search(words) is None)
        )
    if alone or _SPACED_DASH.match(scanned.text, names[-1].end):
        return True
    return names[-1].end - start >= len(words.rstrip(" .:!)]")) - 14


def _bracketed(scanned: Scan, start: int, end: int) -> list[Found]:
    """Titles in a bracket of the first line: "Company, Town (Senior Data Analyst)"."""
    brackets = _BRACKETED.finditer(scanned.text, start, min(end, start + 300))
    return [
        found
        for bracket in brackets
        for found in named(scanned, *bracket.span(1), "none")
        if begins(scanned.text, bracket.start(1), found.start)
    ]


def _split(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in mark.finditer(text, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end
