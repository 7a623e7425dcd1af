"""Arbeitnow: one feed of a hundred postings a page, newest first; mostly Germany."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from pipeline.records import Page, Posting
from spiders.source import Ask, Listing, Source, decoded, distinct, epoch_day, field

TAIL = re.compile(r"<p>Find (?:more )?<a [^>]*>[^<]*</a> on Arbeitnow</a>\s*(?:</p>)?\s*$")  # of every text
NEXT = "https://www.arbeitnow.com/api/job-board-api?page="


class Arbeitnow(Source):
    """The job board API. Many of its postings are copies of boards at other sources; it dates their import."""

    name = "arbeitnow"
    version = 1
    host = "www.arbeitnow.com"
    robots = "open but for trackers and /jobs/companies/*/apply (seen 2026-09)"
    terms = "free API, asks for a link back to Arbeitnow"
    url = "https://www.arbeitnow.com/api/job-board-api?page=1"
    sections = ("all",)
    most_pages = 100

    @staticmethod
    def listing(page: Page) -> Listing:
        return Listing(field(page, decoded(page), "data", list))

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        links = decoded(page).get("links")
        after = links.get("next") if isinstance(links, dict) else None
        return [Ask(after)] if isinstance(after, str) and after.startswith(NEXT) else []

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        html = TAIL.sub("", row["description"])
        if "<" not in html and "&lt;" in html:  # some are escaped and some are not, in one page
            html = unescape(html)
        return Posting(
            ref=row["slug"],
            url=row["url"],
            title=row["title"].strip(),
            html=html,
            employer=(row.get("company_name") or "").strip() or None,
            places=distinct(row.get("location")),
            workplace=("remote",) if row.get("remote") else (),
            employment=distinct(*(row.get("job_types") or ())),
            posted_on=epoch_day(row["created_at"]),
            posted_kind="created",  # at the import
        )
