"""Career pages out of web archives: what was advertised in the month in which a page was captured."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.records import Page, Posting
from spiders import jobposting
from spiders.source import Listing, Source


class CareersArchive(Source):
    """A board is a month of captures: the page stands for the month it was seen in, however old its job is."""

    name = "careers_archive"
    version = 1
    is_archive = True
    host = "{token}"
    robots = "obeyed by whoever made the archive"
    terms = "the archive's; Common Crawl's are open"
    url = "https://{token}/"

    @staticmethod
    def listing(page: Page) -> Listing:
        return jobposting.listing(page)

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        found = jobposting.posting(row, page)
        return found and replace(found, month=page.fetched_at.date().replace(day=1))
