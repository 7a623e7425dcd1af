"""The fields of pages: which are known, which are new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spiders import fields
from spiders.sources import SOURCES

WIRE = {
    "hn": ["hn_algolia/item_2396027.json", "hn_algolia/search_by_date_10.json"],
    "careers": ["jsonld/skills-ml_sample_job_listing.json"],
}


def test_paths_name_lists_and_what_lies_in_them() -> None:
    document = {"jobs": [{"id": 1, "location": {"name": "Bern"}}, {"tags": ["a"]}], "meta": {"total": 2}}
    assert fields.paths(document) == {
        "jobs[]", "jobs[].id", "jobs[].location", "jobs[].location.name", "jobs[].tags[]", "meta", "meta.total",
    }  # fmt: skip


def test_keys_that_are_no_names_are_one_field() -> None:
    assert fields.paths({"by_id": {"17": 1, "18": 2, "a whole sentence": 3}}) == {"by_id", "by_id.*"}


def test_tree_of_replies_has_the_fields_of_one_level() -> None:
    tree: dict[str, object] = {"id": 0, "children": []}
    for number in range(1, 300):
        tree = {"id": number, "children": [tree]}
    assert fields.paths(tree) == {"id", "children[]", "children[].id"}


def test_new_subtree_is_named_by_its_root() -> None:
    page = {"jobs": [{"id": 1, "payroll": {"band": "B", "steps": [{"n": 1}]}}], "meta": {"total": 1}}
    assert fields.unknown("greenhouse", page) == {"jobs[].payroll"}
    assert fields.unknown("a source without a list", page) == set()


@pytest.mark.parametrize("source", SOURCES)
def test_list_is_sorted_and_holds_the_fields_of_the_sample_pages(source: str) -> None:
    folder = fields.PAGES / source
    lines = (folder / "fields.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    pages = fields.samples(source)
    assert pages
    assert all(fields.unknown(source, document(path)) == set() for path in pages)


@pytest.mark.parametrize("source", SOURCES)
def test_real_pages_have_no_new_field(source: str, shared: Path) -> None:
    wire = shared / "data" / "wire"
    pages = [wire / name for name in WIRE.get(source, [])] or sorted((wire / source).glob("*.*"))
    if not pages:
        pytest.skip(f"no recorded page of {source} is at hand: its shape is documented only")
    assert all(fields.unknown(source, document(path, source)) == set() for path in pages)


def document(path: Path, source: str | None = None) -> Any:
    """A page as its source decodes it."""
    name = source or path.parent.name
    return SOURCES[name].document(replace(fields.sample_page(path), source=name))
