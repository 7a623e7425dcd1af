"""Countries of a job: from place fields, from header lines, from phrases; never from customers or seats."""

import pytest

from pipeline.clean.gazetteer import KINDS, fold, gazetteer
from pipeline.clean.places import countries


@pytest.mark.parametrize(
    ("place", "expect"),
    [
        ("San Francisco, CA", "US"),
        ("Toronto, CA", "CA"),
        ("Berlin, DE", "DE"),
        ("Wilmington, DE", "US"),
        ("Bengaluru, IN", "IN"),
        ("Indianapolis, IN", "US"),
        ("Atlanta, GA", "US"),
        ("Atlanta, Georgia, United States", "US"),
        ("Tbilisi, Georgia", "GE"),
        ("Ukraine, Georgia, UK", "GB GE UA"),
        ("Remote (US only)", "US"),
        ("NYC or SF", "US"),
        ("Berlin / Remote (EU)", "DE EU"),
        ("2 Locations", ""),
        ("Remote", ""),
        ("Anywhere", ""),
        ("EMEA", ""),
        ("London; Singapore", "GB SG"),
        ("London | Paris • Madrid", "ES FR GB"),
        ("Paris, TX", "US"),
        ("Cambridge, MA", "US"),
        ("Cambridge, UK", "GB"),
        ("London, Ontario", "CA"),
        ("Burlington, Massachusetts, United States", "US"),
        ("Gloucester County, NJ", "US"),
        ("US-CA-Menlo Park", "US"),
        ("CAN-Toronto", "CA"),
        ("Europe, Germany, Munich", "DE"),
        ("Remote - Europe", "EU"),
        ("Remote, Canada; Remote, EMEA; Remote, US", "CA US"),
        ("München", "DE"),
        ("SÃO PAULO", "BR"),
        ("Remote - Poland", "PL"),
        ("Remote (outside the US)", ""),
        ("Remote (US/Canada time zones)", ""),
        ("Vienna, VA", "US"),
        ("Vienna, AT", "AT"),
        ("Green Mountain Falls, CO", "US"),
        ("Bogotá, CO", "CO"),
        ("Nice", "FR"),
        ("Betterment HQ - New York City", "US"),
        ("King of Prussia, PA", "US"),
    ],
)
def test_place_field(place: str, expect: str) -> None:
    assert countries((place,), (), None, "") == tuple(expect.split())


@pytest.mark.parametrize(
    ("said", "expect"),
    [
        (("US",), "US"),
        (("USA",), "US"),
        (("United States",), "US"),
        (("DEU", "AT"), "AT DE"),
        (("GB", "United Kingdom"), "GB"),
        (("CA",), "CA"),
        (("IN",), "IN"),
        (("Deutschland",), "DE"),
        (("Czechia", "CZE"), "CZ"),
        (("EU",), "EU"),
        (("Nowhere",), ""),
    ],
)
def test_structured_countries(said: tuple[str, ...], expect: str) -> None:
    assert countries((), said, None, "Remote in Japan") == tuple(expect.split()) or not expect


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Acme | Berlin | Remote", "DE"),
        ("Acme | NYC or SF | ONSITE", "US"),
        ("Acme - Dublin, Ireland - ONSITE", "IE"),
        ("Stockholm, Sweden | Acme | Web developer", "SE"),
        ("Acme | New York, London, Bucharest, Remote | Full-time", "GB RO US"),
        ("Acme | Remote (US, Canada only) | Backend", "CA US"),
        ("Acme | REMOTE (Europe/EMEA) | Senior engineer", "EU"),
        ("Acme | Remote (UK/EEA)", "EU GB"),
        ("Acme | REMOTE | USA, Greece/EU", "EU GR US"),
        ("Acme | EUROPE | BERLIN | ONSITE", "DE"),
        ("Acme | Machine learning(SF) | Backend(SF/Remote)", "US"),
        ("Acme | Smalltown, NJ | ONSITE", "US"),
        ("Acme | Remote (US timezones)", ""),
        ("Acme | Remote | Europe - Asia timezones", ""),
        ("Acme | Remote (located outside India)", ""),
        ("Acme, remote-first, HQ in Berlin, hiring worldwide", ""),
        ("Acme | REMOTE in US (HQ in Nashville)", "US"),
        ("Boston Bakers | Analyst | REMOTE", ""),
        ("Acme | Mobile engineer | REMOTE", ""),
        ("Acme | QA, AI, ML, IT | REMOTE", ""),
        ("Acme | (Cambridge/Boston)/NYC", "US"),
        ("Acme | Bay Area, NYC, Boulder", "US"),
        ("Acme | Remote\n\nOur customers in Paris love us. We have offices in London.", ""),
        ("Acme builds software.\n\nOur customers in Paris love us.", ""),
        ("Acme is headquartered in Oslo with offices in Rome.", ""),
        ("Acme | Switzerland, Zurich | VISA for EU | ONSITE", "CH"),
        ("Acme in San Francisco is looking for engineers.", "US"),
        ("Acme | Fully Remote | Engineers\n\nMust reside in the US.", "US"),
        ("Acme | Remote\n\nYou must be located in Canada or Mexico.", "CA MX"),
        ("Acme | Remote\n\nYou must live up to our values in Paris.", ""),
        ("We build rockets.\n\nITAR rules:\n\nUnder U.S. Government rules you must be a citizen.", "US"),
        ("We build rockets.\n\nWe sell to the U.S. Government.", ""),
        ("Acme hires for roles in both Lisbon and Reading, UK.", "GB PT"),
        ("This role is based in our Zagreb office.", "HR"),
        ("Acme is a startup located in downtown San Francisco.", "US"),
        ("Applicants from anywhere in the US may take this job (any location)", "US"),
        ("For New York, NY-based roles: the range is as follows.", "US"),
        ("About us\n\nLocation: Pune / Chennai (all remote) - NO US-BASED APPLICANTS", "IN"),
        ("Location: 100% Remote (United States)", "US"),
        ("Open roles\n\n- QA engineer, Arlington, VA\n\n- Developer, Arlington, VA", "US"),
        ("Acme\n\nMountain View, California\n\nInterns welcome", "US"),
    ],
)
def test_text(text: str, expect: str) -> None:
    assert countries((), (), None, text) == tuple(expect.split())


@pytest.mark.parametrize(
    ("title", "expect"),
    [
        ("Analyst (position located in Cheltenham, United Kingdom)", "GB"),
        ("Senior Consultant - Alberta or British Columbia", "CA"),
        ("ABAP Developer (Canada)", "CA"),
        ("INSIDE SALES, ITALY (f/m/d)", "IT"),
        ("Manager, Customer Success, EMEA", ""),
        ("Mobile Engineer", ""),
    ],
)
def test_title(title: str, expect: str) -> None:
    assert countries((), (), title, "We build software.") == tuple(expect.split())


def test_fields_come_before_text() -> None:
    assert countries(("Oslo",), (), None, "Acme | Berlin | ONSITE") == ("NO",)


def test_unresolved_field_leaves_the_word_to_the_text() -> None:
    assert countries(("Remote",), (), None, "Location: Spain") == ("ES",)


def test_gazetteer_is_whole() -> None:
    places = [place for found in gazetteer().values() for place in found]
    assert len(places) > 5000
    assert {place.kind for place in places} <= KINDS
    assert all(len(place.country) == 2 for place in places if place.kind != "block")


def test_folding_is_blind_to_accents_dots_and_hyphens() -> None:
    assert fold("Łódź") == "lodz"
    assert fold("U.S.A.") == "usa"
    assert fold("Aix-en-Provence") == "aix en provence"
