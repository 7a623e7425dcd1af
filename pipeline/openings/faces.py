"""Faces: what a version of a posting shows to those who look for its like, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.openings import rules
from pipeline.openings.keys import city_key, number, requisition_key, titles_key, url_key

LEAST_TEXT = 40  # characters: a shorter text says too little to be called the same
REQUISITION, URL, SAME_TEXT = 1, 2, 3  # kinds of exact keys
COLUMNS = ["ref", "employer_key", "title", "titles", "place", "requisition", "url", "thread", "text_length"]
HEAD = 200  # characters of a comment's first line, which names title and place


@dataclass(frozen=True, slots=True)
class Faces:
    """Some faces and their exact keys.

    rows: employer, who, name, copy, thread, head (64 bits each or null), requisition, titles, is_agency, has_text,
    text_key. keys: at (the row's place), kind, key.
    """

    rows: pd.DataFrame
    keys: pd.DataFrame


def faces(versions: pd.DataFrame, texts: list[str]) -> Faces:
    """The faces of versions of postings.

    `versions` has ref, employer_key, title, titles (of roles), place, requisition, url, thread, text_hash and
    text_length; who = employer, cities and requisition; name = the words of the titles; copy = name and cities.
    """
    rows: list[tuple[object, ...]] = []
    exact: list[tuple[int, int, int]] = []
    for at, (version, text) in enumerate(zip(versions[COLUMNS].itertuples(index=False), texts, strict=True)):
        ref, employer, title, roles, place, numbered, url, thread, length = version
        requisition = requisition_key(_given(numbered), ref)
        titles = titles_key(_given(title), () if roles is None else tuple(roles))
        if (key := _given(employer)) is None:
            rows.append((None, None, None, None, None, requisition, titles, False, False))
            continue
        cities, name = city_key(_given(place)), rules.name(titles)
        who = _who(key, cities, requisition)
        if requisition is not None:
            exact.append((at, REQUISITION, number("requisition", who, name)))
        within = _given(thread)
        if within is None and (address := url_key(_given(url))) is not None:
            exact.append((at, URL, number("url", who, address, name)))
        copy = _copy(name, cities) if titles and cities else None
        head = None if within is None else number(text[:HEAD].split("\n", 1)[0].casefold())
        has_text = length >= LEAST_TEXT
        agency = has_text and rules.is_agency(key, text)
        rows.append((who, name, copy, within and number(within), head, requisition, titles, agency, has_text))
    names = ["who", "name", "copy", "thread", "head", "requisition", "titles", "is_agency", "has_text"]
    table = pd.DataFrame(rows, columns=names, index=versions.index, dtype=object)  # a float would lose the last bits
    table = table.astype(dict.fromkeys(names[:5], "UInt64") | {"is_agency": bool, "has_text": bool})
    hashes = versions["text_hash"].to_numpy(dtype=np.uint64)
    text_key = _mixed(table["who"].fillna(0).to_numpy(np.uint64), table["name"].fillna(0).to_numpy(np.uint64), hashes)
    table["text_key"] = pd.Series(text_key, index=table.index, dtype="UInt64").where(table["has_text"])
    keys = pd.DataFrame(exact, columns=["at", "kind", "key"]).astype({"key": np.uint64})
    worded = np.flatnonzero(table["has_text"].to_numpy(dtype=bool))
    same = pd.DataFrame({"at": worded, "kind": SAME_TEXT, "key": text_key[worded]})
    return Faces(table, pd.concat([keys, same], ignore_index=True) if len(keys) else same)


@lru_cache(maxsize=200_000)
def _who(employer: str, cities: str, requisition: str | None) -> int:
    return number(employer, cities, requisition)


@lru_cache(maxsize=200_000)
def _copy(name: int, cities: str) -> int:
    return number(name, cities)


def _mixed(*columns: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """64 bits of the numbers in each row."""
    mixed = np.zeros(columns[0].size, dtype=np.uint64)
    for column in columns:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _given(value: object) -> str | None:
    return value if isinstance(value, str) else None
