"""Remotive: a score of remote postings; its robots.txt shuts the API that its documentation offers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from pipeline.records import Page, Posting
from spiders.source import Listing, Source, decoded, distinct, field

TRACKER = re.compile(r"<img\b[^>]*/job/track/[^>]*>", re.I)


class Remotive(Source):
    """The remote jobs API. Its tags are noise and are not read; pay is free text and joins the description."""

    name = "remotive"
    version = 1
    host = "remotive.com"
    robots = "Disallow: /api/* (seen 2026-08)"
    terms = "documented API: four requests a day, link back, no other job site"
    url = "https://remotive.com/api/remote-jobs"
    off = "its robots.txt forbids the API"
    sections = ("newest",)
    delay = 30.0

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        rows, total = field(page, document, "jobs", list), document.get("job-count")
        return Listing(rows, total if type(total) is int else None)

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        pay = (row.get("salary") or "").strip()
        return Posting(
            ref=str(row["id"]),
            url=row["url"],
            title=row["title"].strip(),
            html=TRACKER.sub("", row["description"]) + (f"\n<p>Salary: {pay}</p>" if pay else ""),
            employer=(row.get("company_name") or "").strip() or None,
            places=distinct(row.get("candidate_required_location")),
            workplace=("remote",),
            employment=distinct(row.get("job_type")),
            posted_on=date.fromisoformat(row["publication_date"][:10]),  # without an offset: taken for UTC
            posted_kind="posted",
            department=row.get("category") or None,
        )
