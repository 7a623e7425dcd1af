"""Career sites crawled: robots.txt, sitemaps, pages."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest

from spiders import landing
from spiders.sitemaps import is_sitemap, listed, may_be_a_job, named_in_robots
from spiders.sources.careers import Careers
from tests.spiders.small_web import NIGHT, Crawl, Reply, Web
from tests.spiders.test_careers_pages import job

SITE = "jobs.example.com"
MICRODATA = (
    '<html><body itemscope itemtype="http://schema.org/JobPosting"><h1 itemprop="title">Tester</h1>'
    '<div itemprop="description">You test.</div></body></html>'
)


def sitemap(*urls: tuple[str, str], kind: str = "url") -> bytes:
    blocks = "".join(f"<{kind}><loc>{url}</loc><lastmod>{mod}</lastmod></{kind}>" for url, mod in urls)
    root = "urlset" if kind == "url" else "sitemapindex"
    return (
        f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{blocks}</{root}>'.encode()
    )


def html(number: int) -> bytes:
    text = json.dumps(job(title=f"Engineer {number}"))
    return f'<html><script type="application/ld+json">{text}</script></html>'.encode()


def serve(web: Web, changed: str = "2026-03-01") -> None:
    """A site with an index, a sitemap of all pages and a gzipped one of jobs."""
    at = f"https://{SITE}"
    web.says(f"/{SITE}/robots.txt", Reply(200, f"User-agent: *\nDisallow: /admin\nSitemap: {at}/index.xml\n".encode()))
    maps = ((f"{at}/pages.xml", ""), (f"{at}/jobs.xml.gz", ""), ("https://elsewhere.example/jobs.xml", ""))
    web.says(f"/{SITE}/index.xml", Reply(200, sitemap(*maps, kind="sitemap")))
    pages = (
        "",
        "/about",
        "/blog/2024-review",
        "/jobs/1-engineer",
        "/jobs/culture-day",
        "/jobs/9-gone",
        "/jobs/a-2.pdf",
    )
    web.says(f"/{SITE}/pages.xml", Reply(200, sitemap(*((at + page, "2026-02-01") for page in pages))))
    jobs = sitemap((f"{at}/x/2", changed), (f"{at}/x/3", ""))
    web.says(f"/{SITE}/jobs.xml.gz", Reply(200, gzip.compress(jobs), {"Content-Type": "application/gzip"}))
    web.says(f"/{SITE}/jobs/1-engineer", Reply(200, html(1)))
    web.says(f"/{SITE}/jobs/culture-day", Reply(200, b"<html><p>Come and see us.</p></html>"))
    web.says(f"/{SITE}/x/2", Reply(200, html(2)))
    web.says(f"/{SITE}/x/3", Reply(200, MICRODATA.encode()))


def titles(data: Path, night: str) -> set[str | None]:
    parts = [part for part in landing.parts(data, "careers") if str(part.night) == night]
    pages = [page for part in parts for page in landing.pages(part)]
    return {posting.title for page in pages for posting in Careers.final(page).postings}


def test_a_site_is_read_by_its_sitemaps_and_pages_that_stand_are_not_asked_for_again(
    web: Web, crawl: Crawl, tmp_path: Path
) -> None:
    serve(web)
    found = crawl("careers", SITE)
    assert (found.rows[SITE]["status"], found.rows[SITE]["postings"]) == ("complete", 3)
    assert titles(tmp_path, str(NIGHT)) == {"Engineer 1", "Engineer 2", "Tester"}
    asked = web.paths()
    assert not [path for path in asked if "about" in path or "blog" in path or "pdf" in path or "elsewhere" in path]
    serve(web, changed="2026-03-03")
    later = crawl("careers", SITE, night=NIGHT + timedelta(days=1))
    assert (later.rows[SITE]["status"], later.rows[SITE]["postings"]) == ("complete", 3)
    pages = [path for path in web.paths()[len(asked) :] if "/jobs/" in path or "/x/" in path]
    assert set(pages) <= {f"/{SITE}/x/2", f"/{SITE}/jobs/9-gone"}
    assert titles(tmp_path, str(NIGHT + timedelta(days=1))) == {"Engineer 1", "Engineer 2", "Tester"}


def test_a_site_that_forbids_us_is_blocked_and_one_without_sitemaps_is_not_whole(web: Web, crawl: Crawl) -> None:
    web.says("/shut.example.com/robots.txt", Reply(200, b"User-agent: *\nDisallow: /\n"))
    web.says("/bare.example.com/robots.txt", Reply(200, b"User-agent: *\nDisallow:\n"))
    found = crawl("careers", "shut.example.com", "bare.example.com")
    assert found.rows["shut.example.com"]["status"] == "blocked"
    assert found.rows["bare.example.com"]["status"] == "partial"
    assert "sitemap.xml answered 404" in found.rows["bare.example.com"]["reason"]


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("/jobs/4711", True), ("/careers/senior-data-engineer", True), ("/en/job/data-engineer-berlin/1234", True),
        ("/stellenangebote/softwareentwickler-mwd", True), ("/o/data-engineer", True), ("/job-openings/qa-2", True),
        ("/jobs", False), ("/jobs/", False), ("/careers", False), ("/about/our-team", False), ("/blog/how-we", False),
        ("/jobs/photo-1.png", False), ("/", False),
    ],
)  # fmt: skip
def test_addresses_that_look_like_jobs(path: str, is_one: bool) -> None:
    assert may_be_a_job(f"https://x.example{path}", "https://x.example/sitemap.xml") == is_one


def test_sitemaps_are_read_as_they_are_written() -> None:
    body = b"<urlset><url><loc><![CDATA[https://www.x.example/a?b=1&amp;c=2]]></loc></url>"
    body += b"<url><loc>ftp://x</loc></url></urlset>"
    (only,) = listed(body, "https://x.example/s.xml")
    assert only.url == "https://www.x.example/a?b=1&c=2"
    assert is_sitemap(gzip.compress(body))
    assert not is_sitemap(b"\x1f\x8b torn")
    assert named_in_robots(b"SITEMAP:/a.xml\n# Sitemap: /b.xml", "https://x.example/robots.txt") == [
        "https://x.example/a.xml"
    ]
