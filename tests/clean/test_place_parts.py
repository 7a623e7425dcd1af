"""Places put together: city, region, country, areas, how far away the work may be done; and figures on real ones."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from pipeline.clean.places import countries, places
from pipeline.records import Place

LABELS = Path(__file__).parents[1] / "gold" / "places.csv"


def said(place: Place) -> str:
    """A place as "city/region/country/area/scope", with "-" for what is not known."""
    parts = place.city, place.region, place.country, place.area, place.remote_scope
    return "/".join(part or "-" for part in parts)


@pytest.mark.parametrize(
    ("field", "expect"),
    [
        ("Berlin / Remote (EU)", ["Berlin/Berlin/DE/-/-", "-/-/EU/EU/area"]),
        ("2 Locations", []),
        ("NYC or SF", ["New York City/New York/US/-/-", "San Francisco/California/US/-/-"]),
        ("Remote - Poland", ["-/-/PL/-/country"]),
        ("London, UK; New York, NY", ["London/England/GB/-/-", "New York City/New York/US/-/-"]),
        ("Hybrid – Toronto | Vancouver", ["Toronto/Ontario/CA/-/-", "Vancouver/British Columbia/CA/-/-"]),
        ("Lisbon • Porto • Remote", ["Lisbon/Lisbon/PT/-/-", "Porto/Porto/PT/-/-"]),
        ("Paris, Lyon & Remote", ["Paris/Île-de-France/FR/-/-", "Lyon/Auvergne-Rhône-Alpes/FR/-/-"]),
        ("Irvine, California, United States", ["Irvine/California/US/-/-"]),
        ("Bengaluru, Karnataka, India", ["Bengaluru/Karnataka/IN/-/-"]),
        ("Bangalore, IND", ["Bengaluru/Karnataka/IN/-/-"]),
        ("Manaus, Amazonas, Brasil", ["Manaus/Amazonas/BR/-/-"]),
        ("Europe, Germany, Munich", ["Munich/Bavaria/DE/-/-"]),
        ("US-CA-Menlo Park", ["Menlo Park/California/US/-/-"]),
        ("Brazil - Rio de Janeiro", ["Rio de Janeiro/Rio de Janeiro/BR/-/-"]),
        ("Blythewood, South Carolina, United States", ["Blythewood/South Carolina/US/-/-"]),
        ("Steamboat Springs, CO", ["Steamboat Springs/Colorado/US/-/-"]),
        ("New Hyde Park, New York, United States", ["New Hyde Park/New York/US/-/-"]),
        ("Croton Falls, NY", ["Croton Falls/New York/US/-/-"]),
        ("Arlington, Virginia", ["Arlington/Virginia/US/-/-"]),
        ("Lebanon, MO", ["Lebanon/Missouri/US/-/-"]),
        ("Brooklyn, NY", ["Brooklyn/New York/US/-/-"]),
        ("814 N Franklin St, Chicago, IL 60610", ["Chicago/Illinois/US/-/-"]),
        ("1005 Van Ness Ave, San Francisco, CA 94109", ["San Francisco/California/US/-/-"]),
        ("Remote - USA or Canada", ["-/-/US/-/country", "-/-/CA/-/country"]),
        ("USA or Canada, remote", ["-/-/US/-/country", "-/-/CA/-/country"]),
        ("India (Remote)", ["-/-/IN/-/country"]),
        ("Taiwan, Remote", ["-/-/TW/-/country"]),
        ("Cincinnati, OH (remote)", ["Cincinnati/Ohio/US/-/city"]),
        ("Remote (Alberta, Ontario)", ["-/Alberta/CA/-/region", "-/Ontario/CA/-/region"]),
        ("New York, NY; USA Remote", ["New York City/New York/US/-/-", "-/-/US/-/country"]),
        ("Remote - Europe", ["-/-/EU/Europe/area"]),
        ("Remote within Europe; Berlin", ["-/-/-/Europe/area", "Berlin/Berlin/DE/-/-"]),
        ("Remote, EMEA", ["-/-/-/EMEA/area"]),
        ("Remote - LATAM", ["-/-/-/Latin America/area"]),
        ("APAC", ["-/-/-/APAC/-"]),
        ("Anywhere in LATAM", ["-/-/-/Latin America/area"]),
        ("Anywhere", ["-/-/-/worldwide/worldwide"]),
        ("Home based - Worldwide", ["-/-/-/worldwide/worldwide"]),
        ("Remote (CET ±2)", ["-/-/-/CET ±2/time_zone"]),
        ("Remote (UTC-3 to UTC+2)", ["-/-/-/UTC-3 to UTC+2/time_zone"]),
        ("Remote, US hours", ["-/-/-/US hours/time_zone"]),
        ("Remote (US/Canada time zones)", ["-/-/-/US/Canada time zones/time_zone"]),
        ("Remote - EMEA (GMT+/-3h)", ["-/-/-/EMEA/area", "-/-/-/GMT+/-3h/time_zone"]),
        ("Remote", []),
    ],
)
def test_place_field(field: str, expect: list[str]) -> None:
    assert [said(place) for place in places((field,), (), None, "")] == expect


@pytest.mark.parametrize(
    ("field", "country"),
    [
        ("Toronto, CA", "CA"), ("San Diego, CA", "US"), ("CA - Toronto", "CA"), ("Cairo, GA", "US"),
        ("Berlin, DE", "DE"), ("Dover, DE", "US"), ("Pune, IN", "IN"), ("Gary, IN", "US"),
        ("Tbilisi, GA", "US"), ("Tirana, AL", "AL"), ("Mobile, AL", "US"), ("Haifa, IL", "IL"),
        ("Chicago, IL", "US"), ("Casablanca, MA", "MA"), ("Boston, MA", "US"), ("Panama City, PA", "PA"),
        ("Erie, PA", "US"), ("Bogotá, CO", "CO"), ("Denver, CO", "US"), ("Lima, PE", "PE"),
        ("Santo Domingo, DO", "DO"), ("Podgorica, ME", "ME"), ("Bangor, ME", "US"), ("Zurich, CH", "CH"),
        ("Buenos Aires, AR", "AR"), ("Little Rock, AR", "US"), ("Singapore, SG", "SG"), ("Kyiv, UA", "UA"),
    ],
)  # fmt: skip
def test_codes_of_states_and_countries_go_by_the_town_before_them(field: str, country: str) -> None:
    assert countries((field,), (), None, "") == (country,)


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Acme | Berlin | Remote", ["Berlin/Berlin/DE/-/-"]),
        ("Acme | Remote (Poland) | Engineer", ["-/-/PL/-/country"]),
        ("Acme | REMOTE - US | Engineer", ["-/-/US/-/country"]),
        ("Acme | Lisbon or Remote (EU) | Engineer", ["Lisbon/Lisbon/PT/-/-", "-/-/EU/EU/area"]),
        ("Acme | Remote (European time zones) | Engineer", ["-/-/-/European time zones/time_zone"]),
        ("Acme | Smalltown, NJ | ONSITE", ["Smalltown/New Jersey/US/-/-"]),
        ("Location: Pune / Chennai", ["Pune/Maharashtra/IN/-/-", "Chennai/Tamil Nadu/IN/-/-"]),
        ("This role is based in our Zagreb office.", ["Zagreb/Grad Zagreb/HR/-/-"]),
        ("We are looking for remote engineers from Portugal.", ["-/-/PT/-/country"]),
    ],
)
def test_text(text: str, expect: list[str]) -> None:
    assert [said(place) for place in places((), (), None, text)] == expect


def test_a_structured_country_is_a_place_unless_a_field_says_more() -> None:
    assert [said(place) for place in places(("Berlin",), ("DE", "Poland"), None, "")] == [
        "Berlin/Berlin/DE/-/-",
        "-/-/PL/-/-",
    ]


def test_a_place_said_twice_is_one_place() -> None:
    assert len(places(("Berlin, Germany", "Berlin"), (), None, "")) == 1


def test_countries_of_labelled_places_are_right() -> None:
    """300 postings drawn at random of 3,100 Greenhouse boards, their places labelled by reading."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = [(row["place"], tuple(row["countries"].split())) for row in csv.DictReader(file)]
    assert len(labels) == 300
    assert sum(countries((place,), (), None, "") == expect for place, expect in labels) >= 0.97 * 300


def test_a_country_is_found_for_most_real_postings(shared: Path) -> None:
    seen: Counter[str] = Counter()
    for file in sorted((shared / "data" / "snapshots").glob("*.json.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            seen.update(row["location"] or "" for row in json.load(lines))
    found = sum(count for place, count in seen.items() if countries((place,), (), None, ""))
    assert found / seen.total() >= 0.92
