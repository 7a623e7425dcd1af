"""Greenhouse: one JSON document per board, no paging."""

from __future__ import annotations

from typing import Any

from pipeline.records import Page, Posting
from spiders.entities import unescaped
from spiders.source import Listing, Source, decoded, distinct, field, utc_day


class Greenhouse(Source):
    """The Job Board API. Its list carries the text, but neither pay nor workplace."""

    name = "greenhouse"
    version = 1
    host = "boards-api.greenhouse.io"
    robots = "open except /embed/ (seen 2026-09)"
    terms = "public Job Board API, documented for reading without a key"
    url = "https://boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true"

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        rows = field(page, document, "jobs", list)
        return Listing(rows, field(page, field(page, document, "meta", dict), "total", int))

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        if row["internal_job_id"] is None:  # a prospect post: a talent pool, no job
            return None
        published = row.get("first_published")  # absent on old boards; updated_at is rewritten in bulk
        offices = row["offices"]
        return Posting(
            ref=str(row["id"]),
            url=row["absolute_url"],
            title=row["title"].strip(),
            html=unescaped(row["content"]),  # arrives escaped once; intro and outro stay, sections tell them
            employer=(row.get("company_name") or "").strip() or None,
            places=distinct(row["location"]["name"], *(office["location"] for office in offices)),
            posted_on=utc_day(published) if published else None,
            posted_kind="posted" if published else "first_seen",
            requisition=row.get("requisition_id"),
            department=next((department["name"].strip() for department in row["departments"]), None),
            language=row.get("language"),
        )
