"""We Work Remotely: an RSS feed per category; employer and title are one text."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import Any

from pipeline.records import Page, Posting
from spiders.feeds import each, tree, words
from spiders.source import Listing, Source, distinct, utc_day, wrong_shape

HEADQUARTERS = re.compile(
    r"\A\s*<p>\s*<strong>Headquarters:</strong>(?P<place>[^<]*)(?:<br\s*/?>.*?)?</p>", re.I | re.S
)
APPLY = re.compile(r"<p><strong>To apply:</strong>.*\Z", re.I | re.S)


class Weworkremotely(Source):
    """The public feeds: the newest postings of a category."""

    name = "weworkremotely"
    version = 1
    host = "weworkremotely.com"
    robots = "open but for accounts (seen 2026-10)"
    terms = "public RSS feed, asks for a link back"
    url = "https://weworkremotely.com/categories/{token}.rss"
    sections = (
        "remote-back-end-programming-jobs",
        "remote-devops-sysadmin-jobs",
        "remote-front-end-programming-jobs",
        "remote-full-stack-programming-jobs",
        "remote-programming-jobs",
    )
    accept = "application/rss+xml"

    @staticmethod
    def document(page: Page) -> Any:
        return tree(page, "rss")

    @staticmethod
    def listing(page: Page) -> Listing:
        channel = tree(page, "rss")["rss"].get("channel")
        if not isinstance(channel, dict):
            raise wrong_shape(page, "the feed has no channel")
        return Listing(list(each(channel.get("item"))))

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        link, said = words(row.get("guid")) or words(row["link"]), words(row["title"])
        employer, is_told, title = said.partition(": ")
        html = words(row["description"])
        published = words(row.get("pubDate"))
        return Posting(
            ref=link.rpartition("/")[2],
            url=words(row.get("link")) or link,
            title=(title if is_told else said).strip(),
            html=APPLY.sub("", HEADQUARTERS.sub("", html)).strip(),  # where its employer sits is no place of the job
            employer=employer.strip() if is_told else None,
            places=distinct(*(words(place) for name in ("region", "country") for place in each(row.get(name)))),
            workplace=("remote",),
            employment=distinct(words(row.get("type"))),
            posted_on=utc_day(parsedate_to_datetime(published).isoformat()) if published else None,
            posted_kind="posted" if published else "first_seen",
            department=next((words(kind) for kind in each(row.get("category"))), None),
        )
