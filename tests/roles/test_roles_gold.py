"""Roles, kinds and IT against hand labels: floors slightly below what was reached."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.clean.sections import sections
from pipeline.records import Role
from pipeline.tag.kind import is_it, is_posting
from pipeline.tag.roles import roles
from pipeline.taxonomy.roles import roles_table

Row = dict[str, Any]


@lru_cache(maxsize=4)
def rows(file: Path) -> tuple[tuple[Row, tuple[Role, ...]], ...]:
    labelled = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return tuple((row, roles(row["title"], row["text"], sections(row["text"]))) for row in labelled)


def f1(pairs: list[tuple[set[Any], set[Any]]]) -> float:
    hits = sum(len(true & said) for true, said in pairs)
    return 2 * hits / (sum(len(true) for true, _ in pairs) + sum(len(said) for _, said in pairs))


@pytest.fixture(scope="module")
def gold(shared: Path) -> Callable[[str], tuple[tuple[Row, tuple[Role, ...]], ...]]:
    return lambda name: rows(shared / "gold" / name)


@pytest.mark.parametrize(("file", "floor"), [("dev.jsonl", 0.91), ("dev_rare.jsonl", 0.88)])
def test_roles_agree_with_hand_labels(gold: Callable[[str], Any], file: str, floor: float) -> None:
    pairs = [
        ({role["role"] for role in row["roles"]}, {role.role for role in said})
        for row, said in gold(file)
        if row["roles"]
    ]
    assert f1(pairs) >= floor


def test_titles_are_verbatim_and_few(gold: Callable[[str], Any]) -> None:
    for row, said in gold("dev.jsonl"):
        assert len(said) <= 8
        assert {role.role for role in said} <= roles_table().keys()
        assert all(role.title in (row["title"] or row["text"]) for role in said)


def test_postings_are_told_from_talk(gold: Callable[[str], Any]) -> None:
    told = [(row["is_posting"], is_posting(row["title"], row["text"], said)) for row, said in gold("dev.jsonl")]
    assert f1([({"posting"} if true else set(), {"posting"} if said else set()) for true, said in told]) >= 0.99
    assert f1([(set() if true else {"talk"}, set() if said else {"talk"}) for true, said in told]) >= 0.8


def test_titles_tell_it_from_the_rest(gold: Callable[[str], Any]) -> None:
    told = [(row["is_it"], is_it(said, 9)) for row, said in gold("dev.jsonl") if row["is_posting"]]
    assert f1([({1} if true else set(), {1} if said else set()) for true, said in told]) >= 0.98
