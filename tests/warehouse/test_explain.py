"""`explain opening`: from an opening to its postings, spells, versions and evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.warehouse.house import House, Job
from warehouse.build import build
from warehouse.explain import UnknownOpening, opening
from warehouse.publish import publish

FIRST = date(2026, 11, 1)


def test_an_opening_is_explained_down_to_its_evidence(house: House) -> None:
    """Posted, edited (another title, a skill more), closed, and posted again under another id twenty nights later."""
    job = Job("1")
    edited = replace(job, title="Data Engineers", skills=("python", "pytorch"))
    for day in range(30):
        listed = [job] if day < 3 else [edited] if day < 6 else [] if day < 26 else [replace(job, ref="2")]
        house.night(FIRST + timedelta(days=day), listed)
    house.load()
    build(house.data)
    publish(house.data, "r1")
    found = opening(house.data, 1)
    assert (found["postings"][1]["opening_reason"], found["postings"][1]["matched_posting_id"]) == ("same_text", 1)
    assert [(spell["started_on"].day, spell["is_repost"]) for spell in found["spells"]] == [(1, False), (27, True)]
    assert [spell["gone_on"] and spell["gone_on"].day for spell in found["spells"]] == [7, None]
    changed = found["versions"][1]
    assert (changed["changed"], changed["skills_added"], changed["ai_skills_added"]) == (
        ["title"],
        ["pytorch"],
        ["pytorch"],
    )
    assert {row["skill"] for row in found["evidence"]} >= {"python"}
    assert found["reposts"] == 1
    with pytest.raises(UnknownOpening, match="the posting of that number belongs to opening 1"):
        opening(house.data, 2)
    with pytest.raises(UnknownOpening, match="there is no opening 99"):
        opening(house.data, 99)
