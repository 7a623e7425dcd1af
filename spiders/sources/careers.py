"""Career sites: whatever site advertises its jobs as schema.org JobPosting, in JSON-LD or microdata."""

from __future__ import annotations

from typing import Any

from pipeline.records import Page, Posting
from spiders import jobposting
from spiders.source import Listing, Source


class Careers(Source):
    """A board is a site: robots.txt names its sitemaps, these its pages, and each page says what it advertises."""

    name = "careers"
    version = 1
    host = "{token}"
    robots = "each site's own, read at run time"
    terms = "each site's own; schema.org markup is published for machines"
    url = "https://{token}/sitemap.xml"

    @staticmethod
    def listing(page: Page) -> Listing:
        return jobposting.listing(page)

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        return jobposting.posting(row, page)
