"""Workday: lists of at most two thousand, twenty a page and without texts; a page for each posting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from pipeline.records import Page, Posting
from spiders.source import Ask, Listing, Source, decoded, digest, distinct, field

STEP, CAP = 20, 2_000  # rows of a page; of a list, however many there are
SPLIT_BY = ("jobFamilyGroup", "jobFamily", "workerSubType", "timeType", "locations")
SITE = re.compile(r"https://(?P<host>[^/]+)/wday/cxs/(?P<tenant>[^/]+)/(?P<site>[^/]+)/")
MODES = {"remote": ("remote",), "hybrid": ("hybrid",), "on-site": ("onsite",), "onsite": ("onsite",)}


class Workday(Source):
    """A tenant's careers site: token `<tenant>.<wdN>/<Site>`. What a list past its cap holds is sought by facet."""

    name = "workday"
    version = 1
    host = "myworkdayjobs.com"
    robots = "each tenant's own; none on /wday/cxs/ (seen 2026-09)"
    terms = "unclear: workday.com forbids robots without consent; whether that binds tenants' sites is open"
    url = "https://{token}.myworkdayjobs.com/wday/cxs"
    off = "its terms are unclear"
    most_pages = 400
    most_details = 500

    @classmethod
    def page_url(cls, token: str) -> str:
        host, _, site = token.partition("/")
        tenant = quote(host.partition(".")[0], safe="")
        return f"https://{quote(host, safe='.')}.{cls.host}/wday/cxs/{tenant}/{quote(site, safe='')}/jobs"

    @classmethod
    def first(cls, token: str) -> Ask:
        return _list(cls.page_url(token), "", "", 0)

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        if isinstance(document, dict) and "jobPostingInfo" in document:
            return Listing([document])
        rows, total = field(page, document, "jobPostings", list), field(page, document, "total", int)
        if total < CAP:
            return Listing([row for row in rows if row != {}], total)
        facet, _, _ = _place(page)
        return Listing([row for row in rows if row != {}], None, is_capped=bool(facet) or not _split(document))

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        document, site = decoded(page), SITE.match(page.url)
        if "jobPostings" not in document or site is None:
            return
        rows, total = document["jobPostings"], document["total"]
        facet, value, offset = _place(page)
        base = page.url.partition("#")[0]
        parts = _split(document) if total >= CAP and not facet else []
        for name, key in parts:
            yield _list(base, name, key, 0)
        if not parts and rows and len(rows) == STEP and offset + STEP < (total or CAP):
            yield _list(base, facet, value, offset + STEP)
        for row in rows:
            path = row.get("externalPath") if isinstance(row, dict) else None
            if isinstance(path, str) and path.startswith("/job/"):
                yield Ask(base.removesuffix("/jobs") + path, is_detail=True, mark=_mark(row))

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        return _listed(row, page) if "jobPostingInfo" not in row else _told(row)


def _list(base: str, facet: str, value: str, offset: int) -> Ask:
    """A page of a list, whole or of one facet. Its URL says in the fragment what is posted to it."""
    body = {"appliedFacets": {facet: [value]} if facet else {}, "limit": STEP, "offset": offset, "searchText": ""}
    said = urlencode({"facet": facet, "value": value, "offset": offset})
    return Ask(f"{base}#{said}", body=body, chain=f"{facet}={value}")


def _place(page: Page) -> tuple[str, str, int]:
    """Facet, value and offset of a list's page."""
    said = dict(parse_qsl(urlsplit(page.url).fragment))
    offset = said.get("offset", "0")
    return said.get("facet", ""), said.get("value", ""), int(offset) if offset.isdigit() else 0


def _split(document: Any) -> list[tuple[str, str]]:
    """The values of the first facet that a list of more than the cap can be split by."""
    facets = {facet.get("facetParameter"): facet.get("values") for facet in document.get("facets") or ()}
    for name in SPLIT_BY:
        values = [value["id"] for value in facets.get(name) or () if value.get("id")]
        if len(values) > 1:
            return [(name, value) for value in values]
    return []


def _mark(row: Any) -> str:
    """All that a row says but for how many days ago it was posted, which changes by itself."""
    return digest({name: value for name, value in row.items() if name != "postedOn"})


def _ref(path: str) -> str:
    """The requisition at the end of a path, with the number of the posting if it has several."""
    return path.rpartition("/")[2].rpartition("_")[2]


def _listed(row: Any, page: Page) -> Posting:
    path, site = row["externalPath"], SITE.match(page.url)
    where = row.get("locationsText") or ""
    base = f"https://{site['host']}/{site['site']}" if site else "https://" + page.board
    return Posting(
        ref=_ref(path),
        url=base + path,
        title=row["title"].strip(),
        places=() if re.fullmatch(r"\d+ Locations?", where) else distinct(where),
        workplace=MODES.get((row.get("remoteType") or "").lower(), ()),
        employment=distinct(row.get("timeType")),
        requisition=next(iter(row.get("bulletFields") or ()), None),
    )  # postedOn is prose ("Posted 30+ Days Ago"): the posting's own page has a date


def _told(row: Any) -> Posting | None:
    info = row["jobPostingInfo"]
    if info.get("posted") is False:
        return None
    at, started = info.get("jobRequisitionLocation") or {}, info.get("startDate")
    country = at.get("country") or info.get("country") or {}
    ref = _ref(info.get("jobPostingId") or info["externalUrl"])
    if not ref:
        raise ValueError("no id")
    return Posting(
        ref=ref,
        url=info["externalUrl"],
        title=info["title"].strip(),
        html=info["jobDescription"],
        employer=((row.get("hiringOrganization") or {}).get("name") or "").strip() or None,
        places=distinct(info.get("location"), *(info.get("additionalLocations") or ())),
        countries=distinct(country.get("alpha2Code") or country.get("descriptor")),
        workplace=MODES.get((info.get("remoteType") or "").lower(), ()),
        employment=distinct(info.get("timeType")),
        posted_on=date.fromisoformat(started) if started else None,  # the day of posting, in all samples seen (2026-09)
        posted_kind="posted" if started else "first_seen",
        requisition=info.get("jobReqId"),
    )
