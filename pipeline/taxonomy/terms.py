"""Words of many texts as numbers, and the word sequences that many employers use, in bounded memory."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LONGEST = 4  # words of a term
Ints = NDArray[np.int64]

_TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:[-.'’][A-Za-z0-9]+)*(?:\+\+|#)?|[0-9]+[A-Za-z][A-Za-z0-9]*|[^\sA-Za-z0-9]|\n"
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_AMOUNT = re.compile(r"[0-9]+(?:k|m|b|mm|hr|hrs|am|pm|x|st|nd|rd|th|yrs?|kb|mb|gb|tb|pb|d|h)|[a-z]?[0-9]+")
_HEADER = re.compile(r"^[^\n|]*\|[^\n]*\|[^\n]*$", re.MULTILINE)  # "Acme | Berlin | Remote": names and places
# between two of these a noun phrase may stand; verbs and adverbs that open or close one in postings are among them
_BREAKS = frozenset((Path(__file__).parent / "breaking_words.txt").read_text(encoding="utf-8").split())
# words that make no term by themselves and add nothing at either end of one
WEAK = frozenset((Path(__file__).parent / "weak_words.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, slots=True)
class Text:
    """A posting as far as mining needs it. An employer that is not known is a name of its own."""

    employer: str
    source: str
    month: int  # months since year 0
    text: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Many texts as numbers: `words` holds a number per word, 0 where no term goes on; `text` whose word it is."""

    vocabulary: tuple[str, ...]
    words: NDArray[np.int32]
    text: NDArray[np.int32]
    employer: Ints  # of each text
    source: Ints
    month: Ints


@dataclass(frozen=True, slots=True)
class Grams:
    """Sequences of words that enough employers use: their words, and where each begins."""

    terms: tuple[tuple[int, ...], ...]
    gram: Ints  # of each occurrence
    text: Ints


class Words(dict[str, str | None]):
    """Tokens as words in lower case; None for punctuation, line breaks, amounts and words that end a noun phrase."""

    def __missing__(self, token: str) -> str | None:
        word = token.lower()
        breaks = not word[0].isalnum() or len(word) == 1 or word in _BREAKS or _AMOUNT.fullmatch(word) is not None
        self[token] = None if breaks else word
        return self[token]


class _Numbers(dict[str, int]):
    """Tokens as numbers: one for all spellings of a word, 0 for what ends a noun phrase."""

    def __init__(self) -> None:
        self.words = Words()
        self.of_word: dict[str, int] = {}

    def __missing__(self, token: str) -> int:
        word = self.words[token]
        self[token] = 0 if word is None else self.of_word.setdefault(word, len(self.of_word) + 1)
        return self[token]


def _tokens(text: str) -> list[str]:
    """Words and signs as written, without addresses and without headers ("Acme | Berlin | Remote")."""
    return _TOKEN.findall(_HEADER.sub("\n", _ADDRESS.sub("\n", text)))


def tokens(text: str, words: Words | None = None) -> list[str | None]:
    """Words in lower case; None where no term goes on. `words` remembers them from text to text."""
    known = Words() if words is None else words
    return [known[token] for token in _tokens(text)]


def corpus(texts: Iterable[Text]) -> Corpus:
    """The texts as numbers; their words are not kept."""
    numbers = _Numbers()
    words, owners = array("i"), array("i")
    employers: dict[str, int] = {}
    sources: dict[str, int] = {}
    facts: tuple[list[int], list[int], list[int]] = ([], [], [])
    for index, text in enumerate(texts):
        found = [numbers[token] for token in _tokens(text.text)]
        found.append(0)
        words.extend(found)
        owners.extend([index] * len(found))
        facts[0].append(employers.setdefault(text.employer, len(employers)))
        facts[1].append(sources.setdefault(text.source, len(sources)))
        facts[2].append(text.month)
    return Corpus(
        ("", *numbers.of_word),
        np.array(words, dtype=np.int32),
        np.array(owners, dtype=np.int32),
        *(np.array(fact, dtype=np.int64) for fact in facts),
    )


def distinct(keys: Ints) -> Ints:
    """The different numbers, in order; sorts the array it is given (numpy's own hashing is slower on long ones)."""
    keys.sort()
    found: Ints = keys[_first_of_each(keys)]
    return found


def _first_of_each(ordered: Ints) -> NDArray[np.bool_]:
    """Where a new number begins in an ordered array."""
    return np.append(np.ones(min(len(ordered), 1), dtype=bool), ordered[1:] != ordered[:-1])


def employers_of(gram: Ints, employer: Ints, grams: int) -> Ints:
    """How many different employers use each gram."""
    of_all = int(employer.max(initial=0)) + 1
    return np.bincount(distinct(gram * of_all + employer) // of_all, minlength=grams).astype(np.int64)


def grams(texts: Corpus, least: int) -> Grams:
    """The sequences of one to four words that at least so many employers use.

    A sequence is only counted where what it begins and ends with is frequent enough itself, so that memory is bounded
    by the number of words.
    """
    terms: list[tuple[int, ...]] = []
    places: list[Ints] = []
    numbers: list[Ints] = []
    known: list[tuple[int, ...]] = [(word,) for word in range(len(texts.vocabulary))]
    at = texts.words.astype(np.int64)  # of each place the number of the sequence that begins there, or 0
    for length in range(1, LONGEST + 1):
        where = np.flatnonzero(at)
        counts = employers_of(at[where], texts.employer[texts.text[where]], len(known))
        kept = np.flatnonzero(counts >= least)
        renumbered = np.zeros(len(known), dtype=np.int64)
        renumbered[kept] = np.arange(1, len(kept) + 1)
        at = renumbered[at]
        known = [(), *(known[old] for old in kept.tolist())]
        where = np.flatnonzero(at)
        numbers.append(at[where] - 1 + len(terms))
        places.append(where)
        terms += known[1:]
        if length < LONGEST:
            at, known = _longer(at, known)
    return Grams(tuple(terms), np.concatenate(numbers), texts.text[np.concatenate(places)].astype(np.int64))


def _longer(at: Ints, known: list[tuple[int, ...]]) -> tuple[Ints, list[tuple[int, ...]]]:
    """Sequences one word longer: where one known sequence begins and the next place begins another."""
    where = np.flatnonzero((at[:-1] > 0) & (at[1:] > 0))
    keys, numbers = np.unique(at[where] * len(known) + at[where + 1], return_inverse=True)
    made = [(*known[key // len(known)], known[key % len(known)][-1]) for key in keys.tolist()]
    longer = np.zeros(len(at), dtype=np.int64)
    longer[where] = numbers + 1
    return longer, [(), *made]


@dataclass(frozen=True, slots=True)
class Uses:
    """Which employer used which gram in which month: ordered by gram, then employer, each combination once."""

    gram: Ints
    employer: Ints
    month: Ints
    grams: int

    def employers(self, first: int, last: int) -> Ints:
        """How many different employers use each gram from one month to another, both included."""
        inside = (self.month >= first) & (self.month <= last)
        pairs = self.gram[inside] * (int(self.employer.max(initial=0)) + 1) + self.employer[inside]
        return np.bincount(self.gram[inside][_first_of_each(pairs)], minlength=self.grams).astype(np.int64)

    def first_months(self) -> Ints:
        """The month in which each gram is seen first."""
        first = np.full(self.grams, self.month.max(initial=0))
        np.minimum.at(first, self.gram, self.month)
        return first


def uses(texts: Corpus, found: Grams) -> Uses:
    """The grams of the texts by employer and month."""
    employers, months = int(texts.employer.max(initial=0)) + 1, int(texts.month.max(initial=0)) + 1
    keys = distinct((found.gram * employers + texts.employer[found.text]) * months + texts.month[found.text])
    pairs = keys // months
    return Uses(pairs // employers, pairs % employers, keys % months, len(found.terms))


def sources_of(texts: Corpus, found: Grams) -> Ints:
    """How many different sources show each gram."""
    seen = np.zeros((len(found.terms), int(texts.source.max(initial=0)) + 1), dtype=bool)
    seen[found.gram, texts.source[found.text]] = True
    sources: Ints = seen.sum(axis=1).astype(np.int64)
    return sources


def trimmed(words: tuple[str, ...]) -> bool:
    """Whether neither end is a weak word."""
    return words[0] not in WEAK and words[-1] not in WEAK and all(a != b for a, b in pairwise(words))
