"""JobTech: the Swedish public employment service's live ads of the field Data/IT."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from pipeline.records import Page, Posting
from spiders.source import Ask, Listing, Source, decoded, field, wrong_shape
from spiders.swedish_ads import is_it, read_ad

FIELD = "apaJ_2ja_LuF"  # the occupation field Data/IT
SEARCH = "https://jobsearch.api.jobtechdev.se/search?occupation-field={token}&sort=pubdate-asc&limit=100&offset="
STEP, DEEPEST = 100, 2_000  # of a search; beyond it answers nothing


class Jobtech(Source):
    """The search API, page by page. The documents of the stream and of its snapshot are read as well."""

    name = "jobtech"
    version = 1
    host = "jobsearch.api.jobtechdev.se"
    robots = "read at run time"
    terms = "CC0"
    url = f"{SEARCH}0"
    sections = (FIELD,)
    most_pages = 400

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        if isinstance(document, list):  # the stream, or its snapshot: every field, and removals
            if not all(isinstance(ad, dict) and "id" in ad for ad in document):
                raise wrong_shape(page, "an entry of the stream without an id")
            return Listing([ad for ad in document if not ad.get("removed") and is_it(ad)])
        found = document.get("hits") if isinstance(document, dict) else None
        inner = found if isinstance(found, dict) else document  # as its search engine answers, or the API itself
        hits, total = field(page, inner, "hits", list), inner.get("total")
        total = total.get("value") if isinstance(total, dict) else total
        if type(total) is not int:
            raise wrong_shape(page, "no number of hits in the document")
        rows = [hit.get("_source", hit) if isinstance(hit, dict) else hit for hit in hits]
        return Listing(rows, total, is_capped=_is_last(page) and total > DEEPEST + STEP)

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        rows, base = Jobtech.listing(page).rows, page.url.rpartition("&offset=")[0]
        if not rows or not base or _is_last(page):
            return []
        return [Ask(f"{base}&offset={_offset(page) + STEP}")] if len(rows) == STEP else []

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        return None if row.get("removed") else read_ad(row)


def _offset(page: Page) -> int:
    found = urlsplit(page.url).query.rpartition("offset=")[2]
    return int(found) if found.isdigit() else 0


def _is_last(page: Page) -> bool:
    return _offset(page) >= DEEPEST
