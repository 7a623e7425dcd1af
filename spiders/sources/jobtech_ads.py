"""JobTech's archives: every ad of a year at the Swedish public employment service, one JSON object a line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from pipeline.records import Page, Posting
from spiders.source import Listing, Source, wrong_shape
from spiders.swedish_ads import read_ad


class JobtechAds(Source):
    """Yearly archives and 1 % samples. A board is a month, and holds its IT ads alone; contacts are never read."""

    name = "jobtech_ads"
    version = 1
    is_archive = True
    host = "data.jobtechdev.se"
    robots = "read at run time"
    terms = "CC0"
    url = "https://data.jobtechdev.se/annonser/historiska/{token}.jsonl.zip"
    sample = "https://data.jobtechdev.se/annonser/historiska/berikade/exempel/{token}_beta1_1_percent_jsonl.zip"

    @staticmethod
    def listing(page: Page) -> Listing:
        rows = [_decoded(line) for line in page.body.splitlines() if line.strip()]
        if not any(isinstance(row, dict) and "headline" in row for row in rows):
            raise wrong_shape(page, "no line is an ad")
        return Listing(rows)

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        if isinstance(row, ValueError):
            raise row
        found = read_ad(row)
        return found and replace(found, month=found.posted_on and found.posted_on.replace(day=1))


def _decoded(line: bytes) -> Any:
    """The object of a line; the error, to be told as that line's, if it is none."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return ValueError(f"no JSON: {error}")
