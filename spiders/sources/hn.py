"""Hacker News: the monthly "Ask HN: Who is hiring?" threads; one top-level comment is one posting."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from pipeline.records import Page, Posting
from spiders.source import Entry, Listing, Source, decoded, epoch_day, field, wrong_shape

TITLE = re.compile(r"^Ask HN: Who is hiring\?\s*(?:\((?P<month>[a-z]{3})[a-z]*\.? (?P<year>\d{4})\))?", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SETTLED_AFTER = timedelta(days=32)  # comments close after some two weeks; edits end two hours after a comment


class Hn(Source):
    """Threads by the account `whoishiring`, through the search service that HN's own search uses."""

    name = "hn"
    version = 1
    host = "hn.algolia.com"
    robots = "404: no rules (seen 2026-10)"
    terms = "open API without a key; no licence on comment texts: derived facts and short quotes only"
    url = "https://hn.algolia.com/api/v1/items/{token}"
    index = (
        "https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring"
        "&hitsPerPage=1000&page={page}&attributesToHighlight=none"
    )

    @staticmethod
    def entries(page: Page) -> tuple[list[Entry], int, int]:
        """The hiring threads of a search page; "wants to be hired" and "freelancer" are other threads."""
        document = decoded(page)
        hits = field(page, document, "hits", list)
        threads = [hit for hit in hits if TITLE.match(hit["title"])]
        found = [Entry(hit["objectID"], _month(hit["title"], hit["created_at_i"])) for hit in threads]
        return found, len(hits), field(page, document, "nbHits", int)

    @staticmethod
    def listing(page: Page) -> Listing:
        thread = decoded(page)
        title, started = field(page, thread, "title", str), field(page, thread, "created_at_i", int)
        if not TITLE.match(title):
            raise wrong_shape(page, f"no hiring thread but {title[:80]!r}")
        month, number = _month(title, started), field(page, thread, "id", int)
        return Listing([(month, number, comment) for comment in field(page, thread, "children", list)])

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        month, thread, comment = row
        if comment["parent_id"] != thread or not comment["text"]:  # a reply; deleted
            return None
        return Posting(
            ref=str(comment["id"]),
            url=f"https://news.ycombinator.com/item?id={comment['id']}",
            html=comment["text"],
            posted_on=epoch_day(comment["created_at_i"]),
            posted_kind="thread",
            month=month,
        )

    @staticmethod
    def settles_on(page: Page) -> date | None:
        """A thread read more than 31 days after its start is complete for ever."""
        return epoch_day(field(page, decoded(page), "created_at_i", int)) + SETTLED_AFTER


def _month(title: str, started: float) -> date:
    """The month in the title; of the few threads without one, the month they were started in."""
    found = TITLE.match(title)
    if found and found["month"] and found["month"].lower() in MONTHS:
        return date(int(found["year"]), MONTHS.index(found["month"].lower()) + 1, 1)
    return epoch_day(started).replace(day=1)
