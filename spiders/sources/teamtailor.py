"""Teamtailor: a JSON feed per board, each item with its schema.org JobPosting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from pipeline.records import Page, Posting
from spiders import jobposting
from spiders.source import Ask, Listing, Source, decoded, distinct, field, utc_day
from spiders.structured import Items

FEED = "https://{token}.teamtailor.com/jobs.json?per_page=100&offset={offset}"


class Teamtailor(Source):
    """The JSON feed of a careers site; what its JobPosting says counts, where the item itself does not."""

    name = "teamtailor"
    version = 1
    host = "teamtailor.com"
    robots = "read at run time"
    terms = "public feed of each careers site"
    url = "https://{token}.teamtailor.com/jobs.json"
    most_pages = 30

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        title = document.get("title") if isinstance(document, dict) else None
        return Listing([{"feed": title, "item": item} for item in field(page, document, "items", list)])

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        """The next hundred, where a page is full."""
        rows = decoded(page)["items"]
        offset = int(page.url.rpartition("offset=")[2]) if "offset=" in page.url else 0
        full = len(rows) >= 100
        return [Ask(FEED.format(token=quote(page.board, safe=""), offset=offset + len(rows)))] if full else []

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        item = row["item"]
        said = item.get("_jobposting") or {}
        node = {"description": item.get("content_html"), "title": item["title"], **said}
        node.setdefault("hiringOrganization", row["feed"])  # the feed is named after its site's employer
        found = jobposting.posting(jobposting.Row(node, Items(), item["id"]), page)
        published = item.get("date_published") or said.get("datePosted")
        value = (said.get("identifier") or {}).get("value")
        return Posting(
            ref=item["id"],
            url=item["url"],
            title=item["title"].strip(),
            html=found.html if found else None,
            employer=found.employer if found else None,
            places=found.places if found else (),
            countries=found.countries if found else (),
            workplace=found.workplace if found else (),
            employment=found.employment if found else (),
            pay=found.pay if found else None,
            posted_on=utc_day(published) if published else None,
            posted_kind="posted" if published else "first_seen",
            requisition=next(iter(distinct(str(value) if value is not None else None)), None),
            language=item.get("language"),
        )
