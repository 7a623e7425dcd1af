"""Copies that `plant` hides among postings are found; what is another job is left alone."""

from __future__ import annotations

import ast
import json
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

import pipeline.openings
import warehouse
from pipeline.openings import rules
from tests.openings.plant import KINDS, Planted, planted
from tests.openings.small_evidence import Shown, found

RECALL = {"light": 1.0, "tenth": 0.995, "quarter": 0.90, "paraphrased": 0.95, "agency": 0.9, "reposted": 0.995}
PRECISION = 0.97
BASES = 1_600


def shown(posting: Planted) -> Shown:
    """As a source shows it, its truth left out."""
    key = posting.employer.lower().replace(" ", "")
    return Shown(posting.ref, posting.text, key, posting.title, posting.place, posting.requisition, night=posting.night)


def measured(postings: list[Planted], openings: dict[str, str]) -> tuple[dict[str, float], float, Counter[str]]:
    """Recall by kind (copies that are with their base), precision over pairs, and false pairs by kinds."""
    base = {posting.truth: posting.ref for posting in postings if posting.kind == "base"}
    copies = [posting for posting in postings if posting.kind in KINDS]
    hits = Counter(copy.kind for copy in copies if openings[copy.ref] == openings[base[copy.truth]])
    recall = {kind: hits[kind] / count for kind, count in Counter(copy.kind for copy in copies).items()}
    groups: dict[str, list[Planted]] = {}
    for posting in postings:
        groups.setdefault(openings[posting.ref], []).append(posting)
    pairs = [pair for group in groups.values() for pair in combinations(group, 2)]
    wrong = [(one, other) for one, other in pairs if one.truth != other.truth]
    kinds = Counter(kind for one, other in wrong for kind in {one.kind, other.kind})
    return recall, 1 - len(wrong) / max(1, len(pairs)), kinds


@cache
def invented() -> list[Planted]:
    return planted(BASES, seed=7)


def test_planted_copies_are_found_and_other_jobs_left_alone() -> None:
    recall, precision, wrong = measured(invented(), found([shown(posting) for posting in invented()]))
    assert all(recall[kind] >= least for kind, least in RECALL.items()), recall
    assert precision >= PRECISION
    assert wrong["cities"] == wrong["siblings"] == 0


@pytest.mark.parametrize("near", [rules.NEAR, 0.7, 0.9])
def test_a_higher_threshold_never_merges_more(near: float) -> None:
    postings = planted(200, seed=8)
    recall, precision, _ = measured(postings, found([shown(posting) for posting in postings], near))
    assert recall["light"] == 1.0
    assert precision >= PRECISION
    assert near < 0.9 or recall["quarter"] < 0.5


def test_the_planted_edits_are_as_heavy_as_they_should_be() -> None:
    """Mean similarity of word 5-grams: about .98, .80 and .60 (a copy of each kind with its base)."""
    base = {posting.truth: posting.text for posting in invented() if posting.kind == "base"}
    for kind, least, most in (("light", 0.95, 1.0), ("tenth", 0.72, 0.88), ("quarter", 0.52, 0.68)):
        seen = [jaccard(base[copy.truth], copy.text) for copy in invented() if copy.kind == kind]
        assert least <= sum(seen) / len(seen) <= most, kind


def test_planted_copies_of_real_sentences_are_found(shared: Path) -> None:
    sentences = [line for line in real_sentences(shared) if 40 < len(line) < 400]
    postings = planted(BASES, seed=9, sentences=sentences)
    recall, precision, wrong = measured(postings, found([shown(posting) for posting in postings]))
    assert all(recall[kind] >= least for kind, least in RECALL.items()), recall
    assert precision >= PRECISION
    assert wrong["cities"] == wrong["siblings"] == 0


def test_the_finder_knows_nothing_of_what_is_planted() -> None:
    rooms = [Path(pipeline.openings.__file__).parent, Path(warehouse.__file__).parent]
    for file in (file for room in rooms for file in room.glob("*.py")):
        imported = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.ImportFrom)]
        assert not any((node.module or "").startswith("tests") for node in imported), file


def jaccard(left: str, right: str) -> float:
    """Similarity of two texts by their word 5-grams."""
    grams = [
        {tuple(words[at : at + 5]) for at in range(len(words) - 4)}
        for words in (left.lower().split(), right.lower().split())
    ]
    return len(grams[0] & grams[1]) / len(grams[0] | grams[1])


def real_sentences(shared: Path) -> list[str]:
    """Sentences of real ads (SkillSpan), where they lie beside the checkout."""
    found = []
    for name in ("train", "dev"):
        for line in (shared / f"data/skillspan/{name}.json").read_text().splitlines():
            found.append(" ".join(json.loads(line)["tokens"]))
    return found
