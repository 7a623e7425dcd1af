"""A text with its sentences, sections and role blocks, looked up by offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.clean import sentences
from pipeline.clean.sections import Parts
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

    def __init__(self, text: str, parts: Parts | None, roles: Sequence[Role]) -> None:
        self._text = text
        self._parts = parts
        self._starts = sentences.starts(text)
        self._evidence: dict[int, str] = {}
        self._sentence: Sentence | None = None
        self._section: Section = "duties"
        self._block: int | None = None
        self._blocks = [(r.start, r.end, i) for i, r in enumerate(roles) if r.scope == "role_block" and r.end > r.start]
        self._first = self._last = self._from = self._until = 0  # none yet

    def at(self, start: int, end: int) -> Place:
        """What the sentence round these offsets wants with the form there."""
        if not self._from <= start < self._until:
            self._turn(start)
        first, last, sentence = self._first, self._last, self._sentence
        if end > last:  # the form goes on in the next one
            last, sentence = end, Sentence(self._section, self._text[first:end])
        elif sentence is None:
            sentence = self._sentence = Sentence(self._section, self._text[first:last])
        return Place(sentence.status(start - first, end - first), self._section, self._block, first, last)

    def _turn(self, start: int) -> None:
        """Go to the sentence, section and block of an offset, which are the same from `_from` until `_until`."""
        starts = self._starts
        where = bisect_right(starts, start)
        self._first = self._from = starts[where - 1]
        self._last = self._until = starts[where] if where < len(starts) else len(self._text)
        self._sentence = None
        if self._parts:
            self._section, self._from, until = self._parts.at(start)
            self._until = min(self._until, until)
        if self._blocks:
            self._block = next((i for a, b, i in self._blocks if a <= start < b), None)
            self._within([edge for block in self._blocks for edge in block[:2]], start)

    def _within(self, edges: Sequence[int], start: int) -> None:
        """What is known holds no farther than these edges around an offset."""
        for edge in edges:
            if edge <= start:
                self._from = max(self._from, edge)
            else:
                self._until = min(self._until, edge)

    def evidence(self, place: Place, start: int, end: int) -> str:
        """The sentence of a form, cut to EVIDENCE characters around it."""
        first, last = place.first, place.last
        if last - first > EVIDENCE:
            return excerpt(self._text, first, last, start, end)
        found = self._evidence.get(first)
        if found is None:
            found = self._evidence[first] = excerpt(self._text, first, last, start, end)
        return found


def excerpt(text: str, first: int, last: int, start: int, end: int) -> str:
    """The sentence text[first:last], cut to EVIDENCE characters around the form text[start:end]."""
    if last - first > EVIDENCE:
        first = max(first, min(start - EVIDENCE // 2, last - EVIDENCE))
        last = max(end, min(last, first + EVIDENCE))
    return " ".join(text[first:last].split())
