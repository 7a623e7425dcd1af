"""The federal announcements of a month, joined with their texts, which the API gives beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urljoin

import msgspec

from pipeline.records import Page
from spiders.download import Wire
from spiders.errors import WrongShape
from spiders.foreign import Given, Tally
from spiders.sources.usajobs_history import UsajobsHistory

PAGE_ROWS = 100
MOST_PAGES = 200  # of one list: a month of the series has some hundred announcements, a page some hundred rows
Row = dict[str, Any]


def pages(wire: Wire, month: str, night: date, tally: Tally) -> Iterator[Given]:
    """The announcements of series 2210 that opened in a month ("2020-03"); WrongShape if a list is not given whole."""
    first = UsajobsHistory.page_url(month)
    ads = _all(wire, first)
    texts = _all(wire, first.replace("/historicjoa?", "/historicjoa/announcementtext?")) if ads else {}
    at = datetime.now(UTC).replace(microsecond=0)
    rows = [{"announcement": ad, "text": texts.get(number)} for number, ad in ads.items()]
    if lacking := sum(row["text"] is None for row in rows):
        tally.passed["announcements without a text"] += lacking
    for start in range(0, len(rows), PAGE_ROWS):
        body = msgspec.json.encode({"data": rows[start : start + PAGE_ROWS]})
        page = Page(UsajobsHistory.name, month, first, at, 200, hashlib.sha256(body).hexdigest(), body)
        yield Given(page, night, len(rows[start : start + PAGE_ROWS]))


def _all(wire: Wire, url: str) -> dict[str, Row]:
    """The rows of a list by their control number, page after page; none without one."""
    found: dict[str, Row] = {}
    total, following = 0, url
    for _ in range(MOST_PAGES):
        document = _document(wire, following)
        known = len(found)
        found |= {str(row["usajobsControlNumber"]): row for row in document["data"]}
        paging = document.get("paging") or {}
        about = paging.get("metadata") or {}
        total = max(total, about.get("totalCount") or 0)
        token = about.get("continuationToken")
        onward = paging.get("next") or (f"{url}&continuationtoken={quote(token, safe='')}" if token else None)
        if not onward or len(found) == known:
            break
        following = urljoin(url, onward)
    if len(found) < total:
        raise WrongShape(f"{url}: it says {total} rows, its pages have {len(found)}")
    return found


def _document(wire: Wire, url: str) -> Row:
    try:
        document = msgspec.json.decode(wire.document(url) or b'{"data":[]}')  # 204: nothing in the month
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WrongShape(f"{url}: no JSON: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("data"), list):
        raise WrongShape(f"{url}: no list `data` in the document")
    return document
