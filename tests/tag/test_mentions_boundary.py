"""Where a word ends: a table of cases, each with its reason."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.clean.sections import sections
from pipeline.tag.mentions import Tagger

CASES = list(csv.DictReader(Path(__file__).with_name("boundary.csv").open(encoding="utf-8", newline="")))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['skill']}: {case['why']}")
def test_a_form_counts_only_as_a_whole_word(tagger: Tagger, case: dict[str, str]) -> None:
    text = case["text"].replace("\\n", "\n").replace("\\r", "\r")
    mentions = tagger.mentions(tagger.candidates(text, None), text, sections(text), is_it=True, employer=None, roles=())
    assert (case["skill"] in {mention.skill for mention in mentions}) == (case["found"] == "yes")


def test_the_table_is_large_enough_and_has_both_kinds() -> None:
    assert len(CASES) >= 120
    assert min(sum(case["found"] == kind for case in CASES) for kind in ("yes", "no")) >= 35
