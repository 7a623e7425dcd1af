"""How fast skills are found, beside spaCy's PhraseMatcher over the same forms, in one process. Run by `make bench`."""

import gzip
import json
from pathlib import Path

import pytest
import spacy
from pytest_benchmark.fixture import BenchmarkFixture
from spacy.matcher import PhraseMatcher

from pipeline.clean.sections import sections
from pipeline.records import Posting
from pipeline.tag.mentions import Tagger
from pipeline.taxonomy import skills
from pipeline.understand import understand

POSTINGS = 400
pytestmark = pytest.mark.benchmark(group=f"skills of {POSTINGS} Hacker News postings")


@pytest.fixture(scope="module")
def texts(shared: Path) -> list[str]:
    """Real postings of 2023, as plain text."""
    with gzip.open(shared / "data/hn/2023.jsonl.gz", "rt") as lines:
        rows = (json.loads(line) for line in lines)
        return [row["text"] for row, _ in zip((r for r in rows if r["text"]), range(POSTINGS), strict=False)]


def test_batch_path(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    tagger = Tagger()

    def run() -> int:
        found = 0
        for text in texts:
            candidates = tagger.candidates(text, None)
            parts = sections(text)
            found += len(tagger.mentions(candidates, text, parts, is_it=True, employer=None, roles=()))
        return found

    assert benchmark(run) > POSTINGS


def test_spacy_phrase_matcher(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    """The peer: tokenise and match; no ambiguity decided, no section, no status."""
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for skill in skills().values():
        matcher.add(skill.id, [nlp.make_doc(form) for form in (*skill.forms, *skill.exact)])
    assert benchmark(lambda: sum(len(matcher(nlp.make_doc(text))) for text in texts)) > POSTINGS


@pytest.mark.benchmark(group=f"understanding {POSTINGS} Hacker News postings, everything included")
def test_understand(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    postings = [Posting(ref=str(number), url="", text=text) for number, text in enumerate(texts)]
    assert benchmark(lambda: sum(understand(posting).is_posting for posting in postings)) > POSTINGS // 2
