"""Swedish and German word by word in English, so that one set of rules reads every validated language.

A glossary (glossary_sv.toml, glossary_de.toml) says what the words of a posting mean that rules look for: fields of AI,
titles, headings, and what asks, prefers, denies. All others stay as they are. Nothing is translated for a reader: what
is found is told in the words of the posting, at their offsets. English is never glossed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.clean.word_lists import tables

SPOKEN = frozenset({"sv", "de"})  # languages that have a glossary
SHORTEST = 4  # letters that stay when an ending is taken off, and letters of the rest of a compound
_PIECE = re.compile(r"(?:https?://|www\.)\S+|<[A-Z]+>|[^\W\d_]+")
_JOINTS = (" ", "-")  # what may stand between the words of one entry
_OPENING = re.compile(r"(?:^|[\n.!?:|•*·/(\[]|[–-]\s)[\s\"“„*#]*$")  # behind it a capital begins a sentence or a title


class Gloss(NamedTuple):
    """What stands for some characters of a word: their end in it, and the English."""

    end: int
    english: str


@dataclass(frozen=True, slots=True)
class Glossed:
    """A text as the rules read it. Without `starts` it is the text as given."""

    text: str
    given: str
    starts: tuple[int, ...] = ()  # of the stretches of the text, and of what they stand for in the text as given
    origins: tuple[int, ...] = ()
    changed: tuple[bool, ...] = ()  # whether a stretch is other words than those given

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as given; of glossed words all that they stand for."""
        if not self.starts:
            return start, end
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        begin = self.origins[first] + (0 if self.changed[first] else start - self.starts[first])
        if self.changed[last]:
            return begin, (self.origins[last + 1] if last + 1 < len(self.origins) else len(self.given))
        return begin, self.origins[last] + end - self.starts[last]

    def words(self, said: str) -> str:
        """Words of the text as they were given; words that stand nowhere in it stay."""
        if not self.starts or (at := self.text.find(said)) < 0 or not said:
            return said
        start, end = self.span(at, at + len(said))
        return self.given[start:end]


class Glossary:
    """The words of one language with their English."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._endings = sorted(str(document["endings"]).split(), key=len, reverse=True)
        words, parts, stems = document["words"], document["parts"], document["stems"]
        self._exact: dict[tuple[str, ...], str] = {_split(said): english for said, english in words.items()}
        self._stems = {tuple(map(self._stem, said)): english for said, english in self._exact.items()}
        self._parts: dict[str, str] = parts | stems
        self._bare = frozenset(stems)  # parts that need no known word behind them
        self._most: dict[str, int] = {}  # words of the longest entry that begins with this stem
        for said in self._exact:
            stem = self._stem(said[0])
            self._most[stem] = max(len(said), self._most.get(stem, 0))
        self.read = lru_cache(maxsize=1 << 15)(self._read)

    def _stem(self, word: str) -> str:
        for ending in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
                return word.removesuffix(ending)
        return word

    def _read(self, word: str) -> tuple[int, tuple[Gloss, ...]]:
        """How many words an entry that begins with this one may have, and what the word means by itself."""
        low = word.lower()
        most = self._most.get(self._stem(low), 1)
        english = self._english((low,))
        return most, ((Gloss(len(word), english),) if english is not None else self._compound(low))

    def _english(self, said: tuple[str, ...]) -> str | None:
        exact = self._exact.get(said)
        return exact if exact is not None else self._stems.get(tuple(map(self._stem, said)))

    def _compound(self, low: str) -> tuple[Gloss, ...]:
        """Its first part and what follows, the longest part first."""
        for cut in range(len(low) - SHORTEST, 1, -1):
            if (part := self._parts.get(low[:cut])) is None:
                continue
            if (english := self._english((low[cut:],))) is not None:
                return (Gloss(cut, f"{part} "), Gloss(len(low), english))
            inner = self._compound(low[cut:])
            if inner or low[:cut] in self._bare:
                return (Gloss(cut, f"{part} "), *(Gloss(cut + end, said) for end, said in inner))
        return ()

    def entry(self, text: str, found: Sequence[re.Match[str]], at: int, most: int) -> tuple[int, str] | None:
        """The longest entry of several words that begins at word `at`: how many words, and its English."""
        low = [found[at][0].lower()]
        for number in range(at + 1, min(at + most, len(found))):
            if text[found[number - 1].end() : found[number].start()] not in _JOINTS:
                break
            low.append(found[number][0].lower())
        for count in range(len(low), 1, -1):
            if (english := self._english(tuple(low[:count]))) is not None:
                return count, english
        return None


def _split(said: str) -> tuple[str, ...]:
    return tuple(said.lower().replace("-", " ").split())


@lru_cache(maxsize=len(SPOKEN))
def _glossary(spoken: str) -> Glossary:
    return Glossary(tables(f"glossary_{spoken}"))


def glossed(text: str, spoken: str) -> Glossed:
    """A text of this language as the rules read it; as it is where the language has no glossary."""
    if spoken not in SPOKEN:
        return Glossed(text, text)
    known = _glossary(spoken)
    found = list(_PIECE.finditer(text))
    out: list[str] = []
    starts, origins, changed = [0], [0], [False]
    length = done = number = 0

    def put(said: str, until: int, *, other: bool) -> None:
        nonlocal length, done
        starts.append(length)
        origins.append(done)
        changed.append(other)
        out.append(said)
        length, done = length + len(said), until

    while number < len(found):
        word = found[number]
        most, meant = known.read(word[0])
        count = 1
        if most > 1 and (entry := known.entry(text, found, number, most)) is not None:
            count, english = entry
            meant = (Gloss(found[number + count - 1].end() - word.start(), english),)
        if meant:
            between = text[done : word.start()]
            if between.endswith("-") and text[max(0, word.start() - 2) : word.start() - 1].isalnum():
                between = f"{between[:-1]} "  # of a compound
            put(between, word.start(), other=False)
            for end, english in meant:
                begins = (
                    done == word.start() and word[0][0].isupper() and _OPENING.search(text[max(0, done - 12) : done])
                )
                put(english[:1].upper() + english[1:] if begins else english, word.start() + end, other=True)
            if done < found[number + count - 1].end():
                put(text[done : found[number + count - 1].end()], found[number + count - 1].end(), other=False)
        number += count
    put(text[done:], len(text), other=False)
    return Glossed("".join(out), text, tuple(starts), tuple(origins), tuple(changed))
