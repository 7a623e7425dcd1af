"""The words that rules need: no title that a rule takes is kept from it."""

from __future__ import annotations

import re

import pytest

from pipeline.tag.titles import clean_title
from pipeline.taxonomy.gates import needed
from pipeline.taxonomy.roles import areas, likely_rules, roles_table, rules


def test_likely_rules_lack_none_that_takes_a_title() -> None:
    titles = {clean_title(title) for role in roles_table().values() for title in (*role.hits, *role.misses)}
    for title in titles:
        likely = {rule.role for rule in likely_rules(title)}
        assert {rule.role for rule in rules() if rule.takes.search(title)} <= likely


def test_most_rules_are_tried_on_few_titles() -> None:
    assert len(likely_rules("software engineer")) < len(rules()) / 4


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\bnetwork (?:engineer|guru)\b", {"network engineer", "network guru"}),
        (
            r"\b(?:ai|artificial intelligence|applied ai)\b.{0,9}engineer",
            {"ai", "artificial intelligence", "applied ai"},
        ),
        (r"(?:cobol)+|mainframe", {"cobol", "mainframe"}),
    ],
)
def test_the_most_telling_literals_are_needed(pattern: str, literals: set[str]) -> None:
    assert (needed(pattern) or frozenset()) == frozenset(literals)


@pytest.mark.parametrize("pattern", [r"(?:cobol)?", r"cobol|\w+", r"\bengineer\b", r"(?=cobol)"])
def test_without_telling_literals_nothing_is_needed(pattern: str) -> None:
    assert needed(pattern) is None
    assert re.compile(pattern)


def test_areas_name_their_role_from_beginning_to_end() -> None:
    assert areas().role("backend") == areas().role("backend development")
    assert areas().role("backend of a house") is None
