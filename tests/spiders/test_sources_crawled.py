"""Every source is crawled over loopback: its sample pages are served where it looks for them, and all are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from spiders import landing
from spiders.sources import SOURCES
from tests.spiders.small_web import NIGHT, Crawl, Reply, Web
from tests.spiders.test_readers import PAGES


@dataclass(frozen=True)
class Served:
    """Where a source's sample pages are served, and what a crawl of them comes to."""

    pages: dict[str, str]  # path on the web -> file of tests/pages/<source>
    token: str | None = "acme"  # None: the source names its boards itself
    status: str = "complete"
    postings: int = 2
    robots: dict[str, bytes] = field(default_factory=dict)


SERVED = {
    "arbeitnow": Served(
        {
            "/www.arbeitnow.com/api/job-board-api?page=1": "feed.json",
            "/www.arbeitnow.com/api/job-board-api?page=2": "feed.json",  # the same again: the end
        },
        token=None,
    ),
    "smartrecruiters": Served(
        {
            "/api.smartrecruiters.com/v1/companies/acme/postings?limit=100&offset=0": "list.json",
            "/api.smartrecruiters.com/v1/companies/acme/postings/744000101010101": "posting.json",
        },
        postings=1,
    ),
}
ELSEWHERE = {
    "ashby",
    "careers",
    "careers_archive",
    "foreign",
    "greenhouse",
    "hn",
    "jobtech_ads",
    "lever",
    "usajobs_history",
}  # fmt: skip  in the tests of crawls, career sites and backfills


@pytest.mark.parametrize("source", SERVED)
def test_sample_pages_are_crawled_and_read(source: str, web: Web, crawl: Crawl, tmp_path: Path) -> None:
    served = SERVED[source]
    for path, name in served.pages.items():
        web.says(path, Reply(body=(PAGES / source / name).read_bytes()))
    done = crawl(source, *([served.token] if served.token else []))
    assert done.summary is not None, done.error
    rows = list(done.rows.values())
    assert [(row["status"], row["postings"]) for row in rows] == [(served.status, served.postings)], rows
    assert set(served.pages) <= set(web.paths())
    assert done.summary.warnings == ()
    final = [
        p
        for part in landing.parts(tmp_path)
        for page in landing.pages(part)
        for p in SOURCES[source].final(page).postings
    ]
    assert len({posting.ref for posting in final}) == served.postings
    assert all(part.night == NIGHT for part in landing.parts(tmp_path))


def test_every_source_is_crawled_somewhere() -> None:
    assert set(SERVED) | ELSEWHERE == set(SOURCES)


def test_source_shut_by_its_robots_is_blocked_and_never_empty(web: Web, crawl: Crawl) -> None:
    shut = b"User-agent: LinkedInBot\nAllow: /v1/companies/\n\nUser-agent: *\nDisallow: /\n"
    web.says("/api.smartrecruiters.com/robots.txt", Reply(body=shut))
    done = crawl("smartrecruiters", "acme")
    assert done.rows["acme"]["status"] == "blocked"
    assert web.paths() == ["/api.smartrecruiters.com/robots.txt"]
