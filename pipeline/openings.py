"""Merges postings into openings: which postings advertise the same job, by evidence that rarely lies.

Keys, strongest first: the source's own id (one row already); requisition within an employer, under the same title in
the same city; employer, title, place and text all identical. A false merge hides a job, a missed one only counts it
twice: so an unresolved employer, an empty text or a number that is no requisition is no evidence, and where two
postings have different requisitions, or only one has any, an identical text does not make them one (2026-11).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Hashable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

COLUMNS = ("posting_id", "ref", "employer_key", "requisition", "title", "place", "text_hash", "text_length")
LEAST_TEXT = 40  # characters: a shorter text says too little to be called the same
MOST_TITLES = 20  # a requisition under more titles of one employer is a habit of writing, no requisition

_words = re.compile(r"\w+")
_all_genders = re.compile(r"\(\s*(?:all genders?|[mwfdxhgn](?:\s*[/|*,]\s*[mwfdxhgn*])+)\s*\)")
_has_digit = re.compile(r"\d")


def text_hash(text: str) -> int:
    """64 bits over the words of a text: case, punctuation, spaces and Unicode forms do not count."""
    words = " ".join(_words.findall(_folded(text)))
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=100_000)
def title_key(title: str | None) -> str:
    """The words of a title, without case, punctuation and "(m/f/d)"; an absent title gives ""."""
    return " ".join(_words.findall(_all_genders.sub(" ", _folded(title or "").replace("_", " "))))


@lru_cache(maxsize=100_000)
def place_key(place: str | None) -> str:
    """The places of a posting in a fixed order; an absent place gives ""."""
    return "; ".join(sorted({" ".join(_words.findall(part)) for part in _folded(place or "").split(";")}))


@lru_cache(maxsize=100_000)
def city_key(place: str | None) -> str:
    """As `place_key`, of each place only what stands before its first comma ("Berlin, Germany" is "Berlin")."""
    return place_key("; ".join(part.split(",")[0] for part in (place or "").split(";")))


@lru_cache(maxsize=100_000)
def requisition_key(requisition: str | None) -> str | None:
    """The requisition without case and spaces; None for one too short or without a digit ("TBD", "1", "n/a")."""
    key = "".join(_folded(requisition or "").split())
    return key if len(key) >= 3 and _has_digit.search(key) else None


def openings(postings: pd.DataFrame) -> pd.DataFrame:
    """One row per posting (in its order): posting_id, opening_id, text_group_id.

    `postings` has the columns COLUMNS, one row per posting of a source. An opening's id is the smallest posting_id of
    its group; a text group (one employer's identical text, say in several cities) likewise.
    """
    ids = postings["posting_id"].to_numpy(dtype=np.int64)
    facts = pd.DataFrame(
        {
            "employer": postings["employer_key"].to_numpy(dtype=object),
            "title": [title_key(title) for title in _texts(postings["title"])],
            "place": [place_key(place) for place in _texts(postings["place"])],
            "city": [city_key(place) for place in _texts(postings["place"])],
            "requisition": _requisitions(postings),
            "text": postings["text_hash"].to_numpy(),
        }
    )
    named = postings["employer_key"].notna().to_numpy()
    same_text = named & (postings["text_length"].to_numpy() >= LEAST_TEXT)
    links = (
        _first_of(_numbered(facts[named]), ["employer", "requisition", "title", "city"]),
        _first_of(facts[same_text], ["employer", "requisition", "title", "place", "text"]),
    )
    texts = (_first_of(facts[same_text], ["employer", "text"]),)
    return pd.DataFrame(
        {"posting_id": ids, "opening_id": _smallest(ids, links), "text_group_id": _smallest(ids, texts)}
    )


def _requisitions(postings: pd.DataFrame) -> list[str | None]:
    """The requisitions; one that only repeats the source's id says nothing and is none."""
    pairs = zip(_texts(postings["requisition"]), _texts(postings["ref"]), strict=True)
    return [None if number == ref else requisition_key(number) for number, ref in pairs]


def _numbered(facts: pd.DataFrame) -> pd.DataFrame:
    """The rows whose requisition can be believed."""
    numbered = facts[facts["requisition"].notna()]
    titles = numbered.groupby(["employer", "requisition"])["title"].transform("nunique")
    return numbered[titles <= MOST_TITLES]


def _first_of(facts: pd.DataFrame, key: Sequence[Hashable]) -> NDArray[np.int64]:
    """Pairs of row numbers (2 x n): each row and the first row that has the same key."""
    rows = facts.index.to_numpy(dtype=np.int64)
    if rows.size == 0:
        return np.empty((2, 0), dtype=np.int64)
    groups = facts.groupby(list(key), sort=False, dropna=False).ngroup().to_numpy()
    firsts = np.unique(groups, return_index=True)[1]
    return np.vstack([rows, rows[firsts[groups]]])


def _smallest(ids: NDArray[np.int64], links: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The smallest id of each row's connected component."""
    if ids.size == 0:
        return ids
    left, right = np.hstack(links)
    graph = coo_array((np.ones(left.size, dtype=np.int8), (left, right)), shape=(ids.size, ids.size))
    count, component = connected_components(graph, directed=False)
    smallest = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(smallest, component, ids)
    found: NDArray[np.int64] = smallest[component]
    return found


def _texts(column: pd.Series) -> list[str | None]:
    """The values of a text column, with None where one is missing."""
    return [value if isinstance(value, str) else None for value in column]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
