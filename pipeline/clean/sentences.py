"""Where sentences begin in a posting (prose, list items, hard-wrapped lines), and words that give cues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

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


def _spelt(text: str) -> bytes:
    """The words of a text in lower case at their offsets plus one, with spaces for all that stands between them."""
    if not text.isascii():
        text = text.replace("’", "'")
    said = b" " + text.encode("ascii", "replace").translate(_LETTERS) + b" "
    return said.replace(b"' ", b"  ").replace(b" '", b"  ") if b"'" in said else said


@lru_cache(maxsize=8)
def heard(sentence: str) -> tuple[str, frozenset[bytes]]:
    """A sentence in lower case and its words, contractions whole ("you'll"): several rules hear the same one."""
    return lowered(sentence), frozenset(_spelt(sentence).split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that is worth trying only where one of its words stands, and needless where one of the sure stands.

    Which of them stand in a sentence is told by hints, a number with two bits of each cue (see `Gates`).
    """

    gate: frozenset[str]
    sure: frozenset[str]
    pattern: re.Pattern[str]  # for text in lower case
    quick: Quick
    is_gated: int  # the bit of its hints that says that one of its words stands
    is_sure: int  # and the bit that says that one of the sure stands

    def may(self, hints: int) -> bool:
        """Whether one of its words stands among those of a sentence."""
        return hints & self.is_gated != 0

    def says(self, low: str, hints: int) -> bool:
        """Whether the cue stands in a sentence in lower case with these hints."""
        return hints & self.is_gated != 0 and (hints & self.is_sure != 0 or self.quick.stands(low))

    def stands(self, stretch: str) -> bool:
        """Whether the pattern matches anywhere in the stretch."""
        return self.quick.stands(lowered(stretch))


_NUMBERS = count()  # of all cues that there are


def cue(gate: str, pattern: str, doubt: str = "", core: str | None = None) -> Cue:
    """A cue from its words, separated by spaces, and its regular expression (case is ignored).

    Words that match by themselves are sure, except those of `doubt`: there it depends on what follows. `core` is a
    quick pattern without which a slow one need not be tried.
    """
    compiled = caseless(pattern)
    sure = {word for word in gate.split() if compiled.fullmatch(word)}
    bit = 1 << 2 * next(_NUMBERS)
    return Cue(
        frozenset(gate.split()),
        frozenset(sure.difference(doubt.split())),
        compiled,
        Quick(compiled, caseless(core) if core else None),
        bit,
        2 * bit,
    )


class Gates:
    """The words of some cues: they are looked for at once, so that most sentences need no further look."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._hints: dict[bytes, int] = {}
        for each in cues:
            for word in each.gate:
                hint = each.is_gated | (each.is_sure if word in each.sure else 0)
                self._hints[word.encode()] = self._hints.get(word.encode(), 0) | hint
        self._known = frozenset(self._hints)

    def hints(self, sentence: str) -> int:
        """What the words of a sentence tell of the cues."""
        hints, of = 0, self._hints
        for word in self._known & heard(sentence)[1]:
            hints |= of[word]
        return hints
