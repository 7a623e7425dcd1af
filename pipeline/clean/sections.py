"""Which part of a posting a character stands in.

Headings decide; where a posting has none, or a paragraph plainly is something else (an equal-opportunity notice under
the requirements), the words of the sentence do.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.clean import section_cues as cues
from pipeline.clean import sentences
from pipeline.clean.headings import heading, inline
from pipeline.clean.patterns import lowered
from pipeline.records import Section


class Part(NamedTuple):
    """A stretch of the text with one section; parts are in order and cover the text."""

    section: Section
    start: int
    end: int


LISTS: frozenset[Section] = frozenset({"requirements", "nice_to_have", "duties"})
NAMED: frozenset[Section] = frozenset({"requirements", "nice_to_have", "stack"})  # by a word at a sentence's start


def sections(text: str) -> tuple[Part, ...]:
    """The parts of a posting's text, in order, without gaps; empty for an empty text."""
    if not text:
        return ()
    marks = dict(_marks(text))
    cuts = sorted({*sentences.starts(text), *marks})
    notices = cues.NOTICED.by_sentence(text, cuts)
    parts: list[Part] = []
    spoken: Section | None = None  # the section of the part that is being read, and where it starts
    begun = 0
    ruling: Section | None = None
    lead: Section | None = None
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        ruling = marks.get(start, ruling)
        sentence = text[start:end]
        section = (start in notices and ruling != "header" and _noticed(sentence, notices[start])) or (
            _said(sentence, lead) if ruling is None else _ruled(sentence, ruling)
        )
        opens = sentence.rstrip().endswith(":")
        if (opens or lead is not None) and (sentence[0].isalpha() or not cues.BULLET.match(sentence)):
            lead = section if opens else None
        if section != spoken:
            if spoken is not None:
                parts.append(Part(spoken, begun, start))
            spoken, begun = section, start
    if spoken is not None:
        parts.append(Part(spoken, begun, len(text)))
    return tuple(parts)


def _marks(text: str) -> Iterator[tuple[int, Section | None]]:
    """Offsets where a section begins by heading; None where none rules any more.

    A whole heading rules until the next one, a line that only starts with a name until its paragraph ends.
    """
    inlined = parted = False  # whether a name rules its paragraph; whether an empty line stands before this one
    number = end = 0
    for line in text.split("\n"):
        start, end = end, end + len(line) + 1
        if not line or line.isspace():
            parted = True
            continue
        section, whole = _opened(line)
        if number == 0 and not whole and _is_header(line):
            yield start, "header"
            inlined = True
        elif section is not None:
            yield start, section
            inlined = not whole
        elif inlined and (parted or number == 1):
            yield start, None
            inlined = False
        parted = False
        number += 1


def _opened(line: str) -> tuple[Section | None, bool]:
    """The section that a line opens, and whether it is a heading and nothing else."""
    section = heading(line)
    return (section, True) if section is not None else (inline(line), False)


def _is_header(line: str) -> bool:
    """Whether the first line is a header of fields ("Acme | Engineer | Remote")."""
    if len(line) >= 400:
        return False
    return line.count("|") >= 2 or (
        len(line) < 220 and cues.HEADER.search(line) is not None and line.rstrip()[-1] not in ".!"
    )


@lru_cache(maxsize=1 << 14)  # boilerplate comes again and again
def _noticed(sentence: str, hints: int) -> Section | None:
    """The section of a sentence that plainly is a notice, by those of its words that notices need."""
    low = lowered(sentence)
    for section, notice in cues.NOTICES:
        if notice.says(low, hints):
            return section
    return None


def _ruled(sentence: str, ruling: Section) -> Section:
    """The section of one sentence under the heading that rules it."""
    if ruling in LISTS and cues.STACK_LIST.match(sentence) and not cues.PURPOSE.search(sentence):
        return "stack"
    if ruling == "about" and cues.acts(sentence) and not cues.SLOGAN.search(sentence):
        return "duties"
    return ruling


@lru_cache(maxsize=1 << 14)
def _said(sentence: str, lead: Section | None) -> Section:
    """The section that the words of a sentence speak of, where no heading does; list items follow their lead-in."""
    if (named := inline(sentence)) in NAMED:
        return named
    hints, low = cues.SPEAKING.hints(sentence), lowered(sentence)
    if "other" in low and cues.OTHERS.match(sentence):
        return "about"
    if cues.PLUS.says(low, hints):
        return "nice_to_have"
    asks = cues.ASKS.says(low, hints)
    if cues.ADDRESS.says(low, hints):
        return "requirements" if asks else "duties"
    tells = cues.TELLS.match(sentence) is not None
    if asks and not tells:
        return "requirements"
    if cues.STACK.says(low, hints) and not cues.PURPOSE.search(sentence) and not cues.PRODUCT.match(sentence):
        return "stack"
    if cues.BULLET.match(sentence):
        return lead or "duties"
    if cues.acts(sentence) or (not tells and cues.TITLE.match(sentence)):
        return "duties"
    return "stack" if not tells and sentence.count(",") * 25 > len(sentence) and len(sentence) < 250 else "about"
