"""The real extractor on the sample: posting by posting it finds what was planted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache

from flows.sample import sample
from flows.sample.algolia import item
from flows.sample.plan import world
from flows.sample.truth import PostingTruth
from pipeline.records import ASKED, IN_DUTIES, Page, Tagged
from pipeline.understand import understand
from spiders.sources import SOURCES

THREADS = (0, 12, 20, 27, 33)  # of 34: the words change over the years


@lru_cache(maxsize=1)
def pairs() -> list[tuple[PostingTruth, Tagged]]:
    """Truth and answer for every posting of some threads."""
    found = []
    for place in THREADS:
        thread = sample().threads[place]
        body = json.dumps(item(thread)).encode()
        page = Page("hn", str(thread.number), "https://hn.example", datetime(2025, 1, 5, tzinfo=UTC), 200, "0", body)
        truths = {truth.ref: truth for truth in thread.truth}
        found += [(truths[posting.ref], understand(posting)) for posting in SOURCES["hn"].read(page)]
    return found


def counted() -> list[tuple[PostingTruth, Tagged]]:
    return [(truth, tagged) for truth, tagged in pairs() if truth.is_counted]


def test_it_postings_are_told_from_the_rest() -> None:
    right = [truth.is_counted == (t.is_posting and t.is_it and t.language == "en") for truth, t in pairs()]
    assert sum(right) / len(right) > 0.98


def test_ai_in_duties_is_found() -> None:
    right = [(truth.ai_level in IN_DUTIES) == (tagged.ai_level in IN_DUTIES) for truth, tagged in counted()]
    assert sum(right) / len(right) > 0.97


def test_the_skills_asked_for_are_found_and_no_others() -> None:
    followed = set(world().plan["skills"])
    said = [
        (truth.asked, {m.skill for m in tagged.mentions if m.status in ASKED} & followed) for truth, tagged in counted()
    ]
    both = sum(len(true & found) for true, found in said)
    assert both / sum(len(found) for _, found in said) > 0.97
    assert both / sum(len(true) for true, _ in said) > 0.95


def test_every_role_is_found_and_no_other() -> None:
    said = [({r.role for r in truth.roles}, {r.role for r in tagged.roles}) for truth, tagged in counted()]
    assert sum(true == found for true, found in said) / len(said) > 0.97


def test_an_employers_own_name_is_no_skill() -> None:
    traps = set(world().names["traps"])
    for truth, tagged in counted():
        if truth.employer and truth.employer in traps:
            first, *_ = truth.employer.lower().split()
            assert not [m for m in tagged.mentions if m.form.lower() == first and m.skill not in truth.asked]


def test_mail_addresses_and_phone_numbers_are_masked() -> None:
    for _, tagged in pairs():
        assert "@" not in tagged.text
        assert "+1 555" not in tagged.text
