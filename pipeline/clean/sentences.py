"""Where sentences begin in a posting (prose, list items, hard-wrapped lines), and words that give cues."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline.clean.beginnings import Quick
from pipeline.clean.patterns import caseless, lowered

_BREAK = re.compile(
    r"[\n.!?•▪►●◦‣]"
    r"(?:(?<=\n)(?:[ \t\r]*\n\s*|(?=[ \t]*(?:[-*•·●▪►◦‣–—+✓✔]|\(?\d{1,2}[.)]|[A-Z#“\"(\[])))"
    r"|(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!\bvs\.)(?<!\bSr\.)(?<!\bJr\.)(?<!Inc\.)(?<!\bSt\.)(?<!\bDr\.)(?<!\b[A-Z]\.)"
    r"[.!?]*[\"'”’)\]*]*\s+(?=[A-Z“\"'(\[*])"
    r"|(?<=\.)(?=[A-Z][a-z]+ [a-z]{2,})"
    r"|(?<=[a-z][ \t][•▪►●◦‣])[ \t]*)"
)
_KEPT = b"abcdefghijklmnopqrstuvwxyz0123456789'"
_LETTERS = bytes(c if c in _KEPT else c + 32 if 65 <= c <= 90 else 32 for c in range(256))


@lru_cache(maxsize=16)
def starts(text: str) -> tuple[int, ...]:
    """Offsets where sentences begin, the first 0; a sentence lasts until the next one begins."""
    ends = [hit.end() for hit in _BREAK.finditer(text)]
    if ends and ends[-1] == len(text):
        ends.pop()
    return (0, *ends)


@lru_cache(maxsize=1 << 12)
def words(sentence: str) -> frozenset[str]:
    """The lower-case words and numbers of a sentence, contractions whole ("you'll")."""
    return frozenset(_separated(sentence).split())


def _separated(text: str) -> str:
    """The words of a text in lower case at their offsets plus one, with spaces for all that stands between them."""
    if not text.isascii():
        text = text.replace("’", "'")
    said = f" {text.encode('ascii', 'replace').translate(_LETTERS).decode('ascii')} "
    return said.replace("' ", "  ").replace(" '", "  ") if "'" in said else said


class Words:
    """Some words, found in a whole text at once."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = [frozenset({word}) for word in sorted(known)]
        self._automaton = AhoCorasick(
            [f" {word} " for (word,) in self._known],
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA,
        )

    def by_sentence(self, text: str, cuts: Sequence[int]) -> dict[int, frozenset[str]]:
        """The words that stand in each sentence of a text where any does, by the sentence's start (`cuts`: all)."""
        found: dict[int, frozenset[str]] = {}
        for word, start, _ in self._automaton.find_matches_as_indexes(_separated(text), overlapping=True):
            sentence = cuts[bisect_right(cuts, start) - 1]
            found[sentence] = found[sentence] | self._known[word] if sentence in found else self._known[word]
        return found


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that is worth trying only where one of its words stands, and needless where one of the sure stands."""

    gate: frozenset[str]
    sure: frozenset[str]
    pattern: re.Pattern[str]  # for text in lower case
    quick: Quick

    def may(self, said: frozenset[str]) -> bool:
        """Whether one of its words stands among those of a sentence."""
        return not self.gate.isdisjoint(said)

    def says(self, sentence: str, said: frozenset[str]) -> bool:
        """Whether the cue stands in a sentence, `said` being its words."""
        if self.gate.isdisjoint(said):
            return False
        return not self.sure.isdisjoint(said) or self.stands(sentence)

    def within(self, stretch: str, said: frozenset[str]) -> bool:
        """Whether the cue stands in a stretch of a sentence, `said` being the words of the whole."""
        return not self.gate.isdisjoint(said) and self.stands(stretch)

    def stands(self, stretch: str) -> bool:
        """Whether the pattern matches anywhere in the stretch."""
        return self.quick.stands(lowered(stretch))


def cue(gate: str, pattern: str, doubt: str = "", core: str | None = None) -> Cue:
    """A cue from its words, separated by spaces, and its regular expression (case is ignored).

    Words that match by themselves are sure, except those of `doubt`: there it depends on what follows. `core` is a
    quick pattern without which a slow one need not be tried.
    """
    compiled = caseless(pattern)
    sure = {word for word in gate.split() if compiled.fullmatch(word)}
    return Cue(
        frozenset(gate.split()),
        frozenset(sure.difference(doubt.split())),
        compiled,
        Quick(compiled, caseless(core) if core else None),
    )
