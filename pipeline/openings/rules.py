"""Pair rules: whether two postings whose texts are near are one job. Vectors of pairs in, verdicts out."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from pipeline.openings.keys import number

NEAR = 0.45  # of two texts without what their employer repeats: a quarter rewritten
AGENCY = -0.05  # against NEAR: of an agency's copy, of which title and place are the same
UNTITLED = 0.15  # where no title tells the job
SAME_NAME = -0.10  # under one title in one place: they speak too
WHOLE_UNTITLED, WHOLE_SAME_NAME, WHOLE_SEVERAL = 0.35, 0.05, 0.25  # against NEAR: of the whole texts, for what an
LEAST_OWN = 0.20  # employer repeats is not known at first; and they must share so much beyond it
TYPO = 85  # rapidfuzz ratio of the words by which two titles differ: a plural, a letter more
LEAST_SHARED = 0.5  # of the titles of two texts that each advertise several

_FACTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_agency_name = re.compile(rf"(?:{'|'.join(_FACTS['agency_names'])})$")
_agency_text = re.compile(rf"\b(?:{'|'.join(_FACTS['agency_texts'])})", re.IGNORECASE)
_ONE_WORD = [(re.compile(rf"\b{two}\b"), one) for two, one in _FACTS["one_word"].items()]
_SAME_WORD = _FACTS["same_word"]
_IDLE = frozenset(_FACTS["idle"])
_GENERAL = frozenset(_FACTS["general"])


def is_agency(employer_key: str | None, text: str) -> bool:
    """Whether an agency advertises for somebody else, by its name or by its words."""
    if employer_key and _agency_name.search(employer_key):
        return True
    return ("lient" in text or "ecruit" in text) and _agency_text.search(text) is not None


@lru_cache(maxsize=200_000)
def words(titles: str) -> frozenset[str]:
    """The words of titles that tell jobs apart, one spelling each; titles as `keys.titles_key` gives them."""
    joined = titles.replace(";", " ")
    for two, one in _ONE_WORD:
        joined = two.sub(one, joined)
    found = {_SAME_WORD.get(word, word) for word in (_singular(word) for word in joined.split())}
    return frozenset(found - _IDLE)


@lru_cache(maxsize=200_000)
def name(titles: str) -> int:
    """64 bits of the words of titles."""
    return number(*sorted(words(titles)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=500_000)
def similar_titles(left: str, right: str) -> bool:
    """Whether two titles name one job: the same words but for idle ones and slips of the pen.

    Where texts advertise several (joined by ";"), half of all their titles must be in both.
    """
    if ";" in left or ";" in right:
        return _shared(_several(left), _several(right)) >= LEAST_SHARED
    here, there = words(left), words(right)
    ours, theirs = here - there, there - here
    if not ours and not theirs:
        return True
    if len(ours) != len(theirs) or any(word.isdigit() for word in ours | theirs):
        return False
    return fuzz.ratio(" ".join(sorted(ours)), " ".join(sorted(theirs))) >= TYPO


def _several(titles: str) -> list[str]:
    return [title for part in titles.split(";") if (title := part.strip())]


def _shared(left: list[str], right: list[str]) -> float:
    """The titles in both, of all titles of either."""
    waiting = list(right)
    for title in left:
        if (same := next((other for other in waiting if similar_titles(title, other)), None)) is not None:
            waiting.remove(same)
    shared = len(right) - len(waiting)
    return shared / max(1, len(left) + len(right) - shared)


@lru_cache(maxsize=200_000)
def _tells_nothing(titles: str) -> bool:
    """Whether titles tell no job from another: there are none, or a text is only read as one for "engineers"."""
    return not titles or (titles.endswith(";") and words(titles) <= _GENERAL)


def least_body(near: float = NEAR) -> float:
    """What every pair must reach without what the employer repeats, whatever else it shares."""
    return min(LEAST_OWN, near)


def is_one_job(left: str, right: str, body: float, whole: float, near: float = NEAR) -> bool:
    """Whether two postings of one employer in one place are one job, by their titles and the similarity of their texts.

    `body`: without what the employer repeats; `whole`: with it. Titles as `keys.titles_key` gives them.
    """
    if _tells_nothing(left) or _tells_nothing(right):
        titles_fit = not left or not right or similar_titles(left, right)
        return titles_fit and _is_near(body, whole, near + UNTITLED, near + WHOLE_UNTITLED)
    if words(left) == words(right):
        return _is_near(body, whole, near + SAME_NAME, near + WHOLE_SAME_NAME)
    if ";" in left or ";" in right:
        return similar_titles(left, right) and _is_near(body, whole, near, near + WHOLE_SEVERAL)
    return body >= near and similar_titles(left, right)


def _is_near(body: float, whole: float, least: float, least_whole: float) -> bool:
    return body >= least or (whole >= least_whole and body >= LEAST_OWN)


def is_copy(body: float, near: float = NEAR) -> bool:
    """Whether an agency's posting is the copy of another's with the same title and place."""
    return body >= near + AGENCY
