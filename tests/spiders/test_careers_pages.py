"""Career pages: what is planted in 500 of them is found, and nothing else."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.clean.places import countries
from pipeline.records import Page, Pay, Posting
from spiders.errors import WrongShape
from spiders.said_dates import said_day
from spiders.said_pay import said_pay
from spiders.sources.careers import Careers
from tests.spiders.career_pages import CareerPage, Planted, pages

FETCHED = datetime(2024, 11, 20, tzinfo=UTC)


def read(body: bytes | str, url: str = "https://jobs.example/7") -> list[Posting]:
    raw = body.encode() if isinstance(body, str) else body
    return list(Careers.read(Page("careers", "jobs.example", url, FETCHED, 200, "0" * 64, raw)))


def job(**changes: Any) -> dict[str, Any]:
    said = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Data Engineer",
        "description": "<p>Build it.</p>",
        "datePosted": "2024-05-06",
        "hiringOrganization": {"@type": "Organization", "name": "Acme"},
        "jobLocation": {"address": {"addressLocality": "Oslo", "addressCountry": "NO"}},
    }
    return {key: value for key, value in (said | changes).items() if value is not None}


def one(**changes: Any) -> Posting:
    (found,) = read(json.dumps(job(**changes)))
    return found


def told(posting: Posting) -> Planted:
    where = countries(posting.places, posting.countries, posting.title, "")
    assert posting.posted_on is not None
    return Planted(posting.title or "", posting.employer or "", posting.posted_on, where[0] if where else "")


def found_on(page: CareerPage) -> Counter[Planted]:
    try:
        postings = read(page.body, page.url)
    except WrongShape:
        return Counter()
    assert len({posting.ref for posting in postings}) == len(postings)
    assert all(posting.html and "&lt;" not in posting.html for posting in postings)
    return Counter(told(posting) for posting in postings)


def test_planted_postings_are_found_and_nothing_else() -> None:
    hit = planted = found = 0
    wrong: Counter[str] = Counter()
    for page in pages(seed=20241120, count=500):
        want, got = Counter(page.planted), found_on(page)
        hit, planted, found = hit + (want & got).total(), planted + want.total(), found + got.total()
        wrong[page.kind] += want != got
    assert planted > 500
    assert hit / planted >= 0.98, +wrong
    assert hit / found >= 0.98, +wrong


@pytest.mark.parametrize("name", ["title", "description", "datePosted", "hiringOrganization", "jobLocation"])
def test_every_property_that_says_something_is_read(name: str) -> None:
    whole = read(json.dumps(job()))
    assert read(json.dumps(job(**{name: None}))) != whole


ALL = ("title", "description", "datePosted", "employmentType")
RECORDED = {
    "compgraph_icims_detail_with_jsonld.html": (*ALL, "hiringOrganization", "jobLocation", "baseSalary", "url"),
    "jshq_breezy_position.html": (*ALL, "hiringOrganization", "jobLocation"),
    "skills-ml_sample_job_listing.json": (
        *(*ALL, "jobLocation", "skills", "qualifications", "experienceRequirements", "educationRequirements"),
    ),
}


@pytest.mark.parametrize("file", RECORDED)
def test_recorded_pages_are_read_field_by_field(file: str, shared: Path) -> None:
    """Not read: validThrough (synthetic), industry and occupationalCategory (the text says more), id, alternateName."""
    body = (shared / "data/wire/jsonld" / file).read_text(encoding="utf-8")
    (whole,) = read(body)
    assert whole.title
    for field in RECORDED[file]:
        assert f'"{field}"' in body
        assert read(body.replace(f'"{field}"', '"x_gone"', 1)) != [whole], field


def test_a_block_that_nothing_can_read_is_named_and_costs_no_other() -> None:
    whole = f'<script type="application/ld+json">{json.dumps(job())}</script>'
    torn = '<script type="application/ld+json">{"@type": "JobPosting", "title": "Cut o</script>'
    page = Page("careers", "jobs.example", "https://jobs.example/7", FETCHED, 200, "0" * 64, (torn + whole).encode())
    reading = Careers.reading(page)
    assert [posting.title for posting in reading.postings] == ["Data Engineer"]
    assert len(reading.unread) == 1


def test_a_job_that_its_page_calls_gone_is_left_out_and_a_past_end_alone_is_not_believed() -> None:
    script = f'<script type="application/ld+json">{json.dumps(job(validThrough="2024-06-30"))}</script>'
    assert len(read(f"<html>{script}</html>")) == 1
    assert read(f"<html>{script}<p>This job is no longer available.</p></html>") == []


def test_remote_work_is_told_with_where_one_may_live() -> None:
    found = one(
        jobLocation=None,
        jobLocationType="TELECOMMUTE",
        applicantLocationRequirements=[{"@type": "Country", "name": "Germany"}, {"name": "AT"}],
    )
    assert found.workplace == ("remote",)
    assert found.places == ("Remote - Germany", "Remote - AT")


def test_an_old_charset_is_read_by_what_the_page_says() -> None:
    script = json.dumps(job(title="Entwickler für Züge"), ensure_ascii=False)
    page = f'<html><head><meta charset="iso-8859-1"><script type="application/ld+json">{script}</script></head></html>'
    assert read(page.encode("latin-1"))[0].title == "Entwickler für Züge"


@pytest.mark.parametrize(
    ("said", "pay"),
    [
        ({"currency": "EUR", "value": {"value": "60", "unitText": "HOUR"}}, Pay(60, 60, "EUR", "hour")),
        ({"currency": "USD", "value": {"minValue": 5e4, "maxValue": "70,000", "unitText": "per annum"}},
         Pay(5e4, 7e4, "USD", "year")),
        ({"currency": "USD", "value": {"maxValue": "1.500,50", "unitText": "MONTH"}},
         Pay(None, 1500.5, "USD", "month")),
        ({"value": "€60k - €70k yearly"}, Pay(6e4, 7e4, "EUR", "year")),
        ({"currency": "GBP", "minValue": 0.0, "maxValue": 0.0, "unitText": "YEAR"}, None),
        ({"currency": "GBP", "value": {"value": 500}}, None),
        (60000, None), ("", None), ([], None), ({"value": True}, None), ({"value": {"value": {}}}, None),
    ],
)  # fmt: skip
def test_pay_is_read_as_posted_or_not_at_all(said: Any, pay: Pay | None) -> None:
    assert said_pay(said) == pay
    assert one(baseSalary=said).pay == pay


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-02-29T23:59:59-11:00", date(2024, 2, 29)), ("3/25/2024", date(2024, 3, 25)),
        ("25/3/2024", date(2024, 3, 25)),
        ("3/4/2024", None), ("Tue, 05 Mar 2024 10:00:00 GMT", date(2024, 3, 5)), (1709596800, date(2024, 3, 5)),
        (1709596800000, date(2024, 3, 5)), ("0001-01-01", None), ("2024-13-01", None), ("soon", None), (True, None),
        ("1st March 2024", date(2024, 3, 1)), ("March 2024", None),
    ],
)  # fmt: skip
def test_days_are_those_written_and_never_guessed(said: Any, day: date | None) -> None:
    assert said_day(said) == day


def test_pages_with_pieces_lost_or_doubled_are_read_or_refused() -> None:
    dice = random.Random(7)
    for page in pages(seed=7, count=120):
        body = bytearray(page.body)
        for _ in range(dice.randint(1, 4)):
            at, size = dice.randrange(len(body)), dice.choice([1, 20, 400])
            body[at : at + size] = dice.choice([b"", bytes(body[at : at + size]) * 3, b'"', b"\xff", b"<", b"/*" * 50])
        try:
            reading = Careers.reading(Page("careers", "x", page.url, FETCHED, 200, "0" * 64, bytes(body)))
        except WrongShape:
            continue
        assert reading.rows >= len(reading.postings)
