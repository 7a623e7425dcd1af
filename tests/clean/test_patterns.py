"""Rewritten expressions find what the written ones find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.patterns import caseless, lower, lowered

WRITTEN = (
    r"\b(?:a|some) plus\b|nice[- ]to[- ]have|\bPTO\b|\bbonus(?! plan)|\d\+? years",
    r"Equal Opportunity|\b[A-F]\d|[|)]x\|y|\bW-2\b",
    r"(?:the|our) (?:stack|tech)\b(?![^.]*\byou\b)",
)
WORDS = ["A plus", "a", "PLUS", "nice-to-have", "Bonus", " plan", "3+ years", "pto", "b2", "|x|y", "w-2", ".", " ", "ß"]
WORDS += ["our Stack", "You", "İ", "’", "\n", "equal opportunity"]


@pytest.mark.parametrize("written", WRITTEN)
@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
def test_a_caseless_pattern_matches_where_the_written_one_does(written: str, text: str) -> None:
    folding = re.compile(written, re.IGNORECASE)
    assert (caseless(written).search(lowered(text)) is None) == (folding.search(text) is None)


def test_alternatives_at_a_words_edge_stand_behind_one_edge() -> None:
    assert caseless(r"\bAlpha|beta (?:x|\by)|[|)]|\bGamma").pattern == r"\b(?:alpha|gamma)|beta (?:x|\by)|[|)]"


def test_a_pattern_that_minds_case_in_parts_is_refused() -> None:
    with pytest.raises(ValueError, match="minds case"):
        caseless(r"why (?-i:[A-Z])\w+")


@given(st.text(max_size=20))
def test_lower_case_keeps_offsets(text: str) -> None:
    assert len(lower(text)) == len(text)
    assert text != text.lower() or lower(text) == text
