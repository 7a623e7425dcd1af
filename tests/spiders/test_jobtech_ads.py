"""Ads of the Swedish employment service, as archives and live APIs show them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spiders.sources.jobtech_ads import JobtechAds
from spiders.swedish_ads import day, is_it, read_ad
from tests.spiders.test_readers import page

AD: dict[str, Any] = json.loads((Path(__file__).parents[1] / "pages/jobtech_ads/2021-03.json").read_bytes())
TAXONOMY = ("employment_type", "working_hours_type", "duration")
SAID = (
    *("description", "employer", "workplace_address", "must_have", "nice_to_have", "salary_description", "headline"),
    *("remote_work", "detected_language", "original_id", *TAXONOMY),
)


def as_live(ad: dict[str, Any]) -> dict[str, Any]:
    """The ad with objects where archives have lists, and the id it is known by."""
    taxonomy = ("occupation", "occupation_group", "occupation_field", "salary_type", *TAXONOMY)
    return ad | {name: ad[name][0] for name in taxonomy} | {"id": ad["original_id"], "original_id": None}


def test_live_and_archived_ad_are_one_posting() -> None:
    assert read_ad(as_live(AD)) == read_ad(AD)


@pytest.mark.parametrize("name", SAID)
def test_every_field_that_says_something_is_read(name: str) -> None:
    without = {key: value for key, value in AD.items() if key != name}
    assert read_ad(without) != read_ad(AD)


def test_contacts_and_the_reference_with_its_names_are_not_read() -> None:
    contact = {"phone_number": "+46 8 000 00 00", "email": "someone@example.org"}
    told = AD | {"employer": AD["employer"] | contact, "application_contacts": [{"name": "A B", **contact}]}
    assert read_ad(told) == read_ad(AD)


def test_only_the_field_of_it_is_it_and_an_ad_without_a_field_may_be() -> None:
    care = [{"concept_id": "NYW6_mP6_vwf", "label": "Hälso- och sjukvård", "legacy_ams_taxonomy_id": "8"}]
    old = [{"concept_id": None, "label": "Data/IT", "legacy_ams_taxonomy_id": 3}]
    assert [is_it({"occupation_field": field}) for field in (care, old, AD["occupation_field"], [], None)] == [
        False, True, True, True, True,
    ]  # fmt: skip


def test_days_are_those_of_sweden() -> None:
    assert day("2021-03-31T23:30:00") == date(2021, 3, 31)
    assert day("2021-03-31T23:30:00Z") == date(2021, 4, 1)
    assert day(1617230400000) == date(2021, 4, 1)


def test_withdrawn_ad_is_no_posting_and_a_torn_line_costs_no_other() -> None:
    gone = AD | {"headline": None, "description": None, "salary_description": None, "must_have": None}
    assert read_ad(gone | {"nice_to_have": None}) is None
    body = b"\n".join([json.dumps(AD).encode(), b'{"id": "1", "headl', b"", json.dumps(as_live(AD)).encode()])
    reading = JobtechAds.reading(page("jobtech_ads", body, "2021-03"))
    assert len(reading.postings) == 2
    assert reading.unread[0].startswith("posting number 2: ValueError: no JSON")


def test_formatted_text_is_taken_as_html() -> None:
    html = "<p>Bygg <b>plattformen</b></p>"
    posting = read_ad(AD | {"description": {"text": "Bygg plattformen", "text_formatted": html}})
    assert posting is not None
    assert posting.text is None
    assert posting.html is not None
    assert posting.html.startswith(html)
    assert "<h3>Meriterande</h3><ul><li>Kubernetes</li></ul>" in posting.html
