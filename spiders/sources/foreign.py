"""Foreign collections: rows of a CSV, JSON lines or Parquet file, with the mapping that says what its columns mean."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

import msgspec

from pipeline.records import Page, Posting
from spiders.said_pay import said_pay
from spiders.source import Listing, Source, decoded, distinct, field


class Foreign(Source):
    """A board is a month of a collection, "<collection>/2021-03"; what has no date is in no month and no share."""

    name = "foreign"
    version = 1
    is_archive = True
    host = "{token}"
    robots = "nothing is asked for"
    terms = "the collection's own, for its user to keep"
    url = "https://{token}/"

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        mapping = field(page, document, "mapping", dict)
        return Listing([(mapping, row) for row in field(page, document, "rows", list)])

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        mapping, values = row
        said = {
            name: [text for key in keys if values.get(key) is not None and (text := str(values[key]).strip())]
            for name, keys in mapping["columns"].items()
        }
        one: dict[str, str] = mapping["fixed"] | {name: texts[0] for name, texts in said.items() if texts}
        if "text" not in one and "html" not in one:
            return None
        posted_on = said_on(one["posted_on"], mapping["date_format"]) if "posted_on" in one else None
        digest = hashlib.sha256(msgspec.json.encode(values, order="sorted")).hexdigest()[:16]
        pay = {"minValue": one.get("pay_min"), "maxValue": one.get("pay_max"), "unitText": one.get("pay_period")}
        return Posting(
            ref=one.get("ref", digest),
            url=one.get("url", page.url),
            title=one.get("title"),
            text=one.get("text"),
            html=one.get("html"),
            employer=one.get("employer"),
            places=distinct(", ".join(distinct(*said.get("place", ())))),
            countries=distinct(one.get("country")),
            employment=distinct(one.get("employment")),
            pay=said_pay(pay, one.get("pay_currency", "")),
            posted_on=posted_on,
            posted_kind="posted" if posted_on else "first_seen",
            month=posted_on and posted_on.replace(day=1),
            department=one.get("department"),
            language=one.get("language"),
        )


def said_on(text: str, date_format: str | None) -> date:
    """The day of a text in the mapping's format; ValueError if it is none."""
    if date_format is None:
        return datetime.fromisoformat(text).date()
    return datetime.strptime(text, date_format).date()  # noqa: DTZ007  # a day, not an instant
