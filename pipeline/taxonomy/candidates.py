"""Terms that many employers have begun to use and the taxonomy does not know, for a person to look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from pipeline.clean.text import masked
from pipeline.tag.folding import folded
from pipeline.taxonomy import Skill, skills
from pipeline.taxonomy.terms import (
    LONGEST,
    WEAK,
    Corpus,
    Grams,
    Ints,
    Text,
    Words,
    corpus,
    grams,
    sources_of,
    tokens,
    trimmed,
    uses,
)
from pipeline.trends.emergence import log_odds, rising, window_shares

EMPLOYERS = 15  # so many employers must use a term, at least so many sources where there are as many
SOURCES = 3
Z = 4.0
WINDOWS = 3  # of the length of the recent one, the recent one last
SAME = 0.8  # a part of a longer term that so often stands inside it is no term of its own
EVIDENCE, EVIDENCE_LENGTH = 3, 200
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One term outside the taxonomy."""

    term: str  # in lower case
    written: str  # as employers write it most often
    employers: int  # that use it in the recent window
    employers_before: int
    sources: int
    z: float
    log_odds: float
    shares_pct: tuple[float | None, ...]  # employers that use it of all, per window; None in one without employers
    is_rising: bool
    first_month: str
    near: tuple[str, ...]  # skills whose forms it holds
    evidence: tuple[str, ...] = field(default=())

    def entry(self) -> dict[str, object]:
        """A first draft of its entry; tier and group are for a person to decide, and the sentences to write."""
        name = re.sub(r"\W+", "_", self.term).strip("_")
        return {
            "id": name,
            "label": self.written,
            "tier": "specific",
            "forms": [self.written],
            "hits": [],
            "misses": [],
        }


def candidates(
    texts: Callable[[], Iterable[Text]],
    since: int,
    *,
    employers: int = EMPLOYERS,
    most: int = 200,
    known: Mapping[str, Skill] | None = None,
) -> list[Candidate]:
    """The terms that rose since the month `since` (months since year 0), strongest first.

    `texts` is called twice and must give the same texts: first they are counted, then read again for the evidence.
    Counts are employers, never texts or words, so that nobody's repeated boilerplate makes a term. A term needs z
    above 4, enough employers and sources, and a share of employers that rises over three windows.
    """
    read = corpus(texts())
    if not len(read.month) or since > read.month.max() or since <= read.month.min():
        return []
    found = grams(read, employers)
    facts = _facts(read, found, since)
    forms = _forms(known if known is not None else skills())
    frequent = np.flatnonzero(facts.recent >= employers).tolist()
    rose = _rose(read, facts)
    new = [index for index in frequent if rose[index] and _is_new(_words(read, found, index), forms)]
    known_whole = [index for index in frequent if _plain(_words(read, found, index)) in forms]
    alone = _alone(found, facts, [*new, *known_whole])
    kept = sorted(alone.intersection(new), key=lambda index: (-facts.z[index], index))
    return _with_evidence([_candidate(read, found, facts, index, forms) for index in kept[:most]], texts(), since)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is counted of each gram."""

    recent: Ints
    before: Ints
    sources: Ints
    first: Ints
    z: np.ndarray
    delta: np.ndarray
    shares: np.ndarray
    rising: np.ndarray


def _facts(read: Corpus, found: Grams, since: int) -> _Facts:
    used = uses(read, found)
    last = int(read.month.max())
    length = last + 1 - since
    starts = [since - length * back for back in reversed(range(WINDOWS))]
    active = [len(np.unique(read.employer[(read.month >= start) & (read.month < start + length)])) for start in starts]
    in_windows = np.stack([used.employers(start, start + length - 1) for start in starts], axis=1)
    recent, before = used.employers(since, last), used.employers(0, since - 1)
    delta, z = log_odds(recent, before, used.employers(0, last))
    shares = window_shares(in_windows, np.array(active))
    return _Facts(recent, before, sources_of(read, found), used.first_months(), z, delta, shares, rising(shares))


def _rose(read: Corpus, facts: _Facts) -> np.ndarray:
    """Whether each gram is used far more than before, in enough sources, and by ever more employers."""
    rose: np.ndarray = (facts.z > Z) & (facts.sources >= min(SOURCES, len(np.unique(read.source)))) & facts.rising
    return rose


def _words(read: Corpus, found: Grams, index: int) -> tuple[str, ...]:
    return tuple(read.vocabulary[word] for word in found.terms[index])


def _forms(known: Mapping[str, Skill]) -> dict[tuple[str, ...], str]:
    """Every form of the taxonomy as words, with its skill; plurals are read as their singular."""
    return {
        _plain(form.split()): skill.id
        for skill in known.values()
        for kind in (skill.forms, skill.exact, skill.guarded)
        for form in kind
    }


def _plain(words: Iterable[str]) -> tuple[str, ...]:
    """Words without case, hyphens and the plural's s, as they are compared with forms."""
    parts = re.split(r"[\s\-/]+", folded(" ".join(words)).text.lower())
    return tuple(part.removesuffix("s") if len(part) > 3 else part for part in parts)


def _is_new(words: tuple[str, ...], forms: Mapping[tuple[str, ...], str]) -> bool:
    """Whether the words say more than weak words and forms of the taxonomy."""
    if not trimmed(words):
        return False
    plain = _plain(words)
    covered = [part.removesuffix("s") in _WEAK for part in plain]
    for start in range(len(plain)):
        for end in range(start + 1, len(plain) + 1):
            if plain[start:end] in forms:
                covered[start:end] = [True] * (end - start)
    return not all(covered)


_WEAK = frozenset(word.removesuffix("s") for word in WEAK)


def _alone(found: Grams, facts: _Facts, among: list[int]) -> set[int]:
    """Those that do not nearly always stand inside a longer one ("model context" in "model context protocol")."""
    longest: dict[tuple[int, ...], int] = {}
    for index in among:
        term = found.terms[index]
        for start in range(len(term)):
            for end in range(start + 1, len(term) + 1):
                if end - start < len(term):
                    longest[term[start:end]] = max(longest.get(term[start:end], 0), int(facts.recent[index]))
    return {index for index in among if longest.get(found.terms[index], 0) < SAME * facts.recent[index]}


def _candidate(
    read: Corpus, found: Grams, facts: _Facts, index: int, forms: Mapping[tuple[str, ...], str]
) -> Candidate:
    words = _words(read, found, index)
    plain = _plain(words)
    near = {
        forms[plain[start:end]]
        for start in range(len(plain))
        for end in range(start + 1, len(plain) + 1)
        if plain[start:end] in forms
    }
    first = int(facts.first[index])
    return Candidate(
        term=" ".join(words),
        written=" ".join(words),
        employers=int(facts.recent[index]),
        employers_before=int(facts.before[index]),
        sources=int(facts.sources[index]),
        z=round(float(facts.z[index]), 2),
        log_odds=round(float(facts.delta[index]), 2),
        shares_pct=tuple(None if np.isnan(share) else round(float(share), 3) for share in facts.shares[index]),
        is_rising=bool(facts.rising[index]),
        first_month=f"{first // 12:04d}-{first % 12 + 1:02d}",
        near=tuple(sorted(near)),
    )


def _with_evidence(chosen: list[Candidate], texts: Iterable[Text], since: int) -> list[Candidate]:
    """Each candidate with the spelling that employers use most and some of their sentences, each of another one."""
    by_words = {tuple(candidate.term.split()): candidate for candidate in chosen}
    first_words = {words[0] for words in by_words}
    spelt: dict[str, Counter[str]] = {candidate.term: Counter() for candidate in chosen}
    said: dict[str, dict[str, str]] = {candidate.term: {} for candidate in chosen}
    remembered = Words()
    for text in texts:
        if text.month < since:
            continue
        words = tokens(text.text, remembered)
        for place, word in enumerate(words):
            if word not in first_words:
                continue
            for end in range(place + 1, min(place + LONGEST, len(words)) + 1):
                candidate = by_words.get(tuple(words[place:end]))  # type: ignore[arg-type]  # None is in no key
                if candidate is not None and text.employer not in said[candidate.term]:
                    _note(candidate.term, text, spelt[candidate.term], said[candidate.term])
    return [_told(candidate, spelt[candidate.term], said[candidate.term]) for candidate in chosen]


def _note(term: str, text: Text, spelt: Counter[str], said: dict[str, str]) -> None:
    """Keep how this employer writes the term, and the sentence in which it does."""
    pattern = re.compile(r"(?<!\w)" + r"[\s-]+".join(re.escape(word) for word in term.split()) + r"(?!\w)", re.I)
    for sentence in _SENTENCE.split(text.text):
        hit = pattern.search(sentence)
        if hit is None:
            continue
        spelt[" ".join(hit[0].split())] += 1
        start = max(0, min(hit.start() - EVIDENCE_LENGTH // 2, len(sentence) - EVIDENCE_LENGTH))
        said[text.employer] = masked(sentence)[start : start + EVIDENCE_LENGTH].strip(" -*•")
        return
    said[text.employer] = ""


def _told(candidate: Candidate, spelt: Counter[str], said: Mapping[str, str]) -> Candidate:
    written = min(spelt, key=lambda form: (-spelt[form], form)) if spelt else candidate.written
    evidence = tuple(dict.fromkeys(sentence for _, sentence in sorted(said.items()) if sentence))[:EVIDENCE]
    return replace(candidate, written=written, evidence=evidence)
