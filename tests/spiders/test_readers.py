"""Readers: a page of the true wire shape in, postings out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.records import Page
from spiders.errors import WrongShape
from spiders.fields import samples
from spiders.sources import SOURCES
from spiders.sources.hn import Hn
from tests.spiders.field_audit import page_of
from tests.spiders.small_web import greenhouse

PAGES = Path(__file__).parent.parent / "pages"
GOLDEN = [path for source in SOURCES for path in samples(source)]


def page(source: str, body: bytes, board: str = "acme") -> Page:
    return Page(source, board, "https://x.example", datetime(2026, 3, 2, tzinfo=UTC), 200, "0" * 64, body)


def read(source: str, document: Any) -> list[dict[str, Any]]:
    postings = SOURCES[source].read(page(source, json.dumps(document).encode()))
    found: list[dict[str, Any]] = json.loads(msgspec.json.encode(list(postings)))
    return found


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_page_gives_its_golden_postings(path: Path) -> None:
    reading = SOURCES[path.parent.name].reading(page_of(path))
    assert not reading.unread
    postings = json.loads(msgspec.json.encode(list(reading.postings)))
    golden = path.with_suffix(".postings.json")
    assert postings == json.loads(golden.read_text(encoding="utf-8"))


def test_every_source_has_a_page_and_bears_the_name_of_its_file() -> None:
    files = {path.stem for path in (Path(__file__).parents[2] / "spiders" / "sources").glob("[a-z]*.py")}
    assert set(SOURCES) == files
    assert {path.parent.name for path in GOLDEN} == files
    for name, source in SOURCES.items():
        assert source.name == name
        assert source.__name__.lower() == name.replace("_", "")
        assert source.version >= 1
        assert source.host in source.url
        assert source.robots
        assert source.terms


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    "body", [b"", b"<html>sign in</html>", b'{"jobs": [', b"\xff\xfe{", b"42", b"[" * 100_000, b"null", b'{"error":1}']
)
def test_page_of_another_shape_is_refused_by_name(source: str, body: bytes) -> None:
    if source == "careers" and body.startswith(b"<html"):
        pytest.skip("a site's page that advertises nothing is one of its pages")
    with pytest.raises(WrongShape, match=f"{source} board acme: "):
        SOURCES[source].reading(page(source, body))


def test_one_unreadable_posting_loses_no_other() -> None:
    board = json.loads(greenhouse(1, 2, 3))
    del board["jobs"][1]["location"]
    reading = SOURCES["greenhouse"].reading(page("greenhouse", json.dumps(board).encode()))
    assert [posting.ref for posting in reading.postings] == ["1", "3"]
    assert reading.unread == ("posting 2: KeyError: 'location'",)
    assert reading.rows == 3


def test_half_an_emoji_costs_a_question_mark_not_the_board() -> None:
    board = greenhouse(1, 2).replace(b"Engineer 1", rb"Engineer \ud83d 1")
    titles = [posting.title for posting in SOURCES["greenhouse"].read(page("greenhouse", board))]
    assert titles == ["Engineer ? 1", "Engineer 2"]


def test_unknown_workplace_is_an_unreadable_posting_not_a_guess() -> None:
    rows = json.loads((PAGES / "lever" / "board.json").read_bytes())
    rows[0]["workplaceType"] = "lunar"
    assert len(SOURCES["lever"].reading(page("lever", json.dumps(rows).encode())).unread) == 1


def test_greenhouse_keeps_both_levels_of_escaping_apart() -> None:
    board = json.loads(greenhouse(1))
    board["jobs"][0]["content"] = "&lt;p&gt;C&amp;nbsp;&amp;lt;T&amp;gt;&lt;/p&gt;"
    assert read("greenhouse", board)[0]["html"] == "<p>C&nbsp;&lt;T&gt;</p>"


def test_greenhouse_never_dates_a_posting_by_its_last_edit() -> None:
    board = json.loads(greenhouse(1))
    board["jobs"][0] |= {"first_published": None, "updated_at": "2026-03-01T00:00:00Z"}
    posting = read("greenhouse", board)[0]
    assert (posting["posted_on"], posting["posted_kind"]) == (None, "first_seen")


def test_ashby_shows_no_pay_that_the_employer_hides() -> None:
    jobs = json.loads((PAGES / "ashby" / "board.json").read_bytes())
    assert [posting["pay"] is None for posting in read("ashby", jobs)] == [False, True]


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("Ask HN: Who is hiring? (March 2024)", date(2024, 3, 1)),
        ("Ask HN: Who is Hiring? (April 2011)", date(2011, 4, 1)),
        ("ask hn: who is hiring? (Sept 2013)", date(2013, 9, 1)),
        ("Ask HN: Who is hiring?", date(2024, 2, 1)),  # the day it was started on
    ],
)
def test_thread_bears_the_month_of_its_title(title: str, month: date) -> None:
    hits = [{"objectID": "7", "title": title, "created_at_i": 1709247600}]
    entries, seen, total = Hn.entries(page("hn", json.dumps({"hits": hits, "nbHits": 1}).encode()))
    assert [(entry.token, entry.month) for entry in entries] == [("7", month)]
    assert (seen, total) == (1, 1)


@pytest.mark.parametrize(
    "title",
    ["Ask HN: Who wants to be hired? (March 2024)", "Ask HN: Freelancer? Seeking freelancer? (March 2024)", "Tell HN"],
)
def test_other_threads_of_the_account_are_left_out(title: str) -> None:
    hits = [{"objectID": "7", "title": title, "created_at_i": 1709247600}]
    assert Hn.entries(page("hn", json.dumps({"hits": hits, "nbHits": 1}).encode())) == ([], 1, 1)


def test_thread_settles_more_than_31_days_after_its_start() -> None:
    thread = page("hn", (PAGES / "hn" / "thread.json").read_bytes())  # started on 2024-02-29
    assert Hn.settles_on(thread) == date(2024, 4, 1)


def test_real_payloads_are_read_whole(shared: Path) -> None:
    found = {
        source: SOURCES[source].reading(page(source, (shared / "data" / "wire" / file).read_bytes()))
        for source, file in {
            "greenhouse": "greenhouse/careerkit_greenhouse.json",
            "lever": "lever/careerkit_lever.json",
            "ashby": "ashby/careerkit_ashby.json",
            "hn": "hn_algolia/item_2396027.json",
        }.items()
    }
    assert {source: len(reading.postings) for source, reading in found.items()} == {
        "greenhouse": 2,
        "lever": 2,
        "ashby": 2,
        "hn": 219,
    }
    assert not any(reading.unread for reading in found.values())
    assert all(posting.html for reading in found.values() for posting in reading.postings)


def test_real_search_page_names_twenty_threads(shared: Path) -> None:
    body = (shared / "data" / "wire" / "hn_algolia" / "search_by_date_2.json").read_bytes()
    entries, seen, total = Hn.entries(page("hn", body))
    assert (len(entries), seen, total) == (20, 20, 152)
    assert entries[0].month == date(2023, 9, 1)
