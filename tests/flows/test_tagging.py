"""Tagging a part: what cannot be read is named and set aside, and never stops the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from flows.parent import Family
from flows.taggers import Local, tag_parts
from flows.tagging import NotUnderstood, Quarantine, Tagging, entries, whole
from pipeline.records import Page, Posting
from spiders.errors import DamagedPage
from spiders.landing import Part
from spiders.source import Reading


def page(board: str, body: str) -> Page:
    content = body.encode()
    url = f"https://example.org/{board}"
    return Page("small", board, url, datetime(2026, 1, 5, tzinfo=UTC), 200, sha256(content).hexdigest(), content)


def reading(given: Page) -> Reading:
    """A source whose page is a JSON list of texts; a number is a posting that cannot be read."""
    rows = given.json()["texts"]
    good = [Posting(ref=str(n), url=given.url, text=row) for n, row in enumerate(rows) if not isinstance(row, int)]
    bad = tuple(f"posting {n}: TypeError: a number" for n, row in enumerate(rows) if isinstance(row, int))
    return Reading(tuple(good), bad, len(rows), None)


def tag(folder: Path, *pages: Page) -> tuple[list[str], Tagging, list[dict[str, Any]]]:
    summary = Tagging("20260105T000000000Z-001", "small")
    faults = Quarantine(folder / "quarantine" / "part.jsonl", summary)
    found = [entry.posting.ref for entry in entries(iter(pages), reading, {}, summary, faults)]
    lines = faults.path.read_text().splitlines() if faults.path.exists() else []
    return found, summary, [json.loads(line) for line in lines]


def test_a_page_that_cannot_be_read_is_set_aside_and_the_next_is_read(folder: Path) -> None:
    found, summary, faults = tag(folder, page("a", "<html>"), page("b", "{}"), page("c", '{"texts": ["Python"]}'))
    assert found == ["0"]
    assert (summary.pages, summary.postings, summary.faults) == (3, 1, 2)
    assert [(fault["source"], fault["board"], fault["url"]) for fault in faults] == [
        ("small", "a", "https://example.org/a"),
        ("small", "b", "https://example.org/b"),
    ]
    assert faults[1]["error"] == "KeyError: 'texts'"


def test_a_posting_that_cannot_be_read_never_loses_the_others_of_its_page(folder: Path) -> None:
    found, summary, faults = tag(folder, page("a", '{"texts": ["Python", 7, "Java"]}'))
    assert found == ["0", "2"]
    assert summary.faults == 1
    assert "posting 1: TypeError" in faults[0]["error"]


def test_a_posting_that_cannot_be_understood_is_named_by_its_ref(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import understand

    def fails_on_java(posting: Posting, owner: str | None, true: Any = understand.understand) -> Any:
        if posting.text == "Java":
            raise ValueError("no such text")
        return true(posting, owner)

    monkeypatch.setattr(understand, "understand", fails_on_java)
    found, _, faults = tag(folder, page("a", '{"texts": ["Python", "Java"]}'))
    assert found == ["0"]
    assert (faults[0]["ref"], faults[0]["error"]) == ("1", "ValueError: no such text")


def test_pages_before_a_damaged_one_are_kept_and_the_part_is_named() -> None:
    def pages() -> Iterator[Page]:
        yield page("a", "{}")
        raise DamagedPage("sha256 is not the one received")

    summary = Tagging("part-001", "small")
    kept = 0
    for _ in whole(pages(), summary):
        kept += 1
        summary.pages += 1
    assert kept == 1
    assert summary.failure is not None
    assert summary.failure.startswith("small part-001: damaged after 1 pages")


def test_a_part_of_which_most_is_not_understood_waits_for_the_program_to_be_mended(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import understand

    def fails(_: Posting, __: str | None) -> Any:
        raise ValueError("the taxonomy is broken")

    monkeypatch.setattr(understand, "understand", fails)
    with pytest.raises(NotUnderstood, match="11 of 11 postings"):
        tag(folder, page("a", json.dumps({"texts": ["Python"] * 11})))


def test_a_part_whose_child_fails_is_told_and_the_other_parts_are_tagged(folder: Path) -> None:
    parts = []
    for number, source in enumerate(("nowhere", "greenhouse"), 1):
        path = folder / f"20260105T000000000Z-00{number}.warc.gz"
        path.write_bytes(b"")
        parts.append(Part(source, datetime(2026, 1, 5, tzinfo=UTC).date(), path.name.split(".")[0], path))
    done = tag_parts(folder / "data", parts, {}, folder / "quarantine", Local(Family(folder / "logs"), 1))
    said = {summary.source: summary.failure or "" for summary in done}
    assert "'nowhere'" in said["nowhere"]
    assert said["greenhouse"] == ""


def test_a_board_owner_speaks_for_postings_that_name_no_employer(folder: Path) -> None:
    text = "Cursor is growing. You will write Python with the team of Cursor."
    pages = [page("ours", json.dumps({"texts": [text]})), page("theirs", json.dumps({"texts": [text]}))]
    summary = Tagging("20260105T000000000Z-001", "small")
    faults = Quarantine(folder / "quarantine" / "part.jsonl", summary)
    ours, theirs = entries(iter(pages), reading, {"ours": "Cursor", "theirs": "Globex"}, summary, faults)
    assert (ours.tagged.employer, theirs.tagged.employer) == ("Cursor", "Globex")
    assert "cursor" not in {mention.skill for mention in ours.tagged.mentions}
