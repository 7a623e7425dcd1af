"""Hacker News comments drawn at random and read by a person: what is a posting, its level, its roles.

floors, not targets: docs/results/accuracy.md has the figures with their intervals and how they were come by.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records import Tagged
from tests.gold.labels import Label, labels, read, texts

Pairs = list[tuple[Label, Tagged]]


@pytest.fixture(scope="module")
def read_labels(shared: Path) -> dict[str, Pairs]:
    """Every label with what the pipeline reads, by file."""
    files = {name: labels(name) for name in ("is_posting.csv", "levels.csv")}
    wanted = frozenset(label.number for found in files.values() for label in found)
    said = texts(shared / "data" / "hn", wanted)
    return {name: [(label, read(said[label.number])) for label in found] for name, found in files.items()}


def test_talk_is_told_from_postings(read_labels: dict[str, Pairs]) -> None:
    pairs = read_labels["is_posting.csv"]
    talk = [label for label, _ in pairs if not label.is_posting]
    said = [label for label, tagged in pairs if not tagged.is_posting]
    hits = [label for label in said if not label.is_posting]
    assert len(pairs) >= 500
    assert len(talk) >= 130
    assert len(hits) / len(talk) >= 0.95
    assert len(hits) / len(said) >= 0.95


def test_levels_of_fresh_postings_agree_with_a_reader(read_labels: dict[str, Pairs]) -> None:
    pairs = [(label, tagged) for label, tagged in read_labels["levels.csv"] if label.is_posting]
    right = [label for label, tagged in pairs if tagged.ai_level == label.ai_level]
    assert len(right) / len(pairs) >= 0.95


def test_roles_of_fresh_postings_agree_with_a_reader(read_labels: dict[str, Pairs]) -> None:
    named = [
        (label, {role.role for role in tagged.roles}) for label, tagged in read_labels["levels.csv"] if label.roles
    ]
    hits = sum(len(label.roles & said) for label, said in named)
    f1 = 2 * hits / sum(len(label.roles) + len(said) for label, said in named)
    assert f1 >= 0.92


def test_fresh_postings_are_it_or_not(read_labels: dict[str, Pairs]) -> None:
    pairs = [(label, tagged) for label, tagged in read_labels["levels.csv"] if label.is_posting]
    assert sum(tagged.is_it == label.is_it for label, tagged in pairs) / len(pairs) >= 0.98
    assert all(tagged.is_posting for _, tagged in pairs)
