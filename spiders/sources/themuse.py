"""The Muse: pages of twenty postings by category; a category holds much that is of another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.records import Page, Posting
from spiders.source import Ask, Listing, Source, decoded, distinct, field, utc_day, wrong_shape

PAGE = "https://www.themuse.com/api/public/jobs?category={token}&page="
LAST = 99  # deeper pages are refused


class Themuse(Source):
    """The public jobs API; some postings stand there for years."""

    name = "themuse"
    version = 1
    host = "www.themuse.com"
    robots = "/api/public/jobs allowed (seen 2026-09)"
    terms = "public API, 500 requests an hour without a key"
    url = f"{PAGE}0"
    sections = ("Computer and IT", "Data and Analytics", "Software Engineering")
    most_pages = LAST + 1
    delay = 8.0  # 500 requests an hour

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        name = "results" if isinstance(document, dict) and "results" in document else "jobs"
        rows, total = field(page, document, name, list), document.get("total")
        if total is not None and type(total) is not int:
            raise wrong_shape(page, "no int 'total' in the document")
        return Listing(rows, total)

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        document = decoded(page)
        number, pages = document.get("page"), document.get("page_count")
        if type(number) is not int or type(pages) is not int or number + 1 >= pages:
            return []
        base, is_numbered, _ = page.url.rpartition("&page=")
        return [Ask(f"{base}&page={number + 1}")] if is_numbered else []

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        places = [place["name"] for place in row["locations"]]
        return Posting(
            ref=str(row["id"]),
            url=row["refs"]["landing_page"],
            title=row["name"].strip(),
            html=row["contents"],
            employer=((row.get("company") or {}).get("name") or "").strip() or None,
            places=distinct(*places),
            workplace=("remote",) if any("remote" in place.lower() for place in places) else (),
            employment=("Internship",) if any(level["name"] == "Internship" for level in row["levels"]) else (),
            posted_on=utc_day(row["publication_date"]),
            posted_kind="posted",
            department=next((category["name"] for category in row["categories"]), None),
        )
