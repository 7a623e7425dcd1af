"""The texts that extractors are timed on, and the stacks that jobshift is held against; measured in one process."""

from __future__ import annotations

import gzip
import html
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import spacy
from spacy.matcher import PhraseMatcher

from pipeline.records import Posting
from pipeline.taxonomy import skills
from pipeline.understand import tagger, understand

POSTINGS = 400  # Hacker News posts
SHINGLE, PERMUTATIONS = 5, 128
Peer = Callable[[], int]  # one pass over all texts; what it found, so that nothing is timed that does nothing


def size(default: int) -> int:
    """How many postings a benchmark takes: `jobshift bench --postings`."""
    return int(os.environ.get("BENCH_POSTINGS", default))


def told(*head: str, rows: Sequence[Sequence[str]]) -> None:
    """Print a table, and how busy the machine is."""
    lines = [head, ["---"] * len(head), *rows]
    print("\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines), file=sys.__stderr__)
    print(f"load while measured: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", file=sys.__stderr__)


def posts(shared: Path, year: int = 2023, count: int = POSTINGS) -> list[str]:
    """Hacker News posts of a year in their order, plain text of 1 kB or so."""
    with gzip.open(shared / f"data/hn/{year}.jsonl.gz", "rt") as lines:
        texts = [text for line in lines if (text := json.loads(line)["text"])]
    return texts[:count]


def ads(shared: Path) -> list[list[str]]:
    """The ads of SkillSpan, each a list of its sentences."""
    found: dict[tuple[str, str, int], list[str]] = {}
    for part in ("train", "dev"):
        for line in (shared / f"data/skillspan/{part}.json").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.setdefault((part, row["source"], row["idx"]), []).append(" ".join(row["tokens"]))
    return list(found.values())


def page(ad: Sequence[str]) -> str:
    """An ad as the HTML of a description: long sentences are paragraphs, short ones items of lists."""
    blocks = (f"<p>{line}</p>" if len(line) > 60 else f"<ul><li>{line}</li></ul>" for line in map(html.escape, ad))
    return f"<div>{''.join(blocks)}</div>"


def titled(ad: Sequence[str]) -> Posting:
    """An ad as boards give it: with its title and employer."""
    return Posting(ref="1", url="", html=page(ad), title=ad[0][:80], employer="Acme Corp")


def naming(texts: Sequence[str]) -> Peer:
    """The skill stage: forms, boundaries, longest match, ambiguity."""
    return lambda: sum(len(tagger().named(text, is_it=True)) for text in texts)


def understanding(postings: Sequence[Posting]) -> Peer:
    """Everything: a description in, all fields out."""
    return lambda: sum(len(understand(posting).text) > 0 for posting in postings)


def _forms() -> Iterator[tuple[str, str]]:
    """Every skill with each of its forms."""
    return ((skill.id, form) for skill in skills().values() for form in (*skill.forms, *skill.exact, *skill.guarded))


def phrase_matcher(texts: Sequence[str]) -> Peer:
    """spaCy: tokenise and match the same forms in lower case; no ambiguity decided."""
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for skill, form in _forms():
        matcher.add(skill, [nlp.make_doc(form)])
    return lambda: sum(len(matcher(nlp.make_doc(text))) for text in texts)


def naive_stack(pages: Sequence[str]) -> dict[str, Peer]:
    """The usual packages one after the other, by what each does; skips where they are not installed."""
    why = "needs the extra `bench` (make bench installs it)"
    soup = pytest.importorskip("bs4", reason=why).BeautifulSoup
    langid = pytest.importorskip("py3langid", reason=why)
    minhash = pytest.importorskip("datasketch", reason=why).MinHash
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": skill, "pattern": form} for skill, form in _forms()])  # type: ignore[attr-defined]
    texts = [soup(page, "html.parser").get_text() for page in pages]
    langid.classify("loads its model")

    def signature(text: str) -> int:
        words, sketch = text.split(), minhash(num_perm=PERMUTATIONS)
        for start in range(len(words) - SHINGLE + 1):
            sketch.update(" ".join(words[start : start + SHINGLE]).encode())
        return len(sketch)

    return {
        "BeautifulSoup get_text": lambda: sum(len(soup(page, "html.parser").get_text()) for page in pages),
        "py3langid": lambda: sum(langid.classify(text)[0] == "en" for text in texts),
        "spaCy EntityRuler": lambda: sum(len(nlp(text).ents) for text in texts),
        "datasketch MinHash": lambda: sum(map(signature, texts)),
    }
