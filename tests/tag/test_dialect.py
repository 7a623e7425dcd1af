"""The language of blocks and cues: what it refuses, and which tokens a pattern stands for."""

from __future__ import annotations

import re

import pytest

from pipeline.tag.specification import patterns
from pipeline.taxonomy.dialect import DialectError, need_patterns, parsed, regex
from pipeline.taxonomy.tokens import cut, rows


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("send[^.]{0,30}CV", "negated class"),
        (r"forecasting[\w ,]{0,30}capacity", "counts characters"),
        (r"[\w-]+\.ai", "begins or ends with a run"),
        ("(?<=x)y", "unescaped"),
        ("^CV", "unescaped"),
        ("CV.*", "unescaped"),
        ("(CV)", "unescaped"),
        ("(?:CV", "open group"),
        ("CV)", "unexpected"),
        (r"\B", "escape"),
        ("CVs??", "lazy"),
        (r"\b\b?", "no length"),
        ("#<near 2>CV", "does not follow a word"),
        ("<near 2>CV", "begins or ends"),
        (r"\b#", r"\\b that is not beside"),
        ("CV ?", "may lack"),
        (r"CV\b\w", "can match nothing"),
        ("(?:a b|c d|e f|g h|i j|k l|m n|o p){2}", "across words"),
    ],
)
def test_what_no_row_of_tokens_can_say_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(DialectError, match=said):
        rows(parsed(pattern))


@pytest.mark.parametrize(
    ("pattern", "expect"),
    [
        (r"\bvector databases?\b", [[{"LOWER": {"IN": ["vector"]}}, {"TEXT": {"IN": [" "]}},
                                     {"LOWER": {"IN": ["database", "databases"]}}]]),
        (r"\b(?:Last|this) Spring\b", [[{"TEXT": {"IN": ["Last", "this"]}}, {"TEXT": {"IN": [" "]}},
                                       {"TEXT": {"IN": ["Spring"]}}]]),
        ("geolog", [[{"TEXT": {"REGEX": "(?i:geolog)"}}]]),
        (r"\bco-?pilot\b", [[{"LOWER": {"IN": ["copilot"]}}],
                            [{"LOWER": {"IN": ["co"]}}, {"TEXT": {"IN": ["-"]}}, {"LOWER": {"IN": ["pilot"]}}]]),
    ],
)  # fmt: skip
def test_a_pattern_becomes_few_token_patterns(pattern: str, expect: list[object]) -> None:
    assert patterns((pattern,)) == expect


def test_a_text_is_cut_into_words_blanks_and_signs_without_loss() -> None:
    assert cut("C++ for R&D,\r\n\u00e9t\u00e92") == [
        "C", "+", "+", " ", "for", " ", "R", "&", "D", ",", "\r\n", "\u00e9", "t", "\u00e9", "2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("need", "text", "found"),
    [
        ("AI", "our AIs learn", True),
        ("AI", "AIM high", False),
        ("AI", "ai", False),
        ("C", "C# and C++", False),
        ("C++", "in C++17", True),
        ("certif", "Certified", True),
        ("machine learning", "Machine-\nLearning", True),
    ],
)
def test_short_needs_stand_whole_and_long_ones_may_go_on(need: str, text: str, found: bool) -> None:
    (pattern,) = need_patterns((need,))
    assert (re.search(regex(parsed(pattern)), text) is not None) == found


def test_a_gap_takes_whole_words_only_and_stops_at_a_full_stop() -> None:
    near = re.compile(regex(parsed(r"send<near 2>\bCV\b")))
    assert near.search("sending us a CV")
    assert near.search("send us. Your CV") is None
    assert near.search("send us one more old CV") is None
