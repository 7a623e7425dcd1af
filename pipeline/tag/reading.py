"""A text with its sentences, sections and role blocks, looked up by offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.clean import sentences
from pipeline.clean.sections import Part
from pipeline.records import Role, Section, Status
from pipeline.tag.status import Sentence

EVIDENCE = 200  # characters of a sentence that are kept


class Place(NamedTuple):
    """Where a form stands."""

    status: Status
    section: Section
    block: int | None
    first: int  # its sentence
    last: int


class Reading:
    """Sentences, sections and role blocks of one text, looked up by offset."""

    def __init__(self, text: str, parts: Sequence[Part], roles: Sequence[Role]) -> None:
        self._text = text
        self._parts = parts
        self._part_starts = [part.start for part in parts]
        self._starts = sentences.starts(text)
        self._sentences: dict[int, Sentence] = {}
        self._evidence: dict[int, str] = {}
        self._blocks = [(r.start, r.end, i) for i, r in enumerate(roles) if r.scope == "role_block" and r.end > r.start]

    def at(self, start: int, end: int) -> Place:
        """What the sentence round these offsets wants with the form there."""
        where = bisect_right(self._starts, start)
        first = self._starts[where - 1]
        last = max(end, self._starts[where] if where < len(self._starts) else len(self._text))
        section = self._parts[bisect_right(self._part_starts, start) - 1].section if self._parts else "duties"
        block = next((i for a, b, i in self._blocks if a <= start < b), None) if self._blocks else None
        sentence = self._sentences.get(first)
        if sentence is None or len(sentence.text) != last - first or sentence.section != section:
            sentence = self._sentences[first] = Sentence(section, self._text[first:last])
        return Place(sentence.status(start - first, end - first), section, block, first, last)

    def evidence(self, place: Place, start: int, end: int) -> str:
        """The sentence of a form, cut to EVIDENCE characters around it."""
        first, last = place.first, place.last
        if last - first > EVIDENCE:
            first = max(first, min(start - EVIDENCE // 2, last - EVIDENCE))
            last = max(end, min(last, first + EVIDENCE))
            return " ".join(self._text[first:last].split())
        found = self._evidence.get(first)
        if found is None:
            found = self._evidence[first] = " ".join(self._text[first:last].split())
        return found
