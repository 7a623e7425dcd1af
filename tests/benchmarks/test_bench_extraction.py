"""How fast postings are understood, as ratios to peers in one process.

Run by `jobshift bench extraction`; prints one table.
All times are CPU seconds, the best of a few rounds; jobshift and its peer take turns, and jobshift forgets what it
read before each round. The F1 in each row is that of the same code on the hand-labelled postings. Nothing is asserted
about time: the machine may be busy. docs/results/extraction.md keeps figures of a quiet one.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from pipeline.clean.text import plain
from pipeline.records import Posting
from tests.benchmarks.peers import (
    Peer,
    ads,
    naive_stack,
    naming,
    page,
    phrase_matcher,
    posts,
    titled,
    told,
    understanding,
)
from tests.benchmarks.town import Town
from tests.memos import forget

ROUNDS = 5
STREAM = 1_000  # postings in their order
pytestmark = pytest.mark.filterwarnings("ignore")


def seconds(peer: Peer) -> float:
    """CPU seconds of one pass."""
    forget()
    begun = time.process_time()
    assert peer() > 0, "found nothing"
    return time.process_time() - begun


def measured(*peers: Mapping[str, Peer]) -> list[float]:
    """CPU seconds of each stack, the sum of the best rounds of its stages; the stacks take turns."""
    best = [dict.fromkeys(stages, float("inf")) for stages in peers]
    for _ in range(ROUNDS):
        for kept, stages in zip(best, peers, strict=True):
            for name, stage in stages.items():
                kept[name] = min(kept[name], seconds(stage))
    return [sum(kept.values()) for kept in best]


@pytest.fixture(scope="module")
def scores(shared: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """F1 of `jobshift tag` on the labelled postings, by question."""
    gold, tagged = shared / "gold/dev.jsonl", tmp_path_factory.mktemp("scored") / "tagged.jsonl"
    command = [sys.executable, "-c", "from flows.cli import main; main()", "tag", str(gold), "--out", str(tagged)]
    subprocess.run(command, check=True, cwd=root, capture_output=True)
    scorer = [sys.executable, str(shared / "gold/score.py"), str(gold), str(tagged), "--json"]
    table = json.loads(subprocess.run(scorer, check=True, capture_output=True).stdout)
    return {question: row["f1"] for question, row in table.items() if "f1" in row}


@pytest.fixture(scope="module")
def table(scores: dict[str, float]) -> Iterator[list[list[str]]]:
    """Rows of the table, printed when all are measured."""
    rows: list[list[str]] = []
    yield rows
    asked = ("ai skills", "ai skills asked", "other skills", "ai_level", "roles")
    f1 = ", ".join(f"{question} {scores[question]:.3f}" for question in asked)
    head = ("texts", "jobshift", "peer", "jobshift µs", "peer µs", "ratio", "F1 of jobshift")
    told(*head, rows=[[*row, f1] for row in rows])


def row(texts: str, count: int, ours: str, peer: str, times: list[float]) -> list[str]:
    """One row but for its F1: microseconds a text, and how many times as long the peer takes."""
    mine, theirs = (1e6 * each / count for each in times)
    return [texts, ours, peer, f"{mine:.0f}", f"{theirs:.0f}", f"{theirs / mine:.1f}"]


@pytest.mark.parametrize("kind", ["SkillSpan ads", "Hacker News posts"])
def test_skills(shared: Path, table: list[list[str]], kind: str) -> None:
    texts = ["\n".join(ad) for ad in ads(shared)] if kind == "SkillSpan ads" else posts(shared)
    times = measured({"ours": naming(texts)}, {"theirs": phrase_matcher(texts)})
    table.append(row(kind, len(texts), "skill stage", "spaCy PhraseMatcher", times))


def test_everything(shared: Path, table: list[list[str]]) -> None:
    found = ads(shared)
    stack = naive_stack([page(ad) for ad in found])
    times = measured({"ours": understanding([titled(ad) for ad in found])}, stack)
    table.append(row("SkillSpan ads as HTML", len(found), "everything", " + ".join(stack), times))
    hashed = stack.pop("datasketch MinHash")
    assert hashed() > 0
    times = measured({"ours": understanding([titled(ad) for ad in found])}, stack)
    table.append(row("SkillSpan ads as HTML", len(found), "everything", " + ".join(stack), times))


def test_as_they_come(shared: Path) -> None:
    """Postings in their order, with what comes again in them; ads of which nothing does stand beside."""
    streams = {
        "SkillSpan ads, each once": [titled(ad) for ad in ads(shared)],
        "Hacker News 2021, in order": [Posting(ref="1", url="", text=text) for text in posts(shared, 2021, STREAM)],
        "boards": list(boards(shared)),
    }
    head = ("postings", "copies", "characters in lines that came before", "µs a posting")
    told("as they come", *head, rows=[
        [name, f"{len(found)}", *map("{:.0%}".format, again(found)),
         f"{1e6 * measured({'ours': understanding(found)})[0] / len(found):.0f}"]
        for name, found in streams.items()
    ])  # fmt: skip


def boards(shared: Path) -> Iterator[Posting]:
    """The postings of a town (`tests/benchmarks/town.py`)."""
    town = Town(shared, STREAM)
    for board in town.boards:
        for job in json.loads(town.body(board.token))["jobs"]:
            yield Posting(
                ref=str(job["id"]),
                url="",
                html=html.unescape(job["content"]),
                title=job["title"],
                employer=job["company_name"],
                places=(job["location"]["name"],),
                language=job["language"],
            )


def again(postings: Sequence[Posting]) -> tuple[float, float]:
    """The share of texts that came before, and of characters of all others that stand in lines that did."""
    texts: set[str] = set()
    lines: set[str] = set()
    repeated = total = 0
    for posting in postings:
        text = plain(posting.html) if posting.html is not None else posting.text or ""
        if text not in texts:
            repeated += sum(len(line) for line in text.split("\n") if line in lines)
            total += len(text)
        texts.add(text)
        lines.update(text.split("\n"))
    return 1 - len(texts) / len(postings), repeated / total
