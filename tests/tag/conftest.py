"""Texts that several tests of tagging read."""

import gzip
import json
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def hacker_news(shared: Path) -> list[str]:
    """A thousand Hacker News postings: every seventh with text of three years."""
    texts: list[str] = []
    for year in (2014, 2019, 2024):
        with gzip.open(shared / "data" / "hn" / f"{year}.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts += [text for line in lines if (text := json.loads(line)["text"])][::7][:350]
    return texts
