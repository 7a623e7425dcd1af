"""The fields of a source's pages, as key paths: which are known, and which of a page are new.

Known are those of `tests/pages/<source>/fields.txt`, a file that is generated, committed and reviewed like a lock file:
`python -m spiders.fields SOURCE [PAGE…]` adds the fields of the source's sample pages and of the pages named.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.records import Page

PAGES = Path(__file__).resolve().parent.parent / "tests" / "pages"
_A_NAME = re.compile(r"[A-Za-z_$@][\w$@:-]{0,49}")


def paths(document: Any) -> set[str]:
    """The key paths of a JSON document: "jobs[].location.name"; a key that is no name (an id, a sentence) is "*".

    A tree of nodes within nodes ("children[].children[]") has the paths of its first level only.
    """
    found: set[str] = set()
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, list):
            waiting += [(at, item) for item in value if isinstance(item, dict | list)]
        elif isinstance(value, dict):
            for key, inner in value.items():
                path = _path(at, key, isinstance(inner, list))
                found.add(path)
                if isinstance(inner, dict | list):
                    waiting.append((path, inner))
    return found


@lru_cache(maxsize=10_000)  # the rows of a page have the same fields
def _path(at: str, key: str, is_list: bool) -> str:
    """The path of a key below another path."""
    step = (key if _A_NAME.fullmatch(key) else "*") + "[]" * is_list
    return at if at.rpartition(".")[2] == step else f"{at}.{step}" if at else step


@cache
def known(source: str) -> frozenset[str] | None:
    """The known fields of a source; None where its list is not installed."""
    file = PAGES / source / "fields.txt"
    return frozenset(file.read_text(encoding="utf-8").split("\n")) if file.is_file() else None


def unknown(source: str, document: Any) -> set[str]:
    """The fields of a document that are not known; of a new subtree its root alone."""
    listed = known(source)
    if listed is None:
        return set()
    new = paths(document) - listed
    return {path for path in new if path.rpartition(".")[0] not in new}


def samples(source: str) -> list[Path]:
    """The sample pages of a source."""
    return [
        path
        for path in sorted((PAGES / source).iterdir())
        if path.suffix != ".txt" and not path.name.endswith(".postings.json")
    ]


def sample_page(path: Path, url: str = "https://x.example") -> Page:
    """A sample page as the landing zone would hold it."""
    return Page(path.parent.name, "acme", url, datetime(2026, 3, 2, tzinfo=UTC), 200, "0" * 64, path.read_bytes())


def _written(source: str, pages: list[Path]) -> None:
    from spiders.sources import SOURCES

    read = [replace(sample_page(page), source=source) for page in [*samples(source), *pages]]
    found = set().union(*(paths(SOURCES[source].document(page)) for page in read))
    lines = sorted(found.union(known(source) or ()) - {""})
    (PAGES / source / "fields.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _written(sys.argv[1], [Path(name) for name in sys.argv[2:]])
