"""Remote OK: the newest hundred remote postings, among them some that are none; the first entry is a notice."""

from __future__ import annotations

import re
from typing import Any

from pipeline.records import Page, Pay, Posting
from spiders.source import Listing, Source, decoded, distinct, epoch_day, utc_day, wrong_shape

# The end of every text names a word to write and the requester's address in base64: another in every answer.
TRAILER = re.compile(r"(?:<br\s*/?>|\s)*Please mention the word\b.*\Z", re.I | re.S)


class Remoteok(Source):
    """The public API. Its tags are generated and are not read; amounts are yearly dollars, 0 is none."""

    name = "remoteok"
    version = 1
    host = "remoteok.com"
    robots = "/api open, Crawl-delay 1, ai-train=no (seen 2026-08)"
    terms = "free API: a followed link back and the name of the source are asked for"
    url = "https://remoteok.com/api"
    off = "its terms ask that every posting shown links back to it"
    sections = ("newest",)

    @staticmethod
    def listing(page: Page) -> Listing:
        rows = decoded(page)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            raise wrong_shape(page, "the document is no list of postings")
        if "legal" not in rows[0] and "id" not in rows[0]:
            raise wrong_shape(page, "no notice and no posting at its head")
        return Listing([row for row in rows if "legal" not in row])

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        low, high = row.get("salary_min") or None, row.get("salary_max") or None
        said = row.get("date")
        return Posting(
            ref=str(row["id"]),
            url=row["url"],
            title=" ".join(mended(row["position"]).split()),
            html=TRAILER.sub("", mended(row["description"])),
            employer=mended(row.get("company") or "").strip() or None,
            places=distinct((mended(row.get("location") or "")).strip(" ,")),
            workplace=("remote",),
            pay=Pay(low, high, "USD", "year") if low or high else None,
            posted_on=utc_day(said) if said else epoch_day(row["epoch"]),
            posted_kind="posted",
        )


def mended(text: str) -> str:
    """UTF-8 that was once read as Latin-1, read anew; any other text as it is."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
