"""Breezy: a JSON list per board without texts; the page of each posting has it as schema.org JobPosting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from pipeline.records import Page, Posting
from spiders import jobposting
from spiders.said_pay import said_pay
from spiders.source import Ask, Listing, Source, decoded, digest, distinct, utc_day, wrong_shape


class Breezy(Source):
    """The list of a careers site, and its pages."""

    name = "breezy"
    version = 1
    host = "breezy.hr"
    robots = "read at run time"
    terms = "public list of each careers site"
    url = "https://{token}.breezy.hr/json"
    most_details = 500

    @staticmethod
    def document(page: Page) -> Any:
        if page.body.lstrip()[:1] == b"[":
            return decoded(page)
        return [getattr(row, "node", None) for row in jobposting.listing(page).rows]

    @staticmethod
    def listing(page: Page) -> Listing:
        if page.body.lstrip()[:1] != b"[":
            return jobposting.listing(page)
        rows = decoded(page)
        if not all(isinstance(row, dict) for row in rows):
            raise wrong_shape(page, "the document is no list of postings")
        return Listing(rows)

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        if page.body.lstrip()[:1] != b"[":
            return
        for row in decoded(page):
            url = row.get("url") if isinstance(row, dict) else None
            if isinstance(url, str) and (urlsplit(url).hostname or "").endswith(".breezy.hr"):
                yield Ask(url, is_detail=True, mark=digest(row), accept="text/html")

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        if not isinstance(row, dict):
            found = jobposting.posting(row, page)
            return found and replace(found, ref=_ref(page.url) or found.ref, url=page.url)
        places = [place for place in (row.get("location"), *(row.get("locations") or ())) if place]
        published = row.get("published_date")
        return Posting(
            ref=row["id"],
            url=row["url"],
            title=row["name"].strip(),
            employer=((row.get("company") or {}).get("name") or "").strip() or None,
            places=distinct(*(_place(place) for place in places)),
            countries=distinct(*((place.get("country") or {}).get("id") for place in places)),
            workplace=("remote",) if any(place.get("is_remote") for place in places) else (),
            employment=distinct((row.get("type") or {}).get("name")),
            pay=said_pay({"value": row.get("salary"), "unitText": row.get("salary")}, _currency(row.get("salary"))),
            posted_on=utc_day(published) if published else None,
            posted_kind="posted" if published else "first_seen",
            department=row.get("department") or None,
        )


def _ref(url: str) -> str:
    """The id of a posting: its page is /p/<id>-<its title>."""
    return urlsplit(url).path.rpartition("/p/")[2].partition("-")[0]


def _currency(salary: Any) -> str:
    return "USD" if isinstance(salary, str) and salary.startswith("$") else ""


def _place(place: Any) -> str:
    parts = place.get("city"), (place.get("state") or {}).get("name"), (place.get("country") or {}).get("name")
    return ", ".join(distinct(*parts)) or place.get("name") or ""
