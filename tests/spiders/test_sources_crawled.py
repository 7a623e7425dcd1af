"""Every source is crawled over loopback: its sample pages are served where it looks for them, and all are read."""

from __future__ import annotations

import gzip
import itertools
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


SEARCH = "/jobsearch.api.jobtechdev.se/search?occupation-field=apaJ_2ja_LuF&sort=pubdate-asc&limit=100&offset="
ADZUNA = (
    "/api.adzuna.com/v1/api/jobs/{}/search/1?results_per_page=50&category=it-jobs&sort_by=date&app_id=ID7&app_key=KEY7"
)
WORKDAY = "/acme.wd5.myworkdayjobs.com/wday/cxs/acme/Careers"
SERVED = {
    "adzuna": Served({ADZUNA.format(country): "search.json" for country in ("de", "gb", "us")}, token=None),
    "arbeitnow": Served(
        {
            "/www.arbeitnow.com/api/job-board-api?page=1": "feed.json",
            "/www.arbeitnow.com/api/job-board-api?page=2": "feed.json",  # the same again: the end
        },
        token=None,
    ),
    "breezy": Served(
        {"/acme.breezy.hr/json": "list.json", "/acme.breezy.hr/p/7fa0c1d2e3b4-ml-engineer": "posting.html"}, postings=1
    ),
    "himalayas": Served({"/himalayas.app/jobs/api?limit=20": "jobs.json"}, token=None, postings=1),
    "jobicy": Served(
        {
            f"/jobicy.com/api/v2/remote-jobs?count=100&industry={name}": "jobs.json"
            for name in ("dev", "data-science", "admin")
        },
        token=None,
        postings=1,
    ),
    "jobtech": Served({f"{SEARCH}0": "search.json"}, token=None, postings=1),
    "personio": Served({"/acme.jobs.personio.de/xml?language=en": "feed.xml"}),
    "recruitee": Served({"/acme.recruitee.com/api/offers/": "offers.json"}),
    "remoteok": Served({"/remoteok.com/api": "api.json"}, token=None, postings=1),
    "remotive": Served({"/remotive.com/api/remote-jobs": "jobs.json"}, token=None, postings=1),
    "teamtailor": Served({"/acme.teamtailor.com/jobs.json": "feed.json"}),
    "themuse": Served(
        {
            f"/www.themuse.com/api/public/jobs?category={name}&page=0": "category.json"
            for name in ("Computer%20and%20IT", "Data%20and%20Analytics", "Software%20Engineering")
        },
        token=None,
    ),
    "usajobs": Served(
        {
            f"/data.usajobs.gov/api/Search?JobCategoryCode={series}&ResultsPerPage=500&Page=1": "search.json"
            for series in ("1550", "1560", "2210")
        },
        token=None,
        postings=1,
    ),
    "weworkremotely": Served(
        {f"/weworkremotely.com/categories/{token}.rss": "category.rss" for token in SOURCES["weworkremotely"].sections},
        token=None,
    ),
    "workable": Served({"/apply.workable.com/api/v1/widget/accounts/acme?details=true": "account.json"}),
    "workday": Served(
        {f"{WORKDAY}/jobs": "list.json", f"{WORKDAY}/job/Austin-TX/Cloud-Architect_JR500123": "posting.json"},
        token="acme.wd5/Careers",
        postings=1,
    ),
    "smartrecruiters": Served(
        {
            "/api.smartrecruiters.com/v1/companies/acme/postings?limit=100&offset=0": "list.json",
            "/api.smartrecruiters.com/v1/companies/acme/postings/744000101010101": "posting.json",
        },
        postings=1,
    ),
}
KEYS = {"ADZUNA_APP_ID": "ID7", "ADZUNA_APP_KEY": "KEY7", "USAJOBS_EMAIL": "me@example.org", "USAJOBS_KEY": "KEY8"}
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
def test_sample_pages_are_crawled_and_read(
    source: str, web: Web, crawl: Crawl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = SERVED[source]
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    for path, name in served.pages.items():
        web.says(path, Reply(body=(PAGES / source / name).read_bytes()))
    done = crawl(source, *([served.token] if served.token else []))
    assert done.summary is not None, done.error
    rows = list(done.rows.values())
    boards = 1 if served.token else len(SOURCES[source].sections)
    assert [(row["status"], row["postings"]) for row in rows] == [(served.status, served.postings)] * boards, rows
    assert set(served.pages) <= set(web.paths())
    assert not any("new field" in warning for warning in done.summary.warnings)
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


def test_tenants_share_one_delay_robots_included(web: Web, crawl: Crawl) -> None:
    for token in ("a", "b"):
        web.says(f"/{token}.recruitee.com/api/offers/", Reply(body=b'{"offers": []}'))
    crawl("recruitee", "a", "b", delay=0.3)
    at = [request.at for request in web.asked]
    assert len(at) == 4  # robots.txt and offers of each
    assert all(after - before > 0.25 for before, after in itertools.pairwise(at))


def test_source_that_shuts_its_api_by_robots_is_blocked_though_it_names_its_board(web: Web, crawl: Crawl) -> None:
    web.says("/remotive.com/robots.txt", Reply(body=b"User-agent: *\nDisallow: /api/*\nDisallow: /*search=\n"))
    done = crawl("remotive")
    assert [row["status"] for row in done.rows.values()] == ["blocked"]
    assert done.summary is not None
    assert done.summary.state == "failed"


def test_keys_go_over_the_wire_and_nowhere_else(
    web: Web, crawl: Crawl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    page = (PAGES / "adzuna" / "search.json").read_bytes().replace(b"4700000001", b"KEY7")  # it repeats the key
    web.says(
        ADZUNA.format("gb"), Reply(body=gzip.compress(page), headers={"Content-Encoding": "gzip", "X-Key": "KEY7"})
    )
    web.says(ADZUNA.format("us"), Reply(302, headers={"Location": "/api.adzuna.com/moved?app_key=KEY7"}))
    web.says(ADZUNA.format("de"), Reply(500))
    web.says("/api.adzuna.com/moved?app_key=key-not-kept&app_id=ID7&app_key=KEY7", Reply(404, b"{}"))
    done = crawl("adzuna")
    assert done.rows["gb"]["status"] == "complete"
    assert any("app_key=KEY7" in path for path in web.paths())
    kept = [page.body for part in landing.parts(tmp_path) for page in landing.pages(part)]
    assert all(b"KEY7" not in body and b"key-not-kept" in body for body in kept)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            body = file.read_bytes()
            text = gzip.decompress(body) if file.suffix == ".gz" else body
            assert b"KEY7" not in text, file
            assert b"ID7" not in text, file


def test_source_without_its_keys_is_not_asked(web: Web, crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    done = crawl("usajobs")
    assert "usajobs needs USAJOBS_EMAIL and USAJOBS_KEY in the environment" in done.error
    assert web.paths() == []
