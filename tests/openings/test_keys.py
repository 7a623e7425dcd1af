"""Keys fold what does not matter, and say nothing where there is nothing to say."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.openings import text_hash
from pipeline.openings.keys import (
    _folded,
    _signs,
    _words,
    city_key,
    number,
    place_key,
    requisition_key,
    title_key,
    titles_key,
    url_key,
)
from pipeline.openings.rules import is_agency, similar_titles


def test_keys_fold_what_does_not_matter() -> None:
    assert title_key("Senior  Data-Engineer (m/f/d)") == title_key("senior data engineer (all genders)")
    assert title_key("Engineer (Backend)") != title_key("Engineer (Frontend)")
    assert titles_key(None, ("iOS Engineer", "Backend Engineer")) == "backend engineer; ios engineer;"
    assert titles_key("Data Engineer", ("iOS Engineer",)) == "data engineer"
    assert place_key("Munich; Berlin") == place_key("berlin; MUNICH")
    assert city_key("Berlin, Germany; Rome") == place_key("Rome; Berlin")
    assert requisition_key(" jr 12345 ") == "jr12345"
    assert text_hash("Hello,\n world!") == text_hash("hello world")
    assert text_hash("hello world") != text_hash("hello word")


def test_signs_are_in_no_form_part_of_a_word() -> None:
    signs = [sign for sign in map(chr, range(0x80, 0x1FB00)) if _signs.fullmatch(sign)]
    assert len(signs) > 2000
    assert [sign for sign in signs if _words.search(_folded(sign))] == []
    assert [sign for sign in signs if any(map(unicodedata.combining, unicodedata.normalize("NFKD", sign)))] == []


@given(st.text(st.sampled_from("Aaz_09 -\n\t\x00é’•–…\u200b\u00ad\u0301\u212aßµ™ﬁ²İı中🔹😀ÅÖ\u0338="), max_size=40))
def test_a_text_has_the_hash_of_its_folded_words(text: str) -> None:
    assert text_hash(text) == number(" ".join(_words.findall(_folded(text))))


@pytest.mark.parametrize("written", ["TBD", "n/a", "", "1", "evergreen", "4711", None])
def test_what_is_no_requisition_is_none(written: str | None) -> None:
    assert requisition_key(written, ref="4711") is None


def test_an_address_is_one_job_by_its_number_and_not_by_its_campaign() -> None:
    one = url_key("https://www.Jobs.example/acme/12345/?utm_source=x&gh_src=1")
    assert one == url_key("http://jobs.example/acme/12345#apply") == "jobs.example/acme/12345?"
    assert url_key("https://acme.example/job?gh_jid=778899&lang=en") != url_key(
        "https://acme.example/job?gh_jid=778800"
    )
    assert url_key("https://acme.example/job?ref=hn&id=778899") == url_key("https://acme.example/job?id=778899")


@pytest.mark.parametrize(
    "url", [None, "", "https://acme.example/careers", "https://acme2026.example/jobs", "no address"]
)
def test_a_general_page_is_no_address_of_a_job(url: str | None) -> None:
    assert url_key(url) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("senior python developer", "sr python engineer"),
        ("data engineer", "data engineer remote"),
        ("front end engineer", "frontend engineers"),
        ("backend engineer; ios engineer;", "backend engineers; ios engineer; qa;"),
        ("systems administrator", "system administrator"),
        ("software engineer ii", "software engineer 2"),
    ],
)
def test_titles_of_one_job(left: str, right: str) -> None:
    assert similar_titles(left, right)
    assert similar_titles(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("data engineer", "senior data engineer"),
        ("backend engineer", "frontend engineer"),
        ("software engineer 1", "software engineer 2"),
        ("java engineer", "javascript engineer"),
        ("data engineer", "data scientist"),
        ("backend engineer; ios engineer;", "android engineer; data scientist;"),
        ("qa engineer;", "backend engineer; frontend engineer; qa engineer;"),
    ],
)
def test_titles_of_two_jobs(left: str, right: str) -> None:
    assert not similar_titles(left, right)
    assert not similar_titles(right, left)


def test_an_agency_is_told_by_its_name_or_its_words() -> None:
    assert is_agency("globextalent", "Come and work here.")
    assert is_agency("globex", "Our client is a bank in the north.")
    assert not is_agency("globex", "You advise our clients and the client's engineers.")
