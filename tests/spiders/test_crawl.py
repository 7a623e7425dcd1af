"""Crawls of a small loopback web, each in a process of its own: manners, faults, coverage."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from spiders import landing
from spiders.sources import SOURCES
from spiders.state import State
from tests.spiders.small_web import NIGHT, Crawl, Reply, Web, greenhouse, greenhouse_path

OK = Reply(body=greenhouse(1, 2))
BUSY = Reply(429, b"slow down", {"Retry-After": "0"})
ROBOTS = "/boards-api.greenhouse.io/robots.txt"
INDEX = SOURCES["hn"].index.replace("https:/", "").replace("{page}", "{}") if SOURCES["hn"].index else ""


def test_every_fault_of_a_host_is_covered_and_costs_no_other_board(web: Web, crawl: Crawl, tmp_path: Path) -> None:
    true_url = "https://boards-api.greenhouse.io/v1/boards/moved/jobs?content=true"
    says = {
        "good": [OK],
        "broken-once": [Reply(500), OK],
        "busy-once": [BUSY, OK],
        "cut-once": [Reply(body=OK.body, sent=50), OK],
        "broken": [Reply(500)],
        "cut": [Reply(body=OK.body, sent=50)],
        "good-2": [OK],
        "login": [Reply(body=b"<html>Sign in</html>", headers={"Content-Type": "text/html"})],
        "garbage": [Reply(body=b"\xff\xfe{")],
        "forbidden": [Reply(403)],
        "good-3": [OK],
        "loop": [Reply(302, headers={"Location": greenhouse_path("loop")})],
        "bomb": [Reply(body=gzip.compress(b" " * 70_000_000, 1), headers={"Content-Encoding": "gzip"})],
        "zipped": [Reply(body=gzip.compress(OK.body), headers={"Content-Encoding": "gzip"})],
        "moving": [Reply(301, headers={"Location": f"{web.url}{greenhouse_path('moved')}"})],
        "moved": [OK],
        "relative": [Reply(301, headers={"Location": greenhouse_path("moved")})],
        "absolute": [Reply(301, headers={"Location": true_url})],
        "private": [Reply(302, headers={"Location": "http://169.254.169.254/latest"})],
        "loopback": [Reply(302, headers={"Location": "http://localhost:1/"})],
        "good-4": [OK],
    }
    for token, replies in says.items():
        web.says(greenhouse_path(token), *replies)
    web.says(ROBOTS, Reply(body=b"User-agent: *\nCrawl-delay: 30\n"))  # not for a replay without delay
    crawled = crawl("greenhouse", *says, "gone")
    assert crawled.summary is not None, crawled.error
    assert {token: row["status"] for token, row in crawled.rows.items()} == {
        **dict.fromkeys(says, "complete"),
        **dict.fromkeys(["broken", "cut", "login", "garbage", "loop", "bomb", "private", "loopback"], "failed"),
        "forbidden": "blocked",
        "gone": "absent",
    }
    rows = crawled.rows
    assert (rows["broken-once"]["requests"], rows["broken-once"]["errors"]) == (2, 1)
    assert (rows["broken"]["requests"], rows["broken"]["errors"]) == (4, 4)
    assert rows["private"]["reason"] == "Refused: redirected to the private address 169.254.169.254"
    assert rows["loopback"]["reason"] == "Refused: redirected to the private address localhost"
    assert "DOWNLOAD_MAXSIZE" in rows["bomb"]["reason"]
    assert crawled.summary.state == "degraded"
    assert crawled.summary.requests == len(web.asked)
    kept = [page for part in landing.parts(tmp_path) for page in landing.pages(part)]
    assert {page.url for page in kept if page.board in ("moving", "relative", "absolute")} == {true_url}
    assert not any("127.0.0.1" in page.url for page in kept)
    assert {page.body for page in kept} == {OK.body}


def test_agent_names_project_and_contact_and_asks_robots_first(web: Web, crawl: Crawl) -> None:
    web.says(greenhouse_path("a"), Reply(headers={"Set-Cookie": "me=1"}, body=greenhouse(1)))
    web.says(greenhouse_path("b"), OK)
    assert crawl("greenhouse", "a", "b", contact="ops@example.org").summary
    assert web.paths() == [ROBOTS, greenhouse_path("a"), greenhouse_path("b")]
    for request in web.asked:
        assert request.headers["User-Agent"].startswith("jobshift/")
        assert request.headers["User-Agent"].endswith(" (+ops@example.org)")
        assert "Cookie" not in request.headers
        assert "Referer" not in request.headers


def test_board_that_robots_forbid_is_blocked_not_empty(web: Web, crawl: Crawl) -> None:
    web.says(ROBOTS, Reply(body=b"User-agent: jobshift\nDisallow: /v1/boards/a/\n"))
    web.says(greenhouse_path("b"), OK)
    rows = crawl("greenhouse", "a", "b").rows
    assert (rows["a"]["status"], rows["a"]["reason"]) == ("blocked", "forbidden by robots.txt")
    assert (rows["a"]["requests"], rows["b"]["status"]) == (0, "complete")
    assert greenhouse_path("a") not in web.paths()


def test_crawl_with_nothing_is_a_failure(web: Web, crawl: Crawl) -> None:
    web.says(ROBOTS, Reply(body=b"User-agent: *\nDisallow: /\n"))
    summary = crawl("greenhouse", *"abcdefghij").summary
    assert summary is not None
    assert summary.state == "failed"
    assert summary.boards == {"blocked": 10}  # each by name, though more than a host's patience would bear, and at once
    assert web.paths() == [ROBOTS]


@pytest.mark.parametrize("robots", [Reply(503), Reply(302, headers={"Location": ROBOTS})])
def test_host_whose_robots_cannot_be_read_is_left_alone(web: Web, crawl: Crawl, robots: Reply) -> None:
    web.says(ROBOTS, robots)
    web.says(greenhouse_path("a"), OK)
    row = crawl("greenhouse", "a").rows["a"]
    assert row["status"] == "failed"
    assert "robots.txt could not be read" in row["reason"]
    assert greenhouse_path("a") not in web.paths()


def test_robots_answered_401_are_no_rules(web: Web, crawl: Crawl) -> None:
    web.says(ROBOTS, Reply(401, b"Unauthorized"))
    web.says(greenhouse_path("a"), OK)
    assert crawl("greenhouse", "a").rows["a"]["status"] == "complete"


def test_crawl_delay_raises_the_delay(web: Web, crawl: Crawl) -> None:
    web.says(ROBOTS, Reply(body=b"User-agent: *\nCrawl-delay: 0.3\n"))
    for token in "abc":
        web.says(greenhouse_path(token), OK)
    assert crawl("greenhouse", *"abc", delay=0.01).summary
    at = [request.at for request in web.asked]
    assert min(later - earlier for earlier, later in pairwise(at)) > 0.2


def test_crawl_delay_never_lowers_the_delay(web: Web, crawl: Crawl) -> None:
    web.says(ROBOTS, Reply(body=b"User-agent: *\nCrawl-delay: 0.01\n"))
    for token in "ab":
        web.says(greenhouse_path(token), OK)
    assert crawl("greenhouse", *"ab", delay=0.3).summary
    assert web.asked[2].at - web.asked[1].at > 0.2


def test_crawl_delay_of_hours_is_a_no(web: Web, crawl: Crawl) -> None:
    web.says(ROBOTS, Reply(body=b"User-agent: *\nCrawl-delay: 86400\n"))
    row = crawl("greenhouse", "a", delay=0.01).rows["a"]
    assert (row["status"], row["reason"]) == ("blocked", "robots.txt asks for 86400 s between requests")


def test_retry_after_is_honoured_for_the_whole_host(web: Web, crawl: Crawl) -> None:
    web.says(greenhouse_path("a"), Reply(429, headers={"Retry-After": "1"}), OK)
    web.says(greenhouse_path("b"), OK)
    web.says(greenhouse_path("c"), OK)
    assert crawl("greenhouse", *"abc", concurrency=2).rows["a"]["status"] == "complete"
    refused = next(request.at for request in web.asked if request.path == greenhouse_path("a"))
    # what was already under way may still arrive at once; then the host is left alone for the second it asked for
    assert [request.path for request in web.asked if refused + 0.5 < request.at < refused + 0.95] == []
    assert [request.at > refused + 0.95 for request in web.asked if request.path == greenhouse_path("a")] == [
        False,
        True,
    ]


def test_next_night_asks_only_for_changes(web: Web, crawl: Crawl, tmp_path: Path) -> None:
    for token in "abc":
        web.says(greenhouse_path(token), Reply(body=greenhouse(1), headers={"ETag": f'"{token}"'}))
    crawl("greenhouse", *"abc")
    web.says(greenhouse_path("b"), Reply(body=greenhouse(1, 2), headers={"ETag": '"new"'}))
    web.says(greenhouse_path("c"), Reply(body=greenhouse()))
    rows = crawl("greenhouse", *"abc", night=NIGHT + timedelta(days=1)).rows
    assert {token: (row["status"], row["postings"]) for token, row in rows.items()} == {
        "a": ("unchanged", 1),
        "b": ("complete", 2),
        "c": ("suspect", 0),
    }
    assert len([page for part in landing.parts(tmp_path) for page in landing.pages(part)]) == 5


def test_second_crawl_of_a_night_visits_only_what_is_unfinished(web: Web, crawl: Crawl) -> None:
    web.says(greenhouse_path("a"), OK)
    web.says(greenhouse_path("b"), Reply(403), OK)
    first, second, third = (crawl("greenhouse", "a", "b") for _ in range(3))
    assert first.summary
    assert second.summary
    assert third.summary
    assert dict(first.summary.boards) == {"complete": 1, "blocked": 1}
    assert (dict(second.summary.boards), second.summary.skipped) == ({"complete": 1}, 1)
    assert (dict(third.summary.boards), third.summary.skipped, third.summary.state) == ({}, 2, "completed")
    assert web.paths().count(greenhouse_path("a")) == 1


def test_live_crawl_needs_a_contact(crawl: Crawl) -> None:
    crawled = crawl("greenhouse", "a", replay=None, delay=None)
    assert crawled.summary is None
    assert "ContactMissing" in crawled.error


def thread(number: int, month: str, started: int, *comments: str | None) -> dict[str, object]:
    children = [
        {"id": number * 100 + place, "parent_id": number, "created_at_i": started + 60, "text": text}
        for place, text in enumerate(comments)
    ]
    title = f"Ask HN: Who is hiring? ({month})"
    return {"id": number, "title": title, "created_at_i": started, "children": children}


THREADS = (
    thread(30, "March 2024", 1709300000, "C | Dev | Rome"),
    thread(20, "February 2024", 1706790000, "A | Dev | Oslo", None, "B | SRE | Remote"),
    thread(10, "January 2024", 1704110000, "D | Dev | Bonn"),
)


def hacker_news(web: Web) -> None:
    """Three hiring threads and one of another kind, on two index pages."""
    hits = [{"objectID": str(one["id"]), "title": one["title"], "created_at_i": one["created_at_i"]} for one in THREADS]
    other = {"objectID": "99", "title": "Ask HN: Who wants to be hired? (March 2024)", "created_at_i": 1709300000}
    for number, part in enumerate([[other, *hits[:2]], hits[2:]]):
        web.says(INDEX.format(number), Reply(body=json.dumps({"hits": part, "nbHits": 4}).encode()))
    for one in THREADS:
        web.says(f"/hn.algolia.com/api/v1/items/{one['id']}", Reply(body=json.dumps(one).encode()))


def test_threads_are_found_in_the_index_and_read_whole(web: Web, crawl: Crawl, tmp_path: Path) -> None:
    hacker_news(web)
    night = date(2024, 3, 10)
    rows = crawl("hn", since=date(2024, 2, 1), until=date(2024, 3, 1), night=night).rows
    assert {token: (row["status"], row["postings"]) for token, row in rows.items()} == {
        "30": ("complete", 1),
        "20": ("complete", 2),
    }
    state = State(tmp_path, SOURCES["hn"])
    assert state.settled() == {"20"}  # begun on 1 February, read 38 days later
    state.close()


def test_index_that_ends_early_is_partial_and_its_threads_are_read(web: Web, crawl: Crawl) -> None:
    hacker_news(web)
    web.says(INDEX.format(1), Reply(body=b'{"hits": [], "nbHits": 4}'))
    rows = crawl("hn", night=date(2024, 3, 10)).rows
    assert {board: row["status"] for board, row in rows.items()} == {
        "index": "partial",
        "30": "complete",
        "20": "complete",
    }


def test_index_that_repeats_itself_is_left_and_its_threads_are_read(web: Web, crawl: Crawl) -> None:
    hacker_news(web)
    first = json.loads(web.replies[INDEX.format(0)][0].body)
    for number in range(20):
        web.says(INDEX.format(number), Reply(body=json.dumps(first | {"nbHits": 10**12}).encode()))
    rows = crawl("hn", night=date(2024, 3, 10)).rows
    assert {board: row["status"] for board, row in rows.items()} == {
        "index": "partial",
        "30": "complete",
        "20": "complete",
    }
    assert sum("search_by_date" in path for path in web.paths()) == 2


def test_second_backfill_adds_nothing(web: Web, crawl: Crawl, tmp_path: Path) -> None:
    hacker_news(web)
    crawl("hn", night=date(2024, 6, 1))
    before = sorted(path for path in tmp_path.rglob("*") if path.suffix in (".gz", ".jsonl"))
    again = crawl("hn", night=date(2024, 6, 2))
    assert again.summary is not None
    assert (dict(again.summary.boards), again.summary.skipped, again.summary.state) == ({}, 3, "completed")
    assert sorted(path for path in tmp_path.rglob("*") if path.suffix in (".gz", ".jsonl")) == before


@pytest.mark.parametrize(
    "body",
    [b"<html>Sign in</html>", b'{"hits": [{"objectID": "1"}], "nbHits": 1}', b'{"hits": [], "nbHits": 0}'],
)
def test_index_that_cannot_be_read_is_a_failed_night(web: Web, crawl: Crawl, body: bytes) -> None:
    web.says(INDEX.format(0), Reply(body=body))
    crawled = crawl("hn")
    assert crawled.summary is not None
    assert crawled.summary.state == "failed"
    assert crawled.rows["index"]["status"] == "failed"
