"""Adzuna: an aggregator's search by country. It gives the first words of a text only: postings, pay and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from pipeline.records import Page, Pay, Posting
from spiders.source import Ask, Listing, Source, decoded, distinct, field, utc_day

PAGE = "https://api.adzuna.com/v1/api/jobs/{country}/search/{number}?results_per_page=50&category=it-jobs&sort_by=date"
MARKUP = re.compile(r"</?strong>")
CURRENCY = {"gb": "GBP", "us": "USD", "de": "EUR", "nl": "EUR", "at": "EUR", "fr": "EUR", "pl": "PLN", "ca": "CAD"}


class Adzuna(Source):
    """The search API, newest first; pay that Adzuna guessed is left out."""

    name = "adzuna"
    version = 1
    host = "api.adzuna.com"
    robots = "read at run time"
    terms = "free key; 250 requests a day, 25 a minute; source to be named"
    url = "https://api.adzuna.com/v1/api/jobs/{token}/search/1?results_per_page=50&category=it-jobs&sort_by=date"
    keys = ("ADZUNA_APP_ID", "ADZUNA_APP_KEY")
    sections = ("de", "gb", "us")
    most_pages = 20
    budget = 250
    delay = 2.5

    @staticmethod
    def keyed(url: str, keys: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        said = urlencode({"app_id": keys["ADZUNA_APP_ID"], "app_key": keys["ADZUNA_APP_KEY"]})
        return f"{url}&{said}", {}

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        return Listing(field(page, document, "results", list), field(page, document, "count", int))

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        number = page.url.partition("/search/")[2].partition("?")[0]
        if not number.isdigit() or len(decoded(page)["results"]) < 50:
            return []
        return [Ask(PAGE.format(country=quote(page.board, safe=""), number=int(number) + 1))]

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        place, contract = row.get("location") or {}, row.get("contract_type")
        return Posting(
            ref=str(row["id"]),
            url=row["redirect_url"],
            title=MARKUP.sub("", row["title"]).strip(),
            text=MARKUP.sub("", row["description"]),
            employer=((row.get("company") or {}).get("display_name") or "").strip() or None,
            places=distinct(place.get("display_name")),
            countries=distinct(*(place.get("area") or ())[:1]),
            employment=distinct(row.get("contract_time"), contract),
            pay=_pay(row, page.board),
            posted_on=utc_day(row["created"]),
            posted_kind="created",
            department=(row.get("category") or {}).get("label"),
        )


def _pay(row: Any, country: str) -> Pay | None:
    low, high = row.get("salary_min") or None, row.get("salary_max") or None
    is_guessed = str(row.get("salary_is_predicted") or 0) == "1"
    if is_guessed or country not in CURRENCY or not (low or high):
        return None
    return Pay(low, high, CURRENCY[country], "year")
