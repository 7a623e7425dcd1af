"""Where sentences begin in a posting (prose, list items, hard-wrapped lines), and words that give cues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_BREAK = re.compile(
    r"[\n.!?•▪►●◦‣]"
    r"(?:(?<=\n)(?:[ \t\r]*\n\s*|(?=[ \t]*(?:[-*•·●▪►◦‣–—+✓✔]|\(?\d{1,2}[.)]|[A-Z#“\"(\[])))"
    r"|(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!\bvs\.)(?<!\bSr\.)(?<!\bJr\.)(?<!Inc\.)(?<!\bSt\.)(?<!\bDr\.)(?<!\b[A-Z]\.)"
    r"[.!?]*[\"'”’)\]*]*\s+(?=[A-Z“\"'(\[*])"
    r"|(?<=\.)(?=[A-Z][a-z]+ [a-z]{2,})"
    r"|(?<=[a-z][ \t][•▪►●◦‣])[ \t]*)"
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")


@lru_cache(maxsize=16)
def starts(text: str) -> tuple[int, ...]:
    """Offsets where sentences begin, the first 0; a sentence lasts until the next one begins."""
    return (0, *[end for hit in _BREAK.finditer(text) if (end := hit.end()) < len(text)])


def words(sentence: str) -> set[str]:
    """The lower-case words and numbers of a sentence, contractions whole ("you'll")."""
    return set(_WORD.findall(sentence.lower().replace("’", "'")))


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that is worth trying only where one of its words stands."""

    gate: frozenset[str]
    pattern: re.Pattern[str]

    def of(self, sentence: str, said: set[str]) -> re.Match[str] | None:
        """The first place where the cue stands, `said` being the words of the sentence."""
        return None if self.gate.isdisjoint(said) else self.pattern.search(sentence)


def cue(gate: str, pattern: str) -> Cue:
    """A cue from its words, separated by spaces, and its regular expression (case is ignored)."""
    return Cue(frozenset(gate.split()), re.compile(pattern, re.IGNORECASE))
