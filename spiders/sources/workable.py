"""Workable: one JSON document per account; a job in several places stands there once for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipeline.records import Page, Pay, Posting
from spiders.source import Listing, Source, decoded, distinct, field

WORKPLACE = {"remote": ("remote",), "hybrid": ("hybrid",), "on_site": ("onsite",)}


class Workable(Source):
    """The widget that accounts embed in their own sites. A row in the shape of the keyed API is read as well."""

    name = "workable"
    version = 1
    host = "apply.workable.com"
    robots = "open; Content-Signal: search=yes, ai-input=yes, ai-train=no (seen 2026-09)"
    terms = "public widget, undocumented"
    url = "https://apply.workable.com/api/v1/widget/accounts/{token}?details=true"
    delay = 2.0  # it answered 429 to one in fifteen requests half a second apart (seen 2026-09)

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        jobs: dict[Any, list[Any]] = {}
        for number, row in enumerate(field(page, document, "jobs", list)):
            code = row.get("shortcode") if isinstance(row, dict) else None
            jobs.setdefault(code if isinstance(code, str) else number, []).append(row)
        return Listing([{"name": document.get("name"), "rows": rows} for rows in jobs.values()])

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        job, places = row["rows"][0], [place for one in row["rows"] for place in _places(one)]
        if (job.get("state") if "location" in job else None) not in (None, "", "published"):
            return None
        published, made = job.get("published_on"), job.get("created_at")
        where = job.get("location") or {}
        is_remote = job.get("telecommuting") or where.get("telecommuting")
        return Posting(
            ref=job["shortcode"],
            url=job.get("url") or job["shortlink"],
            title=job["title"].strip(),
            html=job.get("description") or None,
            employer=(row["name"] or "").strip() or None,
            places=distinct(*(text for text, _ in places)),
            countries=distinct(*(country for _, country in places)),
            workplace=WORKPLACE.get(where.get("workplace_type") or "", ("remote",) if is_remote else ()),
            employment=distinct(job.get("employment_type")),
            pay=_pay(job.get("salary") or {}),
            posted_on=date.fromisoformat((published or made)[:10]) if published or made else None,
            posted_kind="posted" if published else "created" if made else "first_seen",
            requisition=job.get("code") or None,
            department=job.get("department") or job.get("function") or None,
        )


def _places(row: Any) -> Iterator[tuple[str, str]]:
    """The places of a row and their countries; a place that the employer hides is not told."""
    if isinstance(where := row.get("location"), dict):
        yield where.get("location_str") or "", where.get("country_code") or where.get("country") or ""
        return
    yield ", ".join(distinct(row.get("city"), row.get("state"), row.get("country"))), row.get("country") or ""
    for place in row.get("locations") or ():
        if not place.get("hidden"):
            text = ", ".join(distinct(place.get("city"), place.get("region"), place.get("country")))
            yield text, place.get("countryCode") or ""


def _pay(given: Any) -> Pay | None:
    """Of the keyed API only, which names no period: none but a year has such amounts."""
    low, high, currency = given.get("salary_from"), given.get("salary_to"), given.get("salary_currency")
    if not currency or not (low or high) or (low or high) < 10_000:
        return None
    return Pay(low, high, currency.upper(), "year")
