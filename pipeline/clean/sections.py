"""Which part of a posting a character stands in.

Headings decide; where a posting has none, or a paragraph plainly is something else (an equal-opportunity notice under
the requirements), the words of the sentence do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.clean import section_cues as cues
from pipeline.clean import sentences
from pipeline.clean.headings import heading, inline
from pipeline.records import Section


@dataclass(frozen=True, slots=True)
class Part:
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
    marks: list[tuple[Section | None, int]] = [(None, 0), *_marks(text)]
    cuts = sorted({*sentences.starts(text), *(start for _, start in marks)})
    parts: list[Part] = []
    spoken: Section | None = None  # the section of the part that is being read, and where it starts
    begun = 0
    ruling: Section | None = None
    lead: Section | None = None
    following = 0
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        while following < len(marks) and marks[following][1] <= start:
            ruling = marks[following][0]
            following += 1
        sentence = text[start:end]
        section = _of(sentence, ruling, lead)
        if sentence[0].isalpha() or not cues.BULLET.match(sentence):
            lead = section if sentence.rstrip()[-1:] == ":" else None
        if section != spoken:
            if spoken is not None:
                parts.append(Part(spoken, begun, start))
            spoken, begun = section, start
    if spoken is not None:
        parts.append(Part(spoken, begun, len(text)))
    return tuple(parts)


def _marks(text: str) -> Iterator[tuple[Section | None, int]]:
    """Offsets where a section begins by heading; None where none rules any more.

    A whole heading rules until the next one, a line that only starts with a name until its paragraph ends.
    """
    inlined = False
    last = 0
    for number, (section, whole, start, end) in enumerate(_lines(text)):
        paragraph = inlined and text.count("\n", last, start) > 1
        last = end
        if number == 0 and not whole and _is_header(text[start:end]):
            yield "header", start
            inlined = True
        elif section is not None:
            yield section, start
            inlined = not whole
        elif inlined and (paragraph or number == 1):
            yield None, start
            inlined = False


def _lines(text: str) -> Iterator[tuple[Section | None, bool, int, int]]:
    """Per line: its section as heading or inline name (None: neither), whether it is a whole heading, offsets."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            yield *_opened(line), start, end
        start = end + 1


@lru_cache(maxsize=1 << 14)
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
def _of(sentence: str, ruling: Section | None, lead: Section | None) -> Section:
    """The section of one sentence under the heading that rules it."""
    if ruling == "header":
        return ruling
    said = sentences.words(sentence)
    if not cues.NOTICED.isdisjoint(said):
        for section, notice in cues.NOTICES:
            if notice.says(sentence, said):
                return section
    if ruling is None:
        return _said(sentence, said, lead)
    if ruling in LISTS and cues.STACK_LIST.match(sentence) and not cues.PURPOSE.search(sentence):
        return "stack"
    if ruling == "about" and cues.ACTS.match(sentence) and not cues.SLOGAN.search(sentence):
        return "duties"
    return ruling


def _said(sentence: str, said: frozenset[str], lead: Section | None) -> Section:
    """The section that the words of a sentence speak of, where no heading does; list items follow their lead-in."""
    if (named := inline(sentence)) in NAMED:
        return named
    if "other" in said and cues.OTHERS.match(sentence):
        return "about"
    if cues.PLUS.says(sentence, said):
        return "nice_to_have"
    asks = cues.ASKS.says(sentence, said)
    if cues.ADDRESS.says(sentence, said):
        return "requirements" if asks else "duties"
    tells = cues.TELLS.match(sentence) is not None
    if asks and not tells:
        return "requirements"
    if cues.STACK.says(sentence, said) and not cues.PURPOSE.search(sentence) and not cues.PRODUCT.match(sentence):
        return "stack"
    if cues.BULLET.match(sentence):
        return lead or "duties"
    if cues.ACTS.match(sentence) or (not tells and cues.TITLE.match(sentence)):
        return "duties"
    return "stack" if not tells and sentence.count(",") * 25 > len(sentence) and len(sentence) < 250 else "about"
