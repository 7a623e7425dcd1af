"""Candidates for the taxonomy from the lake's texts, and the file in which a person looks at them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.clean.language import VALIDATED
from pipeline.taxonomy.candidates import Candidate, candidates
from pipeline.taxonomy.terms import Text
from warehouse import lake

MOST_TEXTS = 100_000  # of a bigger lake an even part is read, the same every time: memory stays below 2 GB
RECENT = 12  # months that are recent if nobody says since when
_COLUMNS = ["source", "board", "ref", "employer_key", "is_posting", "is_it", "language", "posted_on", "thread_month"]
_COLUMNS += ["night", "text_hash", "text"]


class NoTexts(FileNotFoundError):
    """The lake, which alone keeps texts, has none to mine; names its folder."""


def texts(data: Path, most: int = MOST_TEXTS) -> Iterator[Text]:
    """The different IT postings of the lake in a validated language, each employer's text once.

    A posting whose employer is not known stands for itself. Where there are more than `most`, those whose text's hash
    falls into an even part are taken.
    """
    files = lake.files(data)
    part = max(1, -(-sum(pq.ParquetFile(file).metadata.num_rows for file in files) // most))
    seen: set[tuple[str, int]] = set()
    for file in files:
        for batch in pq.ParquetFile(file).iter_batches(columns=_COLUMNS):
            for row in batch.to_pylist():
                if row["text_hash"] % part or not _is_wanted(row):
                    continue
                employer = row["employer_key"] or f"{row['source']}/{row['board']}/{row['ref']}"
                if (employer, row["text_hash"]) not in seen:
                    seen.add((employer, row["text_hash"]))
                    day = row["thread_month"] or row["posted_on"] or row["night"]
                    yield Text(employer, row["source"], day.year * 12 + day.month - 1, row["text"])


def _is_wanted(row: dict[str, Any]) -> bool:
    return bool(row["is_posting"] and row["is_it"] and row["language"] in VALIDATED)


def mined(data: Path, since: int | None, *, employers: int, most: int) -> tuple[int, list[Candidate]]:
    """The month since when terms are recent (months since year 0), and the terms that rose since."""
    if not lake.files(data):
        raise NoTexts(f"no texts in {(data / 'lake').resolve()}: candidates come from the lake")
    if since is None:
        since = max((text.month for text in texts(data)), default=0) + 1 - RECENT
    return since, candidates(lambda: texts(data), since, employers=employers, most=most)


def rows(found: list[Candidate]) -> list[dict[str, Any]]:
    """The candidates for a program, each with a first draft of its entry."""
    return [asdict(candidate) | {"entry": candidate.entry()} for candidate in found]


def as_toml(found: list[Candidate], since: str) -> str:
    """The review file: per candidate what was counted, what employers write, and a draft to move into skills/*.toml."""
    lines = [
        f"# Terms outside the taxonomy that rose since {since}, strongest first. To take one in, move its draft into a",
        "# file of pipeline/taxonomy/skills, decide tier and since, and write hits and misses anew (docs/taxonomy.md).",
    ]
    for candidate in found:
        shares = ", ".join("none" if share is None else f"{share:g} %" for share in candidate.shares_pct)
        lines += [
            "",
            "[[candidate]]",
            f"term = {_text(candidate.term)}",
            f"z = {candidate.z}",
            f"log_odds = {candidate.log_odds}",
            f"employers = {candidate.employers}",
            f"employers_before = {candidate.employers_before}",
            f"sources = {candidate.sources}",
            f"first_month = {_text(candidate.first_month)}",
            f"shares = {_text(shares)}",
            f"near = [{', '.join(map(_text, candidate.near))}]",
            "evidence = [",
            *(f"    {_text(sentence)}," for sentence in candidate.evidence),
            "]",
            f"[candidate.entry.{candidate.entry()['id']}]",
            f"label = {_text(candidate.written)}",
            'tier = "specific"',
            f"forms = [{_text(candidate.written)}]",
            "hits = []",
        ]
    return "\n".join(lines) + "\n"


def as_csv(found: list[Candidate]) -> str:
    """The same counts as lines of CSV; evidence and near skills are joined by " | "."""
    out = io.StringIO()
    heads = ["term", "written", "z", "log_odds", "employers", "employers_before", "sources", "first_month", "near"]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*heads, "evidence"])
    for candidate in found:
        values = asdict(candidate)
        joined = [" | ".join(values["near"]), " | ".join(values["evidence"])]
        writer.writerow([*(values[head] for head in heads[:-1]), *joined])
    return out.getvalue()


def _text(words: str) -> str:
    """A text as TOML takes it: TOML's basic strings are JSON's."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
