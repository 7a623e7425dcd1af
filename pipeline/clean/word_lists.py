"""Lists of words from the TOML files of this folder."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@lru_cache(maxsize=8)
def tables(name: str) -> dict[str, Any]:
    """The TOML file `name` as it stands."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, entry: str) -> frozenset[str]:
    """The words of one entry of the TOML file `name`, divided by white space."""
    return frozenset(str(tables(name)[entry]).split())
