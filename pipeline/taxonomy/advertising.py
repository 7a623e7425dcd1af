"""Words by which advertisements, and talk about them, are told (advertising.toml)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from pipeline.taxonomy import TaxonomyError

Key = Literal[
    "nouns", "capitals", "shared", "outside", "cues", "sentences", "offers", "terms", "apply", "talk", "seekers",
    "seekers_begin"
]  # fmt: skip
FILE = Path(__file__).parent / "advertising.toml"


def read(path: Path) -> dict[str, tuple[str, ...]]:
    """The lists of words by key; a key that is unknown or missing is refused."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    if wrong := document.keys() ^ set(get_args(Key)):
        raise TaxonomyError(f"{path.name} has unknown or missing keys: {', '.join(sorted(wrong))}")
    return {key: tuple(words) for key, words in document.items()}


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    return read(FILE)


def words(key: Key) -> tuple[str, ...]:
    """The words of one list."""
    return _lists()[key]
