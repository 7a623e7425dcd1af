"""Personio: one XML feed per board, in one language at a time; it gives no country, no pay and no date of edits."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import quote

from pipeline.records import Page, Posting
from spiders.feeds import each, tree, words
from spiders.source import Ask, Listing, Source, distinct, utc_day

ROOT = "workzag-jobs"
FEED = "https://{token}.jobs.personio.de/xml?language="
JOB = "https://{token}.jobs.personio.de/job/{ref}"


class Personio(Source):
    """The XML feed for careers sites, in English, else in German. It dates a posting's creation."""

    name = "personio"
    version = 1
    host = "jobs.personio.de"
    robots = "open (seen 2026-10)"
    terms = "documented feed for careers sites"
    url = f"{FEED}en"
    accept = "text/xml"
    delay = 3.0  # two dozen requests two seconds apart had every board refused for minutes (seen 2026-09)
    most_pages = 2

    @staticmethod
    def document(page: Page) -> Any:
        return tree(page, ROOT)

    @staticmethod
    def listing(page: Page) -> Listing:
        return Listing(list(each(tree(page, ROOT)[ROOT].get("position"))))

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        """The German feed, where the English one lacks texts: an untranslated posting has none in it."""
        rows = Personio.listing(page).rows
        if page.url.endswith("=en") and any(isinstance(row, dict) and not _html(row) for row in rows):
            url = FEED.format(token=quote(page.board, safe="")) + "de"
            return [Ask(url, accept=Personio.accept, chain="de")]
        return []

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:
        ref, made = words(row["id"]), words(row.get("createdAt"))
        if not ref:
            raise ValueError("no id")
        offices = (office for more in each(row.get("additionalOffices")) if isinstance(more, dict)
                   for office in each(more.get("office")))  # fmt: skip
        return Posting(
            ref=ref,
            url=JOB.format(token=quote(page.board, safe=""), ref=quote(ref, safe="")),
            title=words(row["name"]) or None,
            html=_html(row),
            employer=words(row.get("subcompany")) or None,
            places=distinct(words(row.get("office")), *map(words, offices)),
            employment=distinct(*(words(row.get(name)) for name in ("employmentType", "schedule"))),
            posted_on=utc_day(made) if made else None,
            posted_kind="created" if made else "first_seen",
            department=words(row.get("department")) or words(row.get("recruitingCategory")) or None,
        )


def _html(row: Any) -> str | None:
    parts = [
        f"<h3>{escape(words(part.get('name')))}</h3>{words(part.get('value'))}"
        for group in each(row.get("jobDescriptions"))
        if isinstance(group, dict)
        for part in each(group.get("jobDescription"))
        if isinstance(part, dict) and words(part.get("value"))
    ]
    return "\n".join(parts) or None
