"""JobTech: the Swedish public employment service's live ads of the field Data/IT."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec

from pipeline.records import Page, Posting
from spiders.errors import WrongShape
from spiders.source import Ask, Listing, Source, decoded, field, wrong_shape
from spiders.swedish_ads import is_it, read_ad

FIELD = "apaJ_2ja_LuF"  # the occupation field Data/IT
SEARCH = "https://jobsearch.api.jobtechdev.se/search?occupation-field={token}&sort=pubdate-asc&limit=100&offset="
STREAM = "https://jobstream.api.jobtechdev.se/v2/stream?occupation-concept-id={token}&updated-after="
STEP, DEEPEST = 100, 2_000  # of a search; beyond it answers nothing
LONGEST = timedelta(days=190)  # an ad ends within six months of its publication
ADS = "ads"  # search and stream are one list


class Jobtech(Source):
    """The search API, page by page; where it has more ads than it shows, the stream of all that changed in LONGEST."""

    name = "jobtech"
    version = 1
    host = "jobsearch.api.jobtechdev.se"
    robots = "read at run time"
    terms = "CC0"
    url = f"{SEARCH}0"
    sections = (FIELD,)
    most_pages = 400

    @classmethod
    def first(cls, token: str) -> Ask:
        return Ask(cls.page_url(token), chain=ADS)

    @staticmethod
    def document(page: Page) -> Any:
        """As the search answers; the ads of the stream and its snapshot, a list or a line each, stand in `hits`."""
        try:
            found = decoded(page)
        except WrongShape:
            if not page.url.startswith(STREAM.partition("?")[0]):
                raise
            found = _lines(page)
        return {"hits": found} if isinstance(found, list) else found

    @staticmethod
    def listing(page: Page) -> Listing:
        document = Jobtech.document(page)
        if isinstance(document, dict) and set(document) == {"hits"}:  # the stream: removals are in it, too
            ads = field(page, document, "hits", list)
            if not all(isinstance(ad, dict) and "id" in ad for ad in ads):
                raise wrong_shape(page, "an entry of the stream without an id")
            return Listing([ad for ad in ads if not ad.get("removed") and is_it(ad)])
        found = document.get("hits") if isinstance(document, dict) else None
        inner = found if isinstance(found, dict) else document  # as its search engine answers, or the API itself
        hits, total = field(page, inner, "hits", list), inner.get("total")
        total = total.get("value") if isinstance(total, dict) else total
        if type(total) is not int:
            raise wrong_shape(page, "no number of hits in the document")
        return Listing([hit.get("_source", hit) if isinstance(hit, dict) else hit for hit in hits], total)

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        listing, base = Jobtech.listing(page), page.url.rpartition("&offset=")[0]
        if not base or listing.total is None or not listing.rows:
            return []
        if listing.total > DEEPEST + STEP:
            since = (page.fetched_at - LONGEST).date()
            return [Ask(f"{STREAM.format(token=page.board)}{since}T00:00:00", chain=ADS)]
        return [Ask(f"{base}&offset={_offset(page) + STEP}", chain=ADS)] if len(listing.rows) == STEP else []

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        return None if row.get("removed") else read_ad(row)


def _offset(page: Page) -> int:
    found = urlsplit(page.url).query.rpartition("offset=")[2]
    return int(found) if found.isdigit() else 0


def _lines(page: Page) -> list[Any]:
    try:
        return list(msgspec.json.Decoder().decode_lines(page.body))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise wrong_shape(page, f"no JSON lines: {error}") from error
