"""Labels of Hacker News comments made by reading them: numbers and facts only; the texts stay beside the checkout."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Posting, Tagged
from pipeline.understand import understand

FOLDER = Path(__file__).parent
YEARS = range(2012, 2025)


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader said of one comment; level, roles and is_it only of postings in levels.csv."""

    number: str  # of the comment
    is_posting: bool
    kind: str = ""  # of talk: reply, seeker, aggregator …
    drawn: str = ""  # before or after the rules were mended
    is_it: bool = False
    ai_level: str = ""
    roles: frozenset[str] = frozenset()  # empty: the text names none


def labels(name: str) -> list[Label]:
    """The labels of one file of this folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [
            Label(
                row["id"],
                row["is_posting"] == "true",
                row.get("kind", ""),
                row.get("drawn", ""),
                row.get("is_it") == "true",
                row.get("ai_level", ""),
                frozenset(row.get("roles", "").split()),
            )
            for row in csv.DictReader(file)
        ]


def comments(hacker_news: Path) -> Iterator[tuple[str, str]]:
    """Number and text of every recorded comment, year by year."""
    for year in YEARS:
        with gzip.open(hacker_news / f"{year}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield str(row["id"]), row["text"]


def texts(hacker_news: Path, wanted: frozenset[str]) -> dict[str, str]:
    """The texts of these comments by number; a KeyError later tells of one that is not recorded."""
    return {number: text for number, text in comments(hacker_news) if number in wanted}


def read(text: str) -> Tagged:
    """A comment as the pipeline understands it."""
    return understand(Posting(ref="1", url="", text=text))
