"""The sample's server speaks as the live sources do, on loopback only."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from flows.sample import sample
from flows.sample.server import SampleServer, serving
from pipeline.records import Page
from spiders.sources import SOURCES

NIGHTS = (date(2025, 1, 6), date(2025, 1, 7), date(2025, 1, 8))
STORIES = "/hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring&hitsPerPage={size}&page={page}"


@pytest.fixture(scope="module")
def running() -> Iterator[SampleServer]:
    with serving(sample()) as server:
        yield server


@pytest.fixture
def server(running: SampleServer) -> SampleServer:
    running.set_night(NIGHTS[0])
    return running


def got(server: SampleServer, path: str, etag: str | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
    try:
        connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def board(server: SampleServer, source: str, place: int, night: date) -> Any:
    return [one for one in server.sample.nights[night] if one.source == source][place]


def address(source: str, token: str) -> str:
    return "/" + SOURCES[source].page_url(token).removeprefix("https://")


def page(source: str, token: str, body: bytes) -> Page:
    return Page(source, token, SOURCES[source].page_url(token), datetime(2025, 1, 6, tzinfo=UTC), 200, "0", body)


def test_it_listens_on_loopback_only(server: SampleServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.url.startswith("http://127.0.0.1:")
    assert server.socket.family is socket.AF_INET


def test_the_search_is_paged_and_holds_the_accounts_other_threads(server: SampleServer) -> None:
    hits: list[dict[str, Any]] = []
    for number in range(6):
        answer = json.loads(got(server, STORIES.format(size=20, page=number))[2])
        hits += answer["hits"]
    assert answer["nbHits"] == len(hits) == 3 * 34
    assert answer["nbPages"] == 6
    assert json.loads(got(server, STORIES.format(size=20, page=6))[2])["hits"] == []
    assert sum(hit["title"].startswith("Ask HN: Who is hiring?") for hit in hits) == 34
    assert [hit["created_at_i"] for hit in hits] == sorted((hit["created_at_i"] for hit in hits), reverse=True)


def test_the_reader_finds_every_posting_of_a_thread(server: SampleServer) -> None:
    thread = server.sample.threads[5]
    status, headers, body = got(server, address("hn", str(thread.number)))
    postings = list(SOURCES["hn"].read(page("hn", str(thread.number), body)))
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert {posting.ref for posting in postings} == {truth.ref for truth in thread.truth}
    assert {posting.month for posting in postings} == {thread.month}


@pytest.mark.parametrize("source", ["greenhouse", "lever", "ashby"])
def test_the_reader_finds_every_posting_of_a_board(server: SampleServer, source: str) -> None:
    one = board(server, source, 0, NIGHTS[0])
    status, _, body = got(server, address(source, one.token))
    reading = SOURCES[source].reading(page(source, one.token, body))
    assert status == 200
    assert reading.unread == ()
    assert {posting.ref for posting in reading.postings} == {truth.ref for truth in one.truth}
    assert all(posting.title and posting.html and posting.posted_on for posting in reading.postings)
    assert all(posting.posted_on < NIGHTS[0] for posting in reading.postings if posting.posted_on)


def test_robots_are_those_of_the_live_hosts(server: SampleServer) -> None:
    assert b"Disallow: /embed/" in got(server, "/boards-api.greenhouse.io/robots.txt")[2]
    assert b"Crawl-delay: 1" in got(server, "/api.lever.co/robots.txt")[2]
    assert got(server, "/api.ashbyhq.com/robots.txt")[0] == 401
    assert got(server, "/hn.algolia.com/robots.txt")[0] == 404


def test_an_unchanged_board_answers_304_to_its_etag(server: SampleServer) -> None:
    path = address("greenhouse", board(server, "greenhouse", 0, NIGHTS[0]).token)
    _, headers, _ = got(server, path)
    status, again, body = got(server, path, headers["ETag"])
    assert (status, body, again["ETag"]) == (304, b"", headers["ETag"])


def test_boards_open_and_close_postings_between_nights(server: SampleServer) -> None:
    refs = [
        {truth.ref for one in server.sample.nights[night] for truth in one.truth} for night in (NIGHTS[0], NIGHTS[1])
    ]
    assert refs[1] - refs[0]
    assert refs[0] - refs[1]
    path = address("ashby", board(server, "ashby", 0, NIGHTS[0]).token)
    before = got(server, path)[2]
    server.set_night(NIGHTS[1])
    assert got(server, path)[2] != before


def test_a_source_fails_in_the_second_night_only(server: SampleServer) -> None:
    path = address("lever", board(server, "lever", 0, NIGHTS[0]).token)
    found = []
    for night in NIGHTS:
        server.set_night(night)
        found.append(got(server, path)[0])
    assert found == [200, 500, 200]


def test_a_board_breaks_off_in_the_third_night(server: SampleServer) -> None:
    server.set_night(NIGHTS[2])
    with pytest.raises(http.client.IncompleteRead):
        got(server, address("greenhouse", board(server, "greenhouse", 0, NIGHTS[2]).token))


def test_a_board_announces_more_than_it_shows_in_the_second_night(server: SampleServer) -> None:
    server.set_night(NIGHTS[1])
    one = board(server, "greenhouse", 1, NIGHTS[1])
    reading = SOURCES["greenhouse"].reading(
        page("greenhouse", one.token, got(server, address("greenhouse", one.token))[2])
    )
    assert (reading.rows, reading.total) == (len(one.truth) // 2, len(one.truth))


def test_unknown_boards_are_absent_in_each_sources_own_way(server: SampleServer) -> None:
    missing = board(server, "ashby", -1, NIGHTS[0])
    assert missing.body is None
    status, headers, body = got(server, address("ashby", missing.token))
    assert (status, headers["Content-Type"], body) == (404, "text/plain", b"Not Found")
    assert json.loads(got(server, address("greenhouse", "nobody"))[2])["error"] == "Job not found"
    assert json.loads(got(server, address("lever", "nobody"))[2])["ok"] is False
