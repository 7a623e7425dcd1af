"""What holds for any input: cleaning twice changes nothing, nothing is invented, nothing crashes or takes for ever."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from time import process_time
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.clean.certifications import certifications
from pipeline.clean.employers import employer, employer_key
from pipeline.clean.employment import employment
from pipeline.clean.experience import years_experience
from pipeline.clean.gazetteer import fold, gazetteer
from pipeline.clean.pay import pay_found
from pipeline.clean.places import countries_of, places
from pipeline.clean.seniority import seniority
from pipeline.clean.text import BULLET, masked, plain
from pipeline.clean.workplace import offers
from pipeline.records import Posting
from pipeline.understand import understand

VOCABULARY = """
Acme,Quill Labs,Inc.,(YC W19),Berlin,London,NYC,San Francisco,CA,IN,DE,Georgia,Paris,TX,Remote,Hybrid,ONSITE,EMEA,EU
Europe,LATAM,Anywhere,CET ±2,US hours,UTC+1,$120k,$150k,-,–,to,€55.000,£40,per hour,/day,LPA,18,25 lakhs,Salary:
Location:,|,•,;,/,or,and,in,based,https://quill.com/jobs,<EMAIL>,not,no,3 days a week in the office,5+ years,experience
AWS Certified,Senior,Engineer,Engineers,@,We're,is hiring,1099,contract,full-time,K,k,%,401k,#LI-Remote,401(k),up to
equity,work from home,remote-first company
"""
WORDS = st.sampled_from([word for line in VOCABULARY.split("\n") for word in line.split(",") if word])
PHRASES = st.lists(st.tuples(WORDS, st.sampled_from([" ", ", ", "\n", " | ", ". ", "\n\n", ""])), max_size=40).map(
    lambda parts: "".join(word + behind for word, behind in parts)
)
ANY_TEXT = st.one_of(st.text(max_size=300), PHRASES)
LOOSE = settings(max_examples=150)


def squeezed(text: str) -> str:
    """The letters and digits of a text, to compare words whatever stands between them."""
    return "".join(filter(str.isalnum, text.lower()))


@given(ANY_TEXT)
@LOOSE
def test_masking_a_masked_text_changes_nothing(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(ANY_TEXT)
@LOOSE
def test_html_of_a_plain_line_gives_the_plain_line_again(text: str) -> None:
    assume(BULLET.search(text) is None)  # "- --" is a list within a list: one level goes each time
    once = plain(f"<div>{escape(' '.join(text.split()))}</div>")
    twice = plain(f"<div>{escape(once)}</div>")
    assert plain(f"<div>{escape(twice)}</div>") == twice
    assert squeezed(twice) == squeezed(once) or "&" in once


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, min_size=1, max_size=4).map(" ".join)))
@LOOSE
def test_a_key_is_its_own_key(name: str) -> None:
    key = employer_key(name)
    assert key is None or employer_key(key) == key


COUNTRIES = dict(
    sorted(
        (
            (reading.country, name.title())
            for name, found in gazetteer().items()
            for reading in found
            if reading.kind == "country"
        ),
        key=lambda pair: len(pair[1]),
    )
)  # to their longest names
READINGS = [reading for found in gazetteer().values() for reading in found]
CITIES = sorted({(each.city, each.country) for each in READINGS if each.city and each.country in COUNTRIES})


@given(st.sampled_from(CITIES))
@LOOSE
def test_a_cleaned_place_is_cleaned_to_itself(city_and_country: tuple[str, str]) -> None:
    """Except where its region is called like a place of another country (Midlands, Niger)."""
    city, country = city_and_country
    for place in places((f"{city}, {COUNTRIES[country]}",), (), None, ""):
        namesakes = gazetteer().get(fold(place.region or ""), ())
        if place.city is None or (namesakes and all(each.country != place.country for each in namesakes)):
            continue
        written = ", ".join(filter(None, (place.city, place.region, COUNTRIES[place.country or country])))
        again = places((written,), (), None, "")
        assert (place.city, place.country) in {(other.city, other.country) for other in again}


@given(PHRASES, PHRASES)
@LOOSE
def test_evidence_stands_in_the_posting(field: str, text: str) -> None:
    found = understand(Posting(ref="1", url="u", text=text, places=(field,)))
    sources = (field, found.text)
    for evidence in (*(place.text for place in found.places), *found.workplace_evidence, found.pay_evidence or ""):
        assert any(evidence in source for source in sources)
        assert len(evidence) <= 200


@given(PHRASES)
@LOOSE
def test_no_field_is_invented(text: str) -> None:
    found = understand(Posting(ref="1", url="u", text=text))
    letters = squeezed(found.text)
    assert all(squeezed(word) in letters for word in (found.employer or "").split())
    assert all(squeezed(name) in letters for name in found.certifications)
    assert found.years_experience is None or str(found.years_experience) in found.text
    assert (found.pay is None) or any(digit.isdigit() for digit in found.pay_evidence or "")
    assert found.pay is None or found.pay_quarantine is None
    assert len(found.workplace) == len(found.workplace_evidence)
    assert found.countries == countries_of(found.places)


@given(st.text(st.characters(), max_size=200), st.text(st.characters(), max_size=60))
@LOOSE
def test_no_text_is_too_strange(text: str, title: str) -> None:
    found = understand(Posting(ref="1", url="u", text=text, title=title, employer=title, places=(title,)))
    found.text.encode()


@pytest.mark.parametrize(
    "text", ["\x00", "a\x00b", "\ud800", "x\udfff y", "\u202e\u2066", "", " ", "\n" * 50, "\ufeff"]
)
def test_hostile_signs_do_no_harm(text: str) -> None:
    for html in (None, f"<p>{text}</p><script>{text}"):
        found = understand(Posting(ref="1", url="u", text=text, html=html, title=text, places=(text,), employer=text))
        found.text.encode()
        (found.title or "").encode()


CLEANERS: dict[str, Callable[[str], Any]] = {
    "employer": lambda text: employer(None, text),
    "employer_key": employer_key,
    "places of a text": lambda text: places((), (), None, text),
    "places of a field": lambda text: places((text,), (), None, ""),
    "places of a title": lambda text: places((), (), text, ""),
    "workplace": lambda text: offers((), (text,), text, text),
    "pay": lambda text: pay_found(None, text, text, ()),
    "employment": lambda text: employment((), text, text),
    "years": years_experience,
    "seniority": lambda text: seniority(text, text, ()),
    "certifications": certifications,
    "masked": masked,
}
LINES = ["a", "$1 ", "$120k ", "remote ", "Berlin, ", "(", "Acme is ", "in Berlin ", "\n", "A, ", "a@", "\x00"]


@pytest.mark.parametrize("name", CLEANERS)
def test_a_line_of_a_megabyte_is_cleaned_in_seconds(name: str) -> None:
    for words in LINES:
        line = (words * (1_000_000 // len(words) + 1))[:1_000_000]
        started = process_time()
        CLEANERS[name](line)
        assert process_time() - started < 20, words
