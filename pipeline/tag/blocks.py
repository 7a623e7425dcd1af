"""The stretch of text that a posting of several jobs gives each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.clean.sections import Parts
from pipeline.records import Section
from pipeline.tag.lines import titled
from pipeline.tag.naming import Found
from pipeline.tag.nouns import Scan

_CLOSES = re.compile(
    r"\W*(?:to apply|apply|if (?:you|any|this)|interested|e-?mail|contact|send|please|we (?:offer|use|have|are|also"
    r"|work|value)|our (?:stack|tech|team|office|benefits)|benefits|perks|about|check|see|more|all|for more|tech"
    r"|stack|requirements for all|location|why|what we|https?:|let me|feel free|interview|compensation|you can|come"
    r"|drop"
    r"|note|technologies|thanks|visit|full|reach|contacts?|learn)\b",
    re.IGNORECASE,
)


_COMMON: frozenset[Section] = frozenset({"benefits", "process", "legal", "about"})  # to all jobs
_NOT_LETTERS = re.compile(r"https?:\S+|\W+")
ENOUGH = 40  # letters, without links, that make a block more than a title


@dataclass(frozen=True, slots=True)
class Line:
    """A line that begins with titles, and its block: up to the next such line or the end of its own text."""

    found: tuple[Found, ...]
    start: int
    block_end: int
    has_block: bool  # whether the text says more of the job than its title


def lines(scanned: Scan, start: int, parts: Parts | tuple[()]) -> tuple[Line, ...]:
    """Lines after `start` that begin with a title, each with its block."""
    text = scanned.text
    at = list(titled(scanned, start))
    ends = [begin for _, begin, _ in at[1:]]
    if at:
        most = max((_paragraphs(text, begin, end) for (_, begin, _), end in zip(at, ends, strict=False)), default=0)
        ends.append(_last_end(text, at[-1][1], at[-1][2], parts, most))
    return tuple(
        Line(found, begin, end, len(_NOT_LETTERS.sub("", text[found[-1].end : end])) >= ENOUGH)
        for (found, begin, _), end in zip(at, ends, strict=True)
    )


def _paragraphs(text: str, start: int, end: int) -> int:
    return text[start:end].strip().count("\n\n") + 1


def _last_end(text: str, start: int, line_end: int, parts: Parts | tuple[()], most: int) -> int:
    """Where the last block ends: with as many paragraphs as the longest other, before what holds for all jobs."""
    end = (parts.first(_COMMON, line_end) if parts else None) or len(text)
    paragraphs = 1
    at = text.find("\n\n", start)
    while 0 <= at < end and most:
        if paragraphs >= most or (at >= line_end and _CLOSES.match(text, at + 2)):
            return at
        paragraphs += 1
        at = text.find("\n\n", at + 2)
    return end
