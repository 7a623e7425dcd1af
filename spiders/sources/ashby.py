"""Ashby: one JSON document per board, with pay where the employer shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pipeline.records import Page, Pay, Posting
from spiders.source import Listing, Source, decoded, distinct, field, utc_day

WORKPLACE = {"Remote": ("remote",), "Hybrid": ("hybrid",), "OnSite": ("onsite",)}
PERIOD: dict[str, Literal["year", "month", "week", "day", "hour"]] = {
    "1 YEAR": "year",
    "1 MONTH": "month",
    "1 WEEK": "week",
    "1 DAY": "day",
    "1 HOUR": "hour",
}


class Ashby(Source):
    """The public posting API. It names no employer: boards.csv does."""

    name = "ashby"
    version = 1
    host = "api.ashbyhq.com"
    robots = "answers 401 without rules, which RFC 9309 reads as none (seen 2026-10)"
    terms = "public posting API, documented for careers pages"
    url = "https://api.ashbyhq.com/posting-api/job-board/{token}?includeCompensation=true"

    @staticmethod
    def listing(page: Page) -> Listing:
        return Listing(field(page, decoded(page), "jobs", list))

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        if not row["isListed"]:
            return None
        return Posting(
            ref=row["id"],
            url=row["jobUrl"],
            title=row["title"].strip(),
            html=row["descriptionHtml"],
            places=distinct(row["location"], *(place["location"] for place in row["secondaryLocations"])),
            countries=distinct(*_countries(row)),
            workplace=_workplace(row),
            employment=distinct(row.get("employmentType")),
            pay=_pay(row),
            posted_on=utc_day(row["publishedAt"]),
            posted_kind="posted",
            department=row.get("department") or row.get("team"),
        )


def _countries(row: Any) -> Iterator[str | None]:
    for place in (row, *row["secondaryLocations"]):
        address = (place.get("address") or {}).get("postalAddress") or place.get("address") or {}
        yield address.get("addressCountry")


def _workplace(row: Any) -> tuple[str, ...]:
    """`workplaceType` where given: isRemote was seen true beside Hybrid."""
    if row["workplaceType"] is not None:
        return WORKPLACE[row["workplaceType"]]
    return ("remote",) if row["isRemote"] else ()


def _pay(row: Any) -> Pay | None:
    """The first salary component, only if the employer shows pay on its own page."""
    if not row.get("shouldDisplayCompensationOnJobPostings") or not row.get("compensation"):
        return None
    for part in row["compensation"]["summaryComponents"]:
        bounds = part.get("minValue"), part.get("maxValue")
        if part["compensationType"] == "Salary" and part["interval"] in PERIOD and part["currencyCode"] and any(bounds):
            return Pay(*bounds, part["currencyCode"], PERIOD[part["interval"]])
    return None
