"""Large expressions are tried only where they can begin, and find what they find when tried everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import headings, section_cues
from pipeline.clean.beginnings import Beginnings, Quick, beginnings, folded
from pipeline.clean.patterns import lowered

EXPRESSIONS = (
    r"nice[- ]to[- ]have|(?:an? |great )?plus(?:es)?\b|\bbonus(?! plan)",
    r"\b(?:\d\+? years|why (?-i:[A-Z])\w+|spots? (?:on|off)|look for (?:[\w-]+ ){0,3}people)\b|^about\b|e-?verify",
    r"[|)]x|ab+c|(?<!a )dot\.|(?:to|for)?",
)
WORDS = [
    "nice",
    "-to-",
    " to ",
    "have",
    "a ",
    "great ",
    "plus",
    "es",
    "bonus",
    " plan",
    "3",
    "٣",
    "+ years",
    "why ",
    "Us",
]
WORDS += [
    "spot",
    "s on",
    "look for ",
    "good ",
    "people",
    "about",
    "e",
    "-verify",
    "|x",
    "abbc",
    "dot.",
    "ſ",
    "İ",
    " ",
    "\n",
]


@pytest.mark.parametrize(
    ("expression", "expect"),
    [
        ("alpha|beta", {"alpha", "beta"}),
        (r"\b(?:an? |big )?plus(?! x)", {"a plus", "an plus", "big plus", "plus"}),
        (r"tools? (?:and|&) tech", {"tool and tech", "tools and tech", "tool & tech", "tools & tech"}),
        (r"pay\b|payroll", {"pay"}),
        (r"co-?op[- ]x*y", {"coop-", "co-op-", "coop ", "co-op "}),
        (r"\w+ing", {""}),
    ],
)
def test_beginnings_are_the_letters_before_anything_goes(expression: str, expect: set[str]) -> None:
    assert beginnings(expression) == expect


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
def test_a_quick_expression_stands_where_it_is_found(expression: str, text: str) -> None:
    pattern = re.compile(expression)
    low = lowered(text)
    assert Quick(pattern, None).stands(low) == (pattern.search(low) is not None)
    assert Quick(pattern, re.compile("a")).stands(low) == (pattern.search(low) is not None and "a" in low)


@given(st.lists(st.sampled_from([*WORDS, "Stack", "our ", "Work", "Kit", "K", "ı"]), max_size=8).map("".join))
def test_names_of_sections_begin_at_their_beginnings(text: str) -> None:
    name = headings._NAME
    starts = {start for start, _ in Beginnings([name.pattern]).found(folded(text))}
    assert {hit.start() for hit in name.finditer(text)} <= starts
    assert len(folded(text)) == len(text)


def test_what_may_begin_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="anything"):
        Beginnings([r"\w+ing"])


@given(
    st.sampled_from(["", "- ", "• ", "(", "é"]), st.sampled_from(["Build", "go from", "Set up", "Using", "We", "ſet"])
)
def test_deeds_are_told_by_their_first_letters(sign: str, verb: str) -> None:
    sentence = f"{sign}{verb} it"
    assert section_cues.acts(sentence) == (section_cues.ACTS.match(sentence) is not None)
