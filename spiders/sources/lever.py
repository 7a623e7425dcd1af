"""Lever: one JSON array per board; the requirements stand in `lists`, beside the description."""

from __future__ import annotations

from html import escape
from typing import Any, Literal

from pipeline.records import Page, Pay, Posting
from spiders.source import Listing, Source, decoded, distinct, epoch_day, wrong_shape

WORKPLACE = {
    "unspecified": (),
    "remote": ("remote",),
    "hybrid": ("hybrid",),
    "on-site": ("onsite",),
    "onsite": ("onsite",),
}
PERIOD: dict[str, Literal["year", "month", "week", "day", "hour"]] = {
    "per-year-salary": "year",
    "per-month-salary": "month",
    "per-week-salary": "week",
    "per-day-wage": "day",
    "per-hour-wage": "hour",
}


class Lever(Source):
    """The Postings API. It names no employer (boards.csv does) and dates a posting's creation, not its publication."""

    name = "lever"
    version = 1
    host = "api.lever.co"
    robots = "open, Crawl-delay 1 (seen 2026-09)"
    terms = "documented: published postings may be read by third parties"
    url = "https://api.lever.co/v0/postings/{token}?mode=json"

    @staticmethod
    def listing(page: Page) -> Listing:
        rows = decoded(page)
        if not isinstance(rows, list):
            raise wrong_shape(page, "the document is no list")
        return Listing(rows)

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        categories = row["categories"]
        return Posting(
            ref=row["id"],
            url=row["hostedUrl"],
            title=row["text"].strip(),
            html=_html(row),
            places=distinct(categories.get("location"), *categories.get("allLocations", ())),
            countries=distinct(row.get("country")),
            workplace=WORKPLACE[row.get("workplaceType") or "unspecified"],
            employment=distinct(categories.get("commitment")),
            pay=_pay(row.get("salaryRange")),
            posted_on=epoch_day(row["createdAt"] / 1000),
            posted_kind="created",
            department=categories.get("department") or categories.get("team"),
        )


def _html(row: Any) -> str:
    lists = (f"<h3>{escape(part['text'])}</h3><ul>{part['content']}</ul>" for part in row["lists"])
    return "\n".join([row["description"], *lists, row.get("additional") or "", row.get("salaryDescription") or ""])


def _pay(given: Any) -> Pay | None:
    """None also for an interval that is no period of base pay (one-time, commission)."""
    if not given or given["interval"] not in PERIOD or not (given.get("min") or given.get("max")):
        return None
    return Pay(given.get("min"), given.get("max"), given["currency"], PERIOD[given["interval"]])
