"""Career sites: whatever site advertises its jobs as schema.org JobPosting, in JSON-LD or microdata."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.records import Page, Posting
from spiders import jobposting, sitemaps
from spiders.errors import WrongShape
from spiders.source import Ask, Listing, Source, wrong_shape

XML, HTML = "application/xml, text/xml;q=0.9, */*;q=0.1", "text/html, */*;q=0.1"


class Careers(Source):
    """A board is a site (its host), or the address of a sitemap without the scheme where no robots.txt names it.

    robots.txt names the sitemaps, these the pages that look like jobs, and each page says what it advertises.
    """

    name = "careers"
    version = 1
    host = "{token}"
    robots = "each site's own, read at run time"
    terms = "each site's own; schema.org markup is published for machines"
    url = "https://{token}/robots.txt"
    accept = "text/plain, application/xml, */*;q=0.1"
    most_pages = 60
    most_details = 1_000

    @classmethod
    def page_url(cls, token: str) -> str:
        return f"https://{token}" if "/" in token else f"https://{token}/robots.txt"

    @staticmethod
    def document(page: Page) -> Any:
        """Nothing whose fields are to be watched: schema.org has hundreds, and sites choose among them."""
        _rows(page)
        return {}

    @staticmethod
    def listing(page: Page) -> Listing:
        return Listing(_rows(page))

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        if _is_robots(page):
            for url in sitemaps.named_in_robots(page.body, page.url):
                yield Ask(url, accept=XML, chain=url)
        elif sitemaps.is_sitemap(page.body):
            for found in sitemaps.listed(page.body, page.url):
                if found.is_sitemap:
                    yield Ask(found.url, accept=XML, chain=found.url)
                elif sitemaps.may_be_a_job(found.url, page.url):
                    yield Ask(found.url, is_detail=True, mark=found.lastmod, accept=HTML)

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        return None if isinstance(row, str) else jobposting.posting(row, page)


def _is_robots(page: Page) -> bool:
    return page.url.endswith("/robots.txt") and b"<html" not in page.body[:1000].lower()


def _rows(page: Page) -> list[Any]:
    """The addresses that robots.txt or a sitemap names; the postings of a page of the site, if it has any."""
    if _is_robots(page):
        return list(sitemaps.named_in_robots(page.body, page.url))
    if sitemaps.is_sitemap(page.body):
        return [found.url for found in sitemaps.listed(page.body, page.url)]
    try:
        return jobposting.listing(page).rows
    except WrongShape:
        head = page.body[:1000].lower()
        if b"<html" in head or b"<!doctype html" in head:
            return []  # a page that looked like a job and is none
        raise wrong_shape(page, "neither robots.txt, sitemap nor page") from None
