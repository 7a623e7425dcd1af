"""Which fields of a page its reader uses: those without which its postings would be others.

`python -m tests.spiders.field_audit SOURCE…` writes tests/pages/<source>/read.txt anew, and prints what is not read.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

from pipeline.records import Page, Posting
from spiders.errors import WrongShape
from spiders.fields import PAGES, paths, sample_page, samples
from spiders.source import Ask
from spiders.sources import SOURCES

URLS = {
    "adzuna/search.json": "https://api.adzuna.com/v1/api/jobs/gb/search/1?results_per_page=50",
    "breezy/posting.html": "https://acme.breezy.hr/p/7fa0c1d2e3b4-ml-engineer",
    "workday/list.json": "https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Careers/jobs",
}
BOARDS = {"adzuna": "gb", "workday": "acme.wd5/Careers"}


def page_of(path: Path) -> Page:
    """A sample page under an address of its source."""
    source = path.parent.name
    url = URLS.get(f"{source}/{path.name}", "https://x.example")
    return replace(sample_page(path, url), board=BOARDS.get(source, "acme"))


def fields_of(path: Path) -> set[str]:
    """The fields of a sample page; none of HTML, whose items are read by one reader for all sites."""
    return (
        paths(SOURCES[path.parent.name].document(page_of(path))) if path.suffix in (".json", ".xml", ".rss") else set()
    )


def is_read(path: Path, name: str) -> bool:
    """Whether the page gives other postings, or leads to other pages, without a field."""
    return _given(page_of(path)) != _given(replace(page_of(path), body=without(path, name)))


def read(source: str) -> set[str]:
    """All fields of a source's sample pages that are read."""
    return {name for path in samples(source) for name in fields_of(path) if is_read(path, name)}


def without(path: Path, name: str) -> bytes:
    """The body of a sample page without a field, wherever it stands."""
    if path.suffix == ".json":
        return json.dumps(_cut(json.loads(path.read_bytes()), "", name)).encode()
    root = fromstring(path.read_bytes())
    _cut_elements(root, root.tag, name.replace("[]", ""))
    return bytes(tostring(root))


def _given(page: Page) -> tuple[tuple[Posting, ...], tuple[str, ...], int | None, tuple[Ask, ...]] | None:
    source = SOURCES[page.source]
    try:
        reading = source.reading(page)
    except WrongShape:
        return None
    onward = tuple(replace(ask, mark="") for ask in source.onward(page))
    return reading.postings, reading.unread, reading.total, onward


def _cut(value: Any, at: str, name: str) -> Any:
    if isinstance(value, list):
        return [_cut(inner, at, name) for inner in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, inner in value.items():
        step = key + "[]" * isinstance(inner, list)
        path = at if at.rpartition(".")[2] == step else f"{at}.{step}" if at else step
        if path != name:
            kept[key] = _cut(inner, path, name)
    return kept


def _cut_elements(element: Element, at: str, name: str) -> None:
    for child in list(element):
        path = f"{at}.{child.tag}"
        if path == name:
            element.remove(child)
        else:
            _cut_elements(child, path, name)


if __name__ == "__main__":
    for source in sys.argv[1:]:
        found = read(source)
        (PAGES / source / "read.txt").write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")
        known = (PAGES / source / "fields.txt").read_text(encoding="utf-8").split()
        sys.stdout.write(f"[{source}]\n" + "".join(f"{name}\n" for name in known if name not in found))
