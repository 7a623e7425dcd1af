"""Jobicy: the newest hundred remote postings of an industry."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from typing import Any, Literal

from pipeline.records import Page, Pay, Posting
from spiders.source import Listing, Source, decoded, distinct, field

PERIOD: dict[str, Literal["year", "month", "week", "day", "hour"]] = {
    "yearly": "year",
    "annual": "year",
    "year": "year",
    "monthly": "month",
    "month": "month",
    "weekly": "week",
    "week": "week",
    "daily": "day",
    "day": "day",
    "hourly": "hour",
    "hour": "hour",
}


class Jobicy(Source):
    """The remote jobs API; names are escaped for HTML."""

    name = "jobicy"
    version = 1
    host = "jobicy.com"
    robots = "often a challenge with 403; where readable the API is open (seen 2026-08)"
    terms = "no more than one request an hour; no redistribution to other job sites; link back"
    url = "https://jobicy.com/api/v2/remote-jobs?count=100&industry={token}"
    off = "its terms forbid redistribution"
    sections = ("dev", "data-science", "admin")

    @staticmethod
    def listing(page: Page) -> Listing:
        return Listing(field(page, decoded(page), "jobs", list))

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        published = row.get("pubDate")
        return Posting(
            ref=str(row["id"]),
            url=row["url"],
            title=unescape(row["jobTitle"]).strip(),
            html=row["jobDescription"],
            employer=unescape(row["companyName"]).strip() or None,
            places=distinct(row.get("jobGeo")),
            workplace=("remote",),
            employment=distinct(*(row.get("jobType") or ())),
            pay=_pay(row),
            posted_on=_instant(published).date() if published else None,
            posted_kind="posted" if published else "first_seen",
            department=next((unescape(name) for name in row.get("jobIndustry") or ()), None),
        )


def _instant(said: str) -> datetime:
    """In UTC; older answers leave the offset out."""
    at = datetime.fromisoformat(said)
    return at.astimezone(UTC) if at.tzinfo else at


def _pay(row: Any) -> Pay | None:
    low, high, period = row.get("salaryMin") or None, row.get("salaryMax") or None, row.get("salaryPeriod")
    if not (low or high) or not row.get("salaryCurrency") or period not in PERIOD:
        return None
    return Pay(low, high, row["salaryCurrency"], PERIOD[period])
