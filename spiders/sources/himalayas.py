"""Himalayas: remote postings, newest first, twenty a page; a night reads the newest thousand of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import quote

from pipeline.records import Page, Pay, Posting
from spiders.source import Ask, Listing, Source, decoded, distinct, epoch_day, field

PAGE = "https://himalayas.app/jobs/api?limit=20"
PERIOD: dict[str, Literal["year", "month", "week", "day", "hour"]] = {
    "annual": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
}


class Himalayas(Source):
    """The jobs API. Its board is never read whole, and so never closes a posting."""

    name = "himalayas"
    version = 1
    host = "himalayas.app"
    robots = "/jobs/api open, once served with 404 (seen 2026-10)"
    terms = "free API, asks for credit and a link back"
    url = PAGE
    off = "a night could read one in a hundred of its postings"
    sections = ("newest",)
    most_pages = 50

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        return Listing(field(page, document, "jobs", list), field(page, document, "totalCount", int))

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        document = decoded(page)
        cursor = document.get("nextCursor")
        return [Ask(f"{PAGE}&cursor={quote(cursor, safe='')}")] if document["jobs"] and isinstance(cursor, str) else []

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        return Posting(
            ref=row["guid"],
            url=row.get("applicationLink") or row["guid"],
            title=row["title"].strip(),
            html=row["description"],
            employer=(row.get("companyName") or "").strip() or None,
            places=distinct(*(f"Remote - {place}" for place in row.get("locationRestrictions") or ())),
            workplace=("remote",),
            employment=distinct(row.get("employmentType")),
            pay=_pay(row),
            posted_on=epoch_day(row["pubDate"]),
            posted_kind="posted",  # expiryDate is two months on, whatever the job
            department=next(iter(row.get("parentCategories") or ()), None),
        )


def _pay(row: Any) -> Pay | None:
    low, high, period = row.get("minSalary") or None, row.get("maxSalary") or None, row.get("salaryPeriod")
    if not (low or high) or not row.get("currency") or period not in PERIOD:
        return None
    return Pay(low, high, row["currency"], PERIOD[period])
