"""How the tagger's spans differ from those of spaCy's PhraseMatcher over the same forms, every difference by its kind.

`python -m tests.tag.agreement` reads Hacker News postings and SkillSpan's job ads beside the checkout (`../shared`) and
writes docs/results/span_agreement.md. Each kind is signed off by cases of boundary.csv (column `differs`).
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline.tag import boundary
from pipeline.tag.folding import folded
from pipeline.tag.mentions import Tagger
from pipeline.taxonomy import VERSION

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "results" / "span_agreement.md"
EVERY = 5  # of Hacker News each fifth posting is read

KINDS = {
    # only PhraseMatcher
    "case": "the form counts in its own case only (`go`, `SAN`, `less`)",
    "longer": "it lies in or overlaps a longer form that the other does not read there (its hyphen, blank or case)",
    "address": "it is part of a URL, an e-mail address or a domain",
    "within a word": "it is a piece of a word that spaCy takes apart (`D3M` gives `D3`)",
    "single letter": "a single letter beside a hyphen, ampersand or apostrophe is another word (`R&D`, `C-level`)",
    "dotted": "a dot joins it to another word (`Tomcat.EC2`)",
    "sign": "a sign belongs to it and makes another word of it (`C#`, `C++`)",
    "spaced sign": "PhraseMatcher overlooks the blank before a sign of the form (`ES6 +`)",
    # only the tagger
    "joined": "its words are joined by a hyphen, a blank, a line break or a sign otherwise than as listed",
    "letters": "its letters are folded: accents, full-width letters, characters without width",
    "slash": "a slash glues it to a neighbour in one token of spaCy's",
    "bracket": "a bracket or quotation mark glues it to a neighbour",
    "dash": "a hyphen or dash glues it to a neighbour, often as a bullet",
    "dot": "a dot glues it to a neighbour, or spaCy takes it for an abbreviation (`R.`)",
    "glue": "another sign glues it to a neighbour (`+`, `&`, `:`, `_`, a bar)",
    "possessive": "an apostrophe follows that spaCy does not take apart",
    "cut": "spaCy takes the form apart in another place than in its own case (`socket.io`, `Node.JS`)",
    "version": "a number glued to the last sign of the form (`C++17`)",
}
_GLUES = {"/": "slash", "\\": "slash", ".": "dot", "…": "dot", "'": "possessive", "’": "possessive"}
_GLUES |= dict.fromkeys('()[]{}<>"“”‘«»', "bracket") | dict.fromkeys("-‐‑–—−", "dash")

Span = tuple[int, int]


class Difference(NamedTuple):
    """A span that only one of both found."""

    kind: str | None  # None: of no known kind
    by: str  # "PhraseMatcher" or "tagger"
    form: str
    around: str


class Peers:
    """The tagger and a PhraseMatcher (LOWER) with the tagger's forms, all spellings and plurals included."""

    def __init__(self) -> None:
        self._tagger = Tagger()
        self._nlp = spacy.blank("en")
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        self._kinds: dict[str, set[str]] = defaultdict(set)
        self._written: set[str] = set()
        for form in self._tagger.forms:
            self._kinds[form.written.lower()].add(form.kind)
            self._written.add(form.written)
        self._matcher.add("form", [self._nlp.make_doc(written) for written in sorted(self._written)])

    def differences(self, text: str) -> tuple[int, list[Difference]]:
        """How many spans both have, and those that one has; of overlapping spans the first and longest counts."""
        doc = self._nlp.make_doc(text)
        theirs = _longest((doc[a:b].start_char, doc[a:b].end_char) for _, a, b in self._matcher(doc))
        candidates = self._tagger.candidates(text, None)
        ours = _longest(candidates.text.span(start, end) for start, end, _ in candidates.found)
        found = [
            Difference(self._missing(text, span, ours), "PhraseMatcher", text[span[0] : span[1]], _around(text, span))
            for span in sorted(theirs - ours)
        ]
        found += [
            Difference(self._extra(doc, span, theirs), "tagger", text[span[0] : span[1]], _around(text, span))
            for span in sorted(ours - theirs)
        ]
        return len(ours & theirs), found

    def _missing(self, text: str, span: Span, ours: set[Span]) -> str | None:
        """Why the tagger does not have what PhraseMatcher has."""
        start, end = span
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        shown = text[start:end]
        if any(start < b and a < end for a, b in ours):
            return "spaced sign" if " " in shown and not shown[-1].isalnum() else "longer"
        if shown not in self._written and self._kinds[shown.lower()] == {"exact"}:
            return "case"
        spans = boundary.addresses(folded(text).text) if text.isascii() else boundary.addresses(text)
        if boundary.covered(start, end, spans):
            return "address"
        if before.isalnum() or after.isalnum():
            return "within a word"
        if after in ("#", "+") or before == "#":
            return "sign"
        if end - start == 1 and (before or after):
            return "single letter"
        if "." in (before, after):
            return "dotted"
        return "spaced sign" if " " in shown and not shown.replace(" ", "").isalnum() else None

    def _extra(self, doc: Doc, span: Span, theirs: set[Span]) -> str | None:
        """Why PhraseMatcher does not have what the tagger has."""
        start, end = span
        shown = doc.text[start:end]
        if any(a <= start and end < b and not doc.text[b - 1].isalnum() for a, b in theirs):
            return "spaced sign"
        if any(start < b and a < end for a, b in theirs) and shown.lower() in self._kinds:
            return "longer"
        if shown.lower() not in self._kinds:
            return "joined" if folded(shown).text == shown else "letters"
        if doc.char_span(start, end) is not None:
            return "cut" if not shown.isalnum() else None
        if doc.text[end : end + 1].isdigit():
            return "version"
        starts = {token.idx for token in doc}
        ends = {token.idx + len(token) for token in doc}
        glue = doc.text[end] if end not in ends else doc.text[start - 1] if start not in starts else ""
        if not glue:
            return None
        return _GLUES.get(glue, "letters" if glue.isalnum() or not glue.isprintable() else "glue")


def _longest(spans: Iterable[Span]) -> set[Span]:
    """Of overlapping spans the first, and of those the longest."""
    kept: set[Span] = set()
    reached = 0
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if start >= reached:
            kept.add((start, end))
            reached = end
    return kept


def _around(text: str, span: Span) -> str:
    return f"{text[max(0, span[0] - 30) : span[0]]}⟦{text[span[0] : span[1]]}⟧{text[span[1] : span[1] + 30]}"


def hacker_news(shared: Path, every: int) -> Iterator[str]:
    """Postings of all recorded years."""
    for path in sorted((shared / "data" / "hn").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (text for n, line in enumerate(lines) if n % every == 0 and (text := json.loads(line)["text"]))


def skillspan(shared: Path) -> Iterator[str]:
    """SkillSpan's job ads, their tokens joined by blanks and their sentences by line breaks."""
    for name in ("train", "dev"):
        ads: dict[int, list[str]] = {}
        for line in (shared / "data" / "skillspan" / f"{name}.json").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            ads.setdefault(row["idx"], []).append(" ".join(row["tokens"]))
        yield from ("\n".join(sentences) for sentences in ads.values())


def page(counts: dict[str, Counter[str]], day: date) -> str:
    """The page of results from the counts per kind of text."""
    lines = ["# Spans beside PhraseMatcher", "", (
        "Forms found as whole words, before any context is asked, by the tagger and by spaCy's PhraseMatcher (`LOWER`, "
        "blank English) over the same forms; of overlapping spans the first and longest. Made by "
        f"`python -m tests.tag.agreement` on {day} with taxonomy {VERSION}; each kind is signed off by cases of "
        "tests/tag/boundary.csv. No text of a posting is repeated here."
    ), "", "| | " + " | ".join(counts) + " |", "|---|" + "---|" * len(counts)]  # fmt: skip
    rows = [("postings", "postings"), ("same span", "same")]
    rows += [(f"only {by}", f"by {by}") for by in ("PhraseMatcher", "tagger")]
    rows += [("of no known kind", "unknown")]
    lines += [
        f"| {label} | " + " | ".join(f"{count[key]:,}" for count in counts.values()) + " |" for label, key in rows
    ]
    for by in ("PhraseMatcher", "tagger"):
        lines += [
            "",
            f"## Only {by}",
            "",
            "| kind | " + " | ".join(counts) + " | why |",
            "|---|" + "---|" * (len(counts) + 1),
        ]
        shown = sorted(KINDS, key=lambda kind: -sum(count[f"{by}: {kind}"] for count in counts.values()))
        lines += [
            f"| {kind} | "
            + " | ".join(f"{count[f'{by}: {kind}']:,}" for count in counts.values())
            + f" | {KINDS[kind]} |"
            for kind in shown
            if any(count[f"{by}: {kind}"] for count in counts.values())
        ]
    return "\n".join(lines) + "\n"


def counted(peers: Peers, texts: Iterable[str], unknown: list[Difference]) -> Counter[str]:
    """Spans by kind; differences of no known kind are added to `unknown`."""
    counts: Counter[str] = Counter()
    for text in texts:
        same, found = peers.differences(text)
        counts["postings"] += 1
        counts["same"] += same
        counts.update(f"by {difference.by}" for difference in found)
        counts.update(f"{difference.by}: {difference.kind}" for difference in found)
        unknown += [difference for difference in found if difference.kind is None]
        counts["unknown"] += sum(difference.kind is None for difference in found)
    return counts


def main() -> None:
    """Write the page; stop where a difference is of no known kind."""
    peers = Peers()
    unknown: list[Difference] = []
    counts = {
        "Hacker News": counted(peers, hacker_news(SHARED, EVERY), unknown),
        "SkillSpan": counted(peers, skillspan(SHARED), unknown),
    }
    PAGE.write_text(page(counts, datetime.now(UTC).date()), encoding="utf-8")
    if unknown:
        raise SystemExit("\n".join(f"{d.by}: {d.around!r}" for d in unknown))


if __name__ == "__main__":
    main()
