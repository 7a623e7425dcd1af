r"""Where a word ends: a table of cases, each with its reason.

In boundary.csv `\n`, `\t`, `\x00` and `\u200b` stand for characters that cannot be seen; `differs` names the kind of
difference from spaCy's PhraseMatcher (tests/tag/agreement.py) that the case signs off.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipeline.clean.sections import sections
from pipeline.tag.mentions import Tagger
from tests.tag.agreement import KINDS, Peers

CASES = list(csv.DictReader(Path(__file__).with_name("boundary.csv").open(encoding="utf-8", newline="")))
_ESCAPE = re.compile(r"\\(?:([nrt\\])|x([0-9a-f]{2})|u([0-9a-f]{4}))")
_NAMED = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


def shown(case: dict[str, str]) -> str:
    """The text of a case."""
    return _ESCAPE.sub(lambda code: _NAMED[code[1]] if code[1] else chr(int(code[2] or code[3], 16)), case["text"])


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['skill']}: {case['why']}")
def test_a_form_counts_only_as_a_whole_word(tagger: Tagger, case: dict[str, str]) -> None:
    text = shown(case)
    mentions = tagger.mentions(tagger.candidates(text, None), text, sections(text), is_it=True, employer=None, roles=())
    assert (case["skill"] in {mention.skill for mention in mentions}) == (case["found"] == "yes")
    assert all(text[mention.start : mention.end] == mention.form for mention in mentions)


def test_the_table_is_large_enough_has_both_kinds_and_no_case_twice() -> None:
    assert len(CASES) >= 330
    assert min(sum(case["found"] == kind for case in CASES) for kind in ("yes", "no")) >= 120
    assert len({(shown(case), case["skill"]) for case in CASES}) == len(CASES)
    assert len({(case["skill"], case["why"]) for case in CASES}) == len(CASES)


def test_every_kind_of_difference_from_the_phrase_matcher_is_signed_off() -> None:
    assert {case["differs"] for case in CASES} - {""} == set(KINDS)


def test_differences_signed_off_are_of_the_kind_they_name() -> None:
    peers = Peers()
    signed = [case for case in CASES if case["differs"]]
    wrong = [c for c in signed if c["differs"] not in {d.kind for d in peers.differences(shown(c))[1]}]
    assert wrong == []
