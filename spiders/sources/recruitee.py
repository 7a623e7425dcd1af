"""Recruitee (Tellent): one JSON document per board, whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pipeline.records import Page, Pay, Posting
from spiders.source import Listing, Source, decoded, distinct, field, utc_day

WORKPLACE = (("remote", "remote"), ("hybrid", "hybrid"), ("on_site", "onsite"))
PERIOD: dict[str, Literal["year", "month", "week", "day", "hour"]] = {
    "year": "year",
    "month": "month",
    "week": "week",
    "day": "day",
    "hour": "hour",
}


class Recruitee(Source):
    """The careers site API of each tenant. Contacts and questions to applicants are never read."""

    name = "recruitee"
    version = 1
    host = "recruitee.com"
    robots = "each tenant's own: most open but for /v/, some shut (seen 2026-09)"
    terms = "public careers site API, without a key"
    url = "https://{token}.recruitee.com/api/offers/"

    @staticmethod
    def listing(page: Page) -> Listing:
        return Listing(field(page, decoded(page), "offers", list))

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        if (row.get("status") or "published") != "published":
            return None
        published = row.get("published_at")
        return Posting(
            ref=str(row["id"]),
            url=row["careers_url"],
            title=row["title"].strip(),
            html="\n".join(part for name in ("highlight", "description", "requirements") if (part := row.get(name))),
            employer=(row.get("company_name") or "").strip() or None,
            places=distinct(*_places(row)),
            countries=distinct(row.get("country_code"), *(p.get("country_code") for p in row.get("locations") or ())),
            workplace=tuple(kind for name, kind in WORKPLACE if row.get(name) is True),
            employment=distinct(row.get("employment_type_code")),
            pay=_pay(row.get("salary")),
            posted_on=utc_day(published.replace(" UTC", "+00:00")) if published else None,
            posted_kind="posted" if published else "first_seen",
            department=row.get("department"),
        )


def _places(row: Any) -> Iterator[str]:
    yield row.get("location") or ", ".join(distinct(row.get("city"), row.get("state_name"), row.get("country")))
    for place in row.get("locations") or ():
        yield ", ".join(distinct(place.get("city") or place.get("name"), place.get("state"), place.get("country")))


def _pay(given: Any) -> Pay | None:
    """Amounts arrive as text. They may be pay on target, which nothing here tells from base pay."""
    if not given or given.get("period") not in PERIOD or not given.get("currency"):
        return None
    low, high = (float(given[name]) if given.get(name) else None for name in ("min", "max"))
    return Pay(low, high, given["currency"], PERIOD[given["period"]]) if low or high else None
