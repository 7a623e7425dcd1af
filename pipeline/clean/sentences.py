"""Where sentences begin in a posting (prose, list items, hard-wrapped lines), and words that give cues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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
    return (0, *[end for hit in _BREAK.finditer(text) if (end := hit.end()) < len(text)])


@lru_cache(maxsize=1 << 12)
def words(sentence: str) -> frozenset[str]:
    """The lower-case words and numbers of a sentence, contractions whole ("you'll")."""
    if not sentence.isascii():
        sentence = sentence.replace("’", "'")
    said = sentence.encode("ascii", "replace").translate(_LETTERS).decode("ascii")
    if "'" in said:
        said = f" {said} ".replace("' ", " ").replace(" '", " ")
    return frozenset(said.split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that is worth trying only where one of its words stands, and needless where one of the sure stands."""

    gate: frozenset[str]
    sure: frozenset[str]
    pattern: re.Pattern[str]  # for text in lower case
    core: re.Pattern[str] | None  # a short pattern that stands in every match

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
        low = lowered(stretch)
        return (self.core is None or self.core.search(low) is not None) and self.pattern.search(low) is not None


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
        caseless(core) if core else None,
    )
