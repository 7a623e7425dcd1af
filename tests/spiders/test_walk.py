"""Boards of many pages: what is asked for, what ends it, and what it comes to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from pipeline.records import Page
from spiders import coverage, landing
from spiders.answer import Answer
from spiders.archive import Archive
from spiders.hosts import Host
from spiders.order import Order
from spiders.room import Room
from spiders.source import Ask
from spiders.sources import SOURCES
from spiders.state import State
from spiders.visit import Visit
from spiders.walk import Walk

FIRST = date(2026, 3, 2)
Said = tuple[int, Any, dict[str, str]]
Web = Callable[[str, dict[str, str]], Said]
SMART = "https://api.smartrecruiters.com/v1/companies/acme/postings"


class Walks:
    """Walks over one board, night by night; what is asked for is answered by a function."""

    def __init__(self, data: Path, source: str, token: str) -> None:
        self.data, self.source, self.token = data, SOURCES[source], token
        self.asked: list[str] = []

    def walk(self, night: int, web: Web) -> dict[str, Any]:
        on, crawl_id = FIRST + timedelta(days=night), f"202603{2 + night:02d}T020000000Z"
        name = self.source.name
        order = Order(name, on, self.data, replay="http://127.0.0.1:1", delay=0.0)
        archive = Archive(self.data, name, on, crawl_id)
        ledger = coverage.Ledger(self.data, name, on, crawl_id)
        host, state = Host(self.data, self.source.host, None), State(self.data, self.source)
        visit = Visit(order, self.source, crawl_id, archive, ledger, state, host, Room(self.data))
        walk, self.asked = Walk(visit, self.token), []
        while (ask := walk.next()) is not None:
            self.asked.append(ask.url)
            status, body, headers = web(ask.url, walk.conditions(ask))
            if status == 0:
                walk.unanswered(ask, "failed", "TimeoutError", 4)
            else:
                body = body if isinstance(body, bytes) else json.dumps(body).encode()
                walk.answered(ask, Answer(ask.url, status, tuple(headers.items()), body))
        walk.finish()
        visit.archive.close()
        visit.state.close()
        return list(coverage.rows(self.data))[-1]

    def refs(self, night: int) -> list[str]:
        """What the night's pages give for good."""
        on = FIRST + timedelta(days=night)
        parts = [part for part in landing.parts(self.data) if part.night == on]
        return [p.ref for part in parts for page in landing.pages(part) for p in self.source.final(page).postings]


@pytest.fixture
def feed(tmp_path: Path) -> Walks:
    return Walks(tmp_path, "arbeitnow", "all")


@pytest.fixture
def board(tmp_path: Path) -> Walks:
    return Walks(tmp_path, "smartrecruiters", "acme")


def feed_page(numbers: range, after: int | None) -> dict[str, Any]:
    rows = [
        {
            "slug": f"job-{number}",
            "url": f"https://www.arbeitnow.com/jobs/{number}",
            "title": f"Engineer {number}",
            "description": "<p>Python</p>",
            "created_at": 1_772_000_000,
        }
        for number in numbers
    ]
    url = f"https://www.arbeitnow.com/api/job-board-api?page={after}" if after else None
    return {"data": rows, "links": {"next": url}}


def number_of(url: str) -> int:
    return int(url.rpartition("=")[2])


def test_pages_are_turned_to_the_last_and_rows_that_shift_count_once(feed: Walks) -> None:
    pages = {1: feed_page(range(5), 2), 2: feed_page(range(4, 9), 3), 3: feed_page(range(9, 10), None)}
    row = feed.walk(0, lambda url, _: (200, pages[number_of(url)], {}))
    assert (row["status"], row["postings"], row["requests"]) == ("complete", 10, 3)
    assert sorted(set(feed.refs(0))) == [f"job-{number}" for number in range(10)]


def test_pages_that_repeat_themselves_end_the_walk(feed: Walks) -> None:
    row = feed.walk(0, lambda url, _: (200, feed_page(range(5), number_of(url) + 1), {}))
    assert [number_of(url) for url in feed.asked] == [1, 2]
    assert row["status"] == "complete"


def test_endless_pages_are_left_at_the_most_and_the_board_is_partial(feed: Walks) -> None:
    def endless(url: str, _: dict[str, str]) -> Said:
        return 200, feed_page(range(number_of(url) * 5, number_of(url) * 5 + 5), number_of(url) + 1), {}

    row = feed.walk(0, endless)
    assert len(feed.asked) == feed.source.most_pages == 100
    assert (row["status"], row["reason"], row["postings"]) == ("partial", "it has more than 100 pages", 500)


def test_next_page_elsewhere_is_not_followed(feed: Walks) -> None:
    page = feed_page(range(2), None)
    page["links"]["next"] = "https://elsewhere.example/api?page=2"
    feed.walk(0, lambda *_: (200, page, {}))
    assert len(feed.asked) == 1


@pytest.mark.parametrize(("status", "body"), [(500, b"broken"), (200, b"<html>sign in</html>"), (0, b""), (404, b"{}")])
def test_page_that_fails_costs_no_other_and_makes_the_board_partial(feed: Walks, status: int, body: bytes) -> None:
    row = feed.walk(0, lambda url, _: (200, feed_page(range(5), 2), {}) if url.endswith("=1") else (status, body, {}))
    assert (row["status"], row["postings"]) == ("partial", 5)
    assert "page=2" in row["reason"]


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (500, b"x", "failed"),
        (403, b"x", "blocked"),
        (404, b"{}", "absent"),
        (200, b"<html>", "failed"),
        (0, b"", "failed"),
    ],
)
def test_first_page_decides_about_the_board(feed: Walks, status: int, body: bytes, told: str) -> None:
    assert feed.walk(0, lambda *_: (status, body, {}))["status"] == told


def smart_row(number: int) -> dict[str, Any]:
    return {"id": str(number), "name": f"Engineer {number}", "releasedDate": "2026-02-01T10:00:00.000Z"}


def smart(total: int, shown: int, edited: int | None = None) -> Web:
    """A company with so many postings, of which its lists show some, in pages of two."""

    def web(url: str, conditions: dict[str, str]) -> Said:
        if "offset=" in url:
            offset = number_of(url)
            rows = [smart_row(number) for number in range(offset, min(offset + 2, shown))]
            for row in rows:
                row["name"] += " (edited)" if row["id"] == str(edited) else ""
            return 200, {"offset": offset, "limit": 2, "totalFound": total, "content": rows}, {}
        if conditions.get("If-None-Match") == '"a"':
            return 304, b"", {"ETag": '"a"'}
        number = int(url.rpartition("/")[2])
        sections = {"jobDescription": {"title": "Job", "text": "<p>Python</p>"}}
        return 200, {**smart_row(number), "jobAd": {"sections": sections}}, {"ETag": '"a"'}

    return web


def test_posting_with_a_page_of_its_own_counts_once_and_has_its_text(board: Walks) -> None:
    row = board.walk(0, smart(5, 5))
    assert (row["status"], row["postings"], row["requests"]) == ("complete", 5, 3 + 5)
    assert board.refs(0) == ["0", "1", "2", "3", "4"]


def test_total_that_the_pages_do_not_reach_makes_the_board_partial(board: Walks) -> None:
    row = board.walk(0, smart(9, 6))
    assert (row["status"], row["reason"]) == ("partial", "the source says 9, its pages have 6")


def test_page_of_a_posting_stands_while_the_listing_says_the_same(board: Walks) -> None:
    board.walk(0, smart(4, 4))
    row = board.walk(1, smart(4, 4, edited=2))
    assert board.asked == [f"{SMART}?limit=100&offset=0", f"{SMART}?limit=100&offset=2", f"{SMART}/2"]
    assert (row["status"], row["postings"]) == ("complete", 4)
    assert sorted(board.refs(1)) == ["0", "1", "2", "3"]


def test_page_of_a_posting_is_asked_for_again_after_two_weeks_and_304_keeps_it(board: Walks) -> None:
    board.walk(0, smart(2, 2))
    row = board.walk(14, smart(2, 2))
    assert len(board.asked) == 3
    assert (row["status"], row["postings"], board.refs(14)) == ("complete", 2, ["0", "1"])
    board.walk(15, smart(2, 2))
    assert len(board.asked) == 1


def test_page_of_a_posting_that_the_landing_zone_lost_is_asked_for_anew(board: Walks, tmp_path: Path) -> None:
    board.walk(0, smart(2, 2))
    for part in landing.parts(tmp_path):
        part.path.unlink()
    row = board.walk(1, smart(2, 2))
    assert len(board.asked) == 3
    assert (row["status"], board.refs(1)) == ("complete", ["0", "1"])


def test_posting_that_goes_while_the_others_are_read_loses_nothing(board: Walks) -> None:
    whole = smart(2, 2)
    row = board.walk(0, lambda url, said: (404, b"{}", {}) if url.endswith("/1") else whole(url, said))
    assert (row["status"], row["reason"]) == ("complete", None)


def test_board_that_empties_is_suspect(board: Walks) -> None:
    board.walk(0, smart(2, 2))
    assert board.walk(1, smart(0, 0))["status"] == "suspect"


WORKDAY = "https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Careers"


class Tenant:
    """A Workday tenant: postings by job family; lists show at most 2,000, and past their end begin anew."""

    def __init__(self, *families: int, facets: bool = True) -> None:
        self.families, self.facets = families, facets
        self.asked = 0

    def __call__(self, url: str, _: dict[str, str]) -> Said:
        if not url.startswith(f"{WORKDAY}/jobs#"):
            info = {"title": "Engineer", "jobDescription": "<p>Go</p>", "externalUrl": url, "jobPostingId": url}
            return 200, {"jobPostingInfo": info}, {}
        self.asked += 1
        said = dict(parse_qsl(url.partition("#")[2], keep_blank_values=True))
        family, offset = said["value"], int(said["offset"])
        chosen = [int(family)] if family else range(len(self.families))
        every = [(number, row) for number in chosen for row in range(self.families[number])]
        shown = every[:2000]
        rows = shown[offset : offset + 20] or shown[:20]
        values = [{"id": str(number), "count": size} for number, size in enumerate(self.families)]
        facets = [{"facetParameter": "jobFamilyGroup", "values": values}] if self.facets else []
        return 200, {
            "total": len(shown) if offset == 0 else 0,  # as some tenants have it
            "jobPostings": [{"title": "Engineer", "externalPath": f"/job/X/E_R{n}-{row}"} for n, row in rows],
            "facets": facets,
        }, {}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walks:
    monkeypatch.setattr(SOURCES["workday"], "most_details", 10_000)
    return Walks(tmp_path, "workday", "acme.wd5/Careers")


def test_list_past_its_cap_is_read_whole_by_facet(site: Walks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SOURCES["workday"], "onward", staticmethod(_lists_only(SOURCES["workday"].onward)))
    row = site.walk(0, Tenant(1500, 900))
    assert (row["status"], row["postings"], row["reason"]) == ("complete", 2400, None)
    assert row["requests"] == 1 + 76 + 46  # each list ends with a page that begins anew


@pytest.mark.parametrize("tenant", [Tenant(2300, 10), Tenant(1500, 900, facets=False)])
def test_list_that_no_facet_brings_under_its_cap_is_partial(
    site: Walks, monkeypatch: pytest.MonkeyPatch, tenant: Tenant
) -> None:
    monkeypatch.setattr(SOURCES["workday"], "onward", staticmethod(_lists_only(SOURCES["workday"].onward)))
    row = site.walk(0, tenant)
    assert row["status"] == "partial"
    assert "shows no more" in row["reason"]
    assert row["postings"] >= 2000
    assert tenant.asked < 110


def test_offsets_that_loop_end_and_pages_of_postings_are_asked_for_within_the_most(
    site: Walks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SOURCES["workday"], "most_details", 30)
    row = site.walk(0, Tenant(45))
    assert (row["status"], row["reason"], row["postings"]) == ("partial", "it has more than 30 pages", 45)
    assert len(site.refs(0)) == 30


def _lists_only(onward: Callable[[Page], Iterable[Ask]]) -> Callable[[Page], list[Ask]]:
    return lambda page: [ask for ask in onward(page) if not ask.is_detail]
