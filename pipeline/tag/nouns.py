"""Where nouns of jobs and announcements stand in a text: one pass that finds where it is worth to look closer."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline.clean.patterns import lower
from pipeline.taxonomy.advertising import words

_HOST = re.compile(r"\w\.(?:com|org|io|net|co|ai|dev|app)/")


@dataclass(frozen=True, slots=True)
class Scan:
    """A text with the places where nouns of jobs and announcements stand."""

    text: str
    starts: tuple[int, ...]  # of the nouns
    ends: tuple[int, ...]
    cues: tuple[int, ...]

    def announces(self, start: int, end: int) -> bool:
        """Whether a noun or an announcement stands in text[start:end]."""
        at = bisect_left(self.cues, start)
        return (at < len(self.cues) and self.cues[at] < end) or self.names(start, end)

    def names(self, start: int, end: int) -> bool:
        """Whether a noun stands whole in text[start:end]."""
        at = bisect_left(self.starts, start)
        return at < len(self.starts) and self.starts[at] < end and self.ends[at] <= end

    def nouns(self, start: int, end: int) -> range:
        """The nouns that stand whole in text[start:end], as indexes of `starts` and `ends`."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        while last > first and self.ends[last - 1] > end:
            last -= 1
        return range(first, last)

    def within(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The nouns that stand whole in text[start:end], as offsets from `start`."""
        return tuple((self.starts[i] - start, self.ends[i] - start) for i in self.nouns(start, end))


@lru_cache(maxsize=1)
def _automaton() -> AhoCorasick:
    patterns = [*words("nouns"), *words("cues")]
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


def scan(text: str) -> Scan:
    """The text with its nouns of jobs and its announcements."""
    low = lower(text)
    nouns = words("nouns")
    starts, ends, cues = [], [], []
    for pattern, start, end in _automaton().find_matches_as_indexes(low):
        if pattern >= len(nouns):
            cues.append(start)
        elif stop := _noun_end(text, low, nouns[pattern], start, end):
            starts.append(start)
            ends.append(stop)
    return Scan(text, tuple(starts), tuple(ends), tuple(cues))


def _noun_end(text: str, low: str, noun: str, start: int, end: int) -> int | None:
    """Where the noun ends with its plural; None where it is a part of another word."""
    if start and (low[start - 1].isalnum() or low[start - 1] == "_" or _in_address(low, start)):
        return None
    if noun in words("capitals") and not text[start:end].isupper():
        return None
    if low[end : end + 1] == "s":
        end += 1
    if low[end : end + 1].isalnum() or (noun == "dev" and low[end : end + 4].lstrip(" -&").startswith("op")):
        return None
    return end


def _in_address(low: str, start: int) -> bool:
    """Whether the noun belongs to a link or a domain ("acme.dev", "https://acme.example/jobs/data-engineer")."""
    before = low[start - 1]
    if before == ".":
        return low[start - 2 : start - 1].isalnum() and low[max(0, start - 3) : start] not in ("sr.", "jr.")
    if before not in "/-=":
        return False
    word = low[max(0, start - 120) : start].rsplit(None, 1)[-1]
    return "://" in word or "www." in word or _HOST.search(word) is not None
