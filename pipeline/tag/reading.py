"""A text with its sentences, sections and role blocks, looked up by offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.clean import sentences
from pipeline.clean.sections import Part
from pipeline.records import Role, Section, Status
from pipeline.tag.status import Sentence

EVIDENCE = 200  # characters of a sentence that are kept


@dataclass(slots=True)
class Place:
    """Where a form stands: what its sentence wants with it."""

    text: str
    first: int  # its sentence
    last: int
    status: Status
    section: Section
    block: int | None

    def evidence(self, start: int, end: int) -> str:
        """The sentence, cut to EVIDENCE characters around the form."""
        first, last = self.first, max(self.last, end)
        if last - first > EVIDENCE:
            first = max(first, min(start - EVIDENCE // 2, last - EVIDENCE))
            last = min(last, first + EVIDENCE)
        return " ".join(self.text[first:last].split())


class Reading:
    """Sentences, sections and role blocks of one text, looked up by offset."""

    def __init__(self, text: str, parts: Sequence[Part], roles: Sequence[Role]) -> None:
        self._text = text
        self._parts = parts
        self._part_starts = [part.start for part in parts]
        self._starts = sentences.starts(text)
        self._sentences: dict[int, Sentence] = {}
        self._blocks = [(r.start, r.end, i) for i, r in enumerate(roles) if r.scope == "role_block" and r.end > r.start]

    def at(self, start: int, end: int) -> Place:
        where = bisect_right(self._starts, start) - 1
        first = self._starts[where]
        last = self._starts[where + 1] if where + 1 < len(self._starts) else len(self._text)
        last = max(last, end)
        section = self._parts[bisect_right(self._part_starts, start) - 1].section if self._parts else "duties"
        block = next((i for a, b, i in self._blocks if a <= start < b), None) if self._blocks else None
        sentence = self._sentences.get(first)
        if sentence is None or len(sentence.text) != last - first or sentence.section != section:
            sentence = self._sentences[first] = Sentence(section, self._text[first:last])
        return Place(self._text, first, last, sentence.status(start - first, end - first), section, block)
