"""Skills found in postings older than the skill: each is a bug of a rule, a wrong year, or has a reason in the list.

`python -m tests.tag.anachronisms ../shared/data/hn > docs/results/anachronisms.md` reads all years, writes the page.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.records import Posting
from pipeline.tag.mentions import Tagger
from pipeline.taxonomy import skills
from pipeline.understand import tagger, understand

REASONS = Path(__file__).parent / "anachronisms.csv"


@dataclass(frozen=True, slots=True, order=True)
class Early:
    """A skill found in a posting from before its first year."""

    skill: str
    month: str
    ref: str
    form: str
    status: str


def posts(folder: Path) -> Iterator[Posting]:
    """The Hacker News comments of a folder of YYYY.jsonl.gz, in order."""
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                year, month = map(int, row["month"].split("-"))
                yield Posting(ref=str(row["id"]), url="", text=row["text"], month=date(year, month, 1))


def anachronisms(found: Iterable[Posting]) -> Iterator[Early]:
    """Each skill that is younger than its posting, once; only postings that may have one are read whole."""
    known = skills()
    for posting in found:
        month = posting.month
        if month is None or not _may_be_early(tagger(), posting.text or "", month.year):
            continue
        told = set()
        for mention in understand(posting).mentions:
            since = known[mention.skill].since
            if since is not None and month.year < since and mention.skill not in told:
                told.add(mention.skill)
                yield Early(mention.skill, f"{month:%Y-%m}", posting.ref, mention.form, mention.status)


def _may_be_early(reader: Tagger, text: str, year: int) -> bool:
    """Whether a form of a younger skill stands in the text, whatever it means there."""
    known = skills()
    return any(
        (known[skill].since or 0) > year
        for _, _, index in reader.candidates(text, None).found
        for skill in reader.form(index).skills
    )


def reasons() -> dict[tuple[str, str], str]:
    """Why a posting may name a skill before its year: by the Hacker News item and the skill."""
    with REASONS.open(encoding="utf-8", newline="") as lines:
        return {(row["ref"], row["skill"]): row["reason"] for row in csv.DictReader(lines)}


def page(folder: Path) -> str:
    """The page of the results."""
    read = Counter(posting.month.year for posting in posts(folder) if posting.month is not None)
    found = sorted(anachronisms(posts(folder)))
    why = reasons()
    known = skills()
    dated = [skill.since for skill in known.values() if skill.since is not None]
    young = sum(year > min(read) for year in dated)
    head = f"""# Anachronisms

A skill that did not exist when a posting was written cannot be meant by it. Every skill with a year (`since`) is looked
for in {sum(read.values()):,} Hacker News comments of {min(read)} to {max(read)}; {young} of the {len(dated)} years fall
after {min(read)}, {len(known) - len(dated)} skills have no year that we are sure of. What is left is explained:
{len(found)} mentions. `python -m tests.tag.anachronisms` writes this page, a test keeps it so.

| skill | since | month | Hacker News item | form | status | why it stands |
|---|---|---|---|---|---|---|
"""
    return head + "".join(
        f"| {early.skill} | {known[early.skill].since} | {early.month} | {early.ref} | {early.form} | {early.status} "
        f"| {why.get((early.ref, early.skill), '**not explained**')} |\n"
        for early in found
    )


if __name__ == "__main__":
    sys.stdout.write(page(Path(sys.argv[1])))
