"""Which part of a posting a character stands in.

Headings decide; where a posting has none, or a paragraph plainly is something else (an equal-opportunity notice under
the requirements), the words of the sentence do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import cached_property, lru_cache
from typing import NamedTuple, overload

from pipeline.clean import section_cues as cues
from pipeline.clean import sentences
from pipeline.clean.headings import heading, inline
from pipeline.records import Section


class Part(NamedTuple):
    """A stretch of the text with one section; parts are in order and cover the text."""

    section: Section
    start: int
    end: int


LISTS: frozenset[Section] = frozenset({"requirements", "nice_to_have", "duties"})
NAMED: frozenset[Section] = frozenset({"requirements", "nice_to_have", "stack"})  # by a word at a sentence's start


class Parts(Sequence[Part]):
    """The parts of one text; what a sentence belongs to is found out when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        marks = dict(_marks(text))
        self._marks = [*marks]
        self._ruling = [*marks.values()]
        starts = sentences.starts(text) if text else ()
        self._cuts = tuple(sorted({*starts, *marks})) if marks else starts
        self._known: dict[int, Section] = {}
        self._openers: dict[int, int] = {}

    def at(self, offset: int) -> Part:
        """The section round an offset, and the stretch of one sentence for which that is known."""
        number = bisect_right(self._cuts, offset) - 1
        return Part(self._section(number), self._cuts[number], self._end(number))

    def first(self, wanted: Set[Section], after: int) -> int | None:
        """Where behind an offset the first part of one of these sections begins."""
        for number in range(bisect_right(self._cuts, after), len(self._cuts)):
            section = self._section(number)
            if section in wanted and (number == 0 or section != self._section(number - 1)):
                return self._cuts[number]
        return None

    def _end(self, number: int) -> int:
        return self._cuts[number + 1] if number + 1 < len(self._cuts) else len(self._text)

    def _section(self, number: int) -> Section:
        """The section of a sentence."""
        found = self._known.get(number)
        if found is None:
            start = self._cuts[number]
            where = bisect_right(self._marks, start)
            ruling = self._ruling[where - 1] if where else None
            found = self._known[number] = self._told(number, self._text[start : self._end(number)], ruling)
        return found

    def _told(self, number: int, sentence: str, ruling: Section | None) -> Section:
        """The section of a sentence by the heading that rules it and its words."""
        hints = cues.NOTICED.hints(sentence) if ruling != "header" else 0
        noticed = _noticed(sentence, hints) if hints else None
        if noticed is not None:
            return noticed
        if ruling is not None:
            return _ruled(sentence, ruling)
        return _said(sentence, self._lead(number) if cues.BULLET.match(sentence) else None)

    def _lead(self, number: int) -> Section | None:
        """The section of the sentence that leads in the list of an item; None where the one before ends otherwise."""
        opener = number - 1
        while opener >= 0 and self._is_item(opener):
            if opener in self._openers:
                opener = self._openers[opener]
                break
            opener -= 1
        self._openers[number] = opener
        opens = opener >= 0 and self._text[self._cuts[opener] : self._end(opener)].rstrip().endswith(":")
        return self._section(opener) if opens else None

    def _is_item(self, number: int) -> bool:
        return cues.BULLET.match(self._text, self._cuts[number], self._end(number)) is not None

    @cached_property
    def _all(self) -> tuple[Part, ...]:
        """The parts; stretches of one section are one."""
        parts: list[Part] = []
        for number, start in enumerate(self._cuts):
            section = self._section(number)
            if parts and parts[-1].section == section:
                start = parts.pop().start
            parts.append(Part(section, start, self._end(number)))
        return tuple(parts)

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self._text)

    def __len__(self) -> int:
        """How many parts there are."""
        return len(self._all)

    @overload
    def __getitem__(self, at: int) -> Part: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Part, ...]: ...

    def __getitem__(self, at: int | slice) -> Part | tuple[Part, ...]:
        """One part, or several."""
        return self._all[at]


def sections(text: str) -> Parts:
    """The parts of a posting's text, in order, without gaps; empty for an empty text."""
    return Parts(text)


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
    low, _ = sentences.heard(sentence)
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
    hints, low = cues.SPEAKING.hints(sentence), sentences.heard(sentence)[0]
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
