"""Names of places and what they may stand for: an extract of GeoNames (CC BY 4.0, geonames.org) in places.csv."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PLACES = Path(__file__).with_name("places.csv")
EXTRA = Path(__file__).with_name("places_extra.csv")  # names that GeoNames lacks: nicknames, districts, spellings
COLUMNS = ("name", "kind", "country", "region", "population", "shy", "city", "division")
KINDS = frozenset({"city", "area", "region", "state", "country", "code", "block"})
UNKNOWN_POPULATION = 2_000_000  # an area we bothered to list by hand beats all but the largest namesakes


LONGEST = 5  # words of a name that are looked up


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name may stand for."""

    kind: str  # city, area (nickname, district), region, state (its code), country, code (of a country), block
    country: str  # ISO 3166-1 alpha-2, EU, or "" for a block that is no country (LATAM)
    region: str  # code of the US state or Canadian province, "" elsewhere
    population: int
    is_shy: bool  # also a common word: counts only beside its region or country
    city: str = ""  # the city by the name we keep for it, "" for what is larger than a city
    division: str = ""  # name of the state, province or land it is or lies in

    @property
    def is_town(self) -> bool:
        """Whether it is smaller than a region."""
        return self.kind in ("city", "area")


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Lower case without accents, dots and apostrophes; hyphens are spaces."""
    if not name.isascii():
        name = name.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O").replace("’", "'")
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return name.lower().replace(".", "").replace("'", "").replace("-", " ")


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, tuple[Reading, ...]]:
    """Folded name to the places it may stand for, most populous first; read once per process."""
    names: dict[str, list[Reading]] = {}
    with PLACES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            people = int(row["population"] or (UNKNOWN_POPULATION if row["kind"] == "area" else 0))
            reading = Reading(
                row["kind"], row["country"], row["region"], people, row["shy"] == "yes", row["city"], row["division"]
            )
            names.setdefault(fold(row["name"]), []).append(reading)
    return {name: tuple(sorted(found, key=lambda p: -p.population)) for name, found in names.items()}


@lru_cache(maxsize=1)
def first_words() -> dict[str, int]:
    """First words of all names, what a look-up may start with, and how many words the longest such name has."""
    longest: dict[str, int] = {}
    for name in gazetteer():
        words = name.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), min(LONGEST, len(words)))
    return longest
