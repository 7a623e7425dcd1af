"""Pairs of real Hacker News comments near the threshold, labelled by reading: what is merged is one job.

tests/gold/pairs.csv holds ids and labels (2026-11-23): two comments are one job when at least half of the jobs that
either advertises are in both, in the same place. Drawn at random among the pairs of one employer nearest to the
threshold: `first` while the rules were made, on both sides of it; `second` afterwards, among those merged. The texts
are read from the recorded data beside the checkout.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest

from pipeline.records import Posting
from pipeline.understand import understand
from tests.openings.small_evidence import Finder, Shown

PRECISION = 0.95
LEAST_MERGED = {"first": 80, "second": 50}


@cache
def finder(shared: Path, root: Path) -> Finder:
    """All comments of the employers of the pairs, with their openings."""
    comments = {}
    for file in sorted((shared / "data/hn").glob("*.jsonl.gz")):
        with gzip.open(file, "rt") as lines:
            for row in map(json.loads, lines):
                if row["text"]:
                    comments[str(row["id"])] = row
    wanted = {ref for pair in pairs(root) for ref in (pair["one"], pair["other"])}
    keys = {key for ref in wanted if (key := shown(comments[ref]).employer_key) is not None}
    named = re.compile("|".join(sorted(map(re.escape, keys), key=len, reverse=True)))
    near = (row for row in comments.values() if named.search(re.sub(r"\W", "", row["text"][:150].casefold())))
    found = [posting for row in near if (posting := shown(row)).employer_key in keys]
    return Finder().add(found)


def shown(row: dict[str, object]) -> Shown:
    """A comment as it is loaded: employer and titles read from its text."""
    tagged = understand(Posting(ref=str(row["id"]), url="", text=str(row["text"])))
    roles = tuple(role.title for role in tagged.roles)
    return Shown(str(row["id"]), tagged.text, tagged.employer_key, None, None, None, None, str(row["month"]), roles)


def pairs(root: Path) -> list[dict[str, str]]:
    with (root / "tests/gold/pairs.csv").open() as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("drawn", ["first", "second"])
def test_what_is_merged_is_one_job(shared: Path, root: Path, drawn: str) -> None:
    found = finder(shared, root)
    links = set(found.con.sql("select low, high from found.links").fetchall())
    merged = [
        pair
        for pair in pairs(root)
        if pair["drawn"] == drawn and tuple(sorted((found.ids[pair["one"]], found.ids[pair["other"]]))) in links
    ]
    right = sum(pair["is_one_job"] == "1" for pair in merged)
    assert len(merged) >= LEAST_MERGED[drawn]
    assert right >= PRECISION * len(merged)
