"""Draws boards.csv: `python -m spiders.draw_boards FOLDER`, FOLDER holding boards.csv and seed_ai_companies.csv.

The sample is drawn first, from every listed board of three sources, AI companies among them with their chance, then
one of each further source;
the AI companies that were not drawn are then added to be watched. boards.md tells how and when it was done.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from spiders.boards import BOARDS, Board

SEED = 20261123  # the day of the draw
SAMPLE = 500
STRATA = ("ashby", "greenhouse", "lever")
FURTHER = {
    "breezy": 40,
    "personio": 40,
    "recruitee": 40,
    "workable": 80,
}  # drawn apart: the panel of STRATA stays as it was
# Makers of models, of tools for them and of products that are AI at heart; of the seed list, which also names others.
WATCH = (
    "openai mistral anthropic deepmind cohere perplexity character modal togetherai runwayml scaleai fal xai "
    "openrouter cartesia cognition crusoe decagon deepgram deepl dust elevenlabs exa factory firecrawl "
    "gigaml gladia granola graphite hcompany lambda langchain legora lindy livekit lovable mercor n8n "
    "parallel photoroom physicalintelligence primeintellect replit baseten braintrust harvey langfuse mem0 "
    "sierra tavily vapi retell-ai sfcompute databricks dataiku figureai browserbase greptile julius kilocode"
)


def main(folder: Path, out: Path) -> None:
    """Write the drawn sample and the boards to watch."""
    listed = list(boards(folder / "boards.csv", STRATA))
    sample = drawn(listed, random.Random(SEED))
    chance = random.Random(SEED)
    for source, size in FURTHER.items():
        sample += chance.sample(list(boards(folder / "boards.csv", (source,))), size)
    watch = watched(folder / "seed_ai_companies.csv", listed, sample)
    with out.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("source", "token", "employer", "frame"))
        for board in sorted([*sample, *watch], key=lambda board: (board.frame, board.source, board.token)):
            rows.writerow((board.source, board.token, board.employer, board.frame))
    sys.stderr.write(f"{out}: {len(sample)} boards drawn, {len(watch)} to watch\n")


def boards(path: Path, sources: Sequence[str]) -> Iterable[Board]:
    """The listed boards of some sources, each once whatever its case, in a fixed order."""
    found: dict[tuple[str, str], Board] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            token = spelt(row["slug"], unquote(urlsplit(row["url"]).path.rpartition("/")[2]))
            if row["ats"] in sources:
                key = row["ats"], token.casefold()
                found.setdefault(key, Board(row["ats"], token, row["name"].strip() or token, "sample"))
    return [found[key] for key in sorted(found)]


def spelt(slug: str, in_url: str) -> str:
    """The token: of two spellings the one with capitals, for some of the merged lists folded the case."""
    if slug.casefold() == in_url.casefold() and in_url != in_url.lower():
        return in_url
    return slug


def drawn(listed: list[Board], chance: random.Random) -> list[Board]:
    """The sample: from each source in proportion to its listed boards (largest remainders)."""
    strata = {source: [board for board in listed if board.source == source] for source in STRATA}
    exact = {source: SAMPLE * len(stratum) / len(listed) for source, stratum in strata.items()}
    sizes = {source: int(size) for source, size in exact.items()}
    for source in sorted(STRATA, key=lambda name: sizes[name] - exact[name])[: SAMPLE - sum(sizes.values())]:
        sizes[source] += 1
    return [board for source in STRATA for board in chance.sample(strata[source], sizes[source])]


def watched(path: Path, listed: list[Board], sample: list[Board]) -> list[Board]:
    """The AI companies chosen, spelt as listed, but for those in the sample."""
    known = {(board.source, board.token.casefold()): board for board in listed}
    taken = {(board.source, board.token.casefold()) for board in sample}
    chosen, found = set(WATCH.split()), []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            key = row["ats"], row["slug"].casefold()
            if row["ats"] in STRATA and row["slug"] in chosen and key not in taken:
                board = known.get(key) or Board(row["ats"], row["slug"], row["company"], "sample")
                found.append(replace(board, frame="watch"))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), BOARDS)
