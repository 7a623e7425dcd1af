"""SmartRecruiters: lists without texts, and a page for each posting. Its robots.txt shuts the API to all but one."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import quote

from pipeline.records import Page, Posting
from spiders.source import Ask, Listing, Source, decoded, digest, distinct, field, utc_day

SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")
LIST = "https://api.smartrecruiters.com/v1/companies/{token}/postings?limit=100&offset={offset}"


class Smartrecruiters(Source):
    """The Posting API. An unknown company looks like one without postings; its page of a posting has the text."""

    name = "smartrecruiters"
    version = 1
    host = "api.smartrecruiters.com"
    robots = "Disallow: / for all but LinkedInBot (seen 2026-10)"
    terms = "Posting API, documented as public"
    url = LIST.replace("{offset}", "0")
    off = "its robots.txt forbids the API to everyone but LinkedIn"
    most_pages = 100
    most_details = 500

    @staticmethod
    def listing(page: Page) -> Listing:
        document = decoded(page)
        if isinstance(document, dict) and "content" not in document and "jobAd" in document:
            return Listing([document])
        return Listing(field(page, document, "content", list), field(page, document, "totalFound", int))

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        document = decoded(page)
        if "content" not in document:
            return
        offset, rows = document.get("offset") or 0, document["content"]
        if rows and offset + len(rows) < document["totalFound"]:
            yield Ask(LIST.format(token=quote(page.board, safe=""), offset=offset + len(rows)))
        base = page.url.partition("?")[0]
        for row in rows:
            if isinstance(row, dict) and "id" in row:
                yield Ask(f"{base}/{quote(str(row['id']), safe='')}", is_detail=True, mark=digest(row))

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        if row.get("active") is False:
            return None
        where, company = row.get("location") or {}, row.get("company") or {}
        whole = where.get("fullLocation") or ", ".join(distinct(where.get("city"), where.get("region")))
        return Posting(
            ref=row["id"],
            url=row.get("postingUrl") or _url(page, company, row["id"]),
            title=row["name"].strip(),
            html=_html(row),
            employer=company.get("name"),
            places=distinct(whole),
            countries=distinct((where.get("country") or "").upper()),
            workplace=tuple(name for name in ("remote", "hybrid") if where.get(name) is True),
            employment=distinct((row.get("typeOfEmployment") or {}).get("label")),
            posted_on=utc_day(row["releasedDate"]),
            posted_kind="posted",
            requisition=row.get("refNumber"),
            department=(row.get("department") or {}).get("label") or (row.get("function") or {}).get("label"),
            language=(row.get("language") or {}).get("code"),
        )


def _url(page: Page, company: Any, ref: str) -> str:
    """The page for people: `ref` in the list is an address of the API."""
    return f"https://jobs.smartrecruiters.com/{quote(company.get('identifier') or page.board, safe='')}/{ref}"


def _html(row: Any) -> str | None:
    parts = ((row.get("jobAd") or {}).get("sections") or {}).items()
    found = {name: part for name, part in parts if part and part.get("text")}
    ordered = [*(name for name in SECTIONS if name in found), *(name for name in found if name not in SECTIONS)]
    texts = (f"<h3>{escape(found[name].get('title') or '')}</h3>{found[name]['text']}" for name in ordered)
    return "\n".join(texts) or None
