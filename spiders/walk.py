"""A board of many pages, as it is read: what to ask for next, and what all of it came to. Knows nothing of Scrapy."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from pipeline.records import Coverage, Page, Posting
from spiders import fields
from spiders.answer import ABSENT, Answer, first_words
from spiders.errors import WrongShape
from spiders.source import UNREADABLE, Ask, Reading
from spiders.state import Detail

if TYPE_CHECKING:
    from spiders.visit import Visit

FRESH = timedelta(days=14)  # a posting's page whose listing says the same is asked for again only then
FEW = 10  # one of so many
SLACK = 100  # one of so many may come or go while the pages of a list are turned


class Walk:
    """One visit to one board, page by page."""

    def __init__(self, visit: Visit, token: str) -> None:
        self.visit, self.source, self.token = visit, visit.source, token
        self.waiting = deque([self.source.first(token)])
        self.asked: set[str] = set()
        self.rows: dict[str, set[bytes]] = {}  # the different rows of each list of the board
        self.totals: dict[str, int] = {}  # how many each says it has
        self.postings: dict[str, Posting] = {}  # without their texts
        self.unread: list[str] = []
        self.lists = self.details = self.requests = self.errors = 0
        self.gone = 0  # pages of postings that are not there: a few may go while the others are asked for
        self.lack: str | None = None  # the first reason why this is not the whole board
        self.is_judged = False

    def next(self) -> Ask | None:
        """The next page to ask for; None: that was all."""
        while self.waiting:
            ask = self.waiting.popleft()
            if ask.url in self.asked or (ask.is_detail and self._stands(ask)):
                continue
            asked, most = (
                (self.details, self.source.most_details) if ask.is_detail else (self.lists, self.source.most_pages)
            )
            why = f"it has more than {most} pages" if asked >= most else self.visit.stopped() if self.asked else None
            if why is not None:
                self._lacks(why)
                continue
            self.asked.add(ask.url)
            self.details, self.lists = self.details + ask.is_detail, self.lists + (not ask.is_detail)
            return ask
        return None

    def conditions(self, ask: Ask) -> dict[str, str]:
        """The headers that ask for a posting's page only if it is another than the one we have."""
        known = self.visit.state.detail(ask.url) if ask.is_detail else None
        if known is None or self.visit.kept(known) is None:
            return {}
        said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in said.items() if value}

    def answered(self, ask: Ask, answer: Answer) -> None:
        """Take in the answer to one request."""
        self.visit.heed_clock(answer)
        self.requests, self.errors = self.requests + answer.requests, self.errors + answer.errors
        if answer.status == 304 and ask.is_detail and self._again(ask, is_asked=True):
            return None
        if answer.status == 200:
            return self._received(ask, answer)
        if len(self.asked) == 1:
            self.is_judged = True
            return self.visit.answered(self.token, answer)
        if ask.is_detail and answer.status in ABSENT:
            self.gone += 1
        else:
            self._lacks(f"{ask.url} answered {answer.status}: {first_words(answer.body)}")
        return None

    def unanswered(self, ask: Ask, status: Coverage, reason: str, requests: int) -> None:
        """A request that came to nothing."""
        self.requests, self.errors = self.requests + requests, self.errors + requests
        if len(self.asked) == 1 or (status == "blocked" and not self.postings):
            self.is_judged = True
            self.waiting.clear()
            return self.visit.unanswered(self.token, status, reason, requests)
        return self._lacks(f"{ask.url}: {reason}")

    def finish(self) -> None:
        """Judge the board by all its pages."""
        if self.is_judged:
            return
        for name, total in self.totals.items():
            seen = len(self.rows.get(name, ()))
            if total - seen > total // SLACK:
                self._lacks(f"the source says {total}, its pages have {seen}")
        if self.gone > max(1, self.details // FEW):
            self._lacks(f"{self.gone} of {self.details} postings have no page")
        rows = len(set().union(*self.rows.values()))
        reading = Reading(tuple(self.postings.values()), tuple(self.unread), rows, None)
        answer = Answer(self.source.first(self.token).url, 200, (), b"", self.requests, self.errors)
        self.visit.judge(self.token, answer, reading, self.lack)

    def _received(self, ask: Ask, answer: Answer) -> None:
        page = self.visit.page(self.token, answer)
        try:
            document = self.source.document(page)
        except WrongShape as error:
            if len(self.asked) == 1:
                self.is_judged = True
                return self.visit.no_page(self.token, answer)
            return self._lacks(f"{ask.url}: {error}")
        self._keep(ask, page, answer, self.visit.order.night)
        self.visit.new_fields.update(fields.unknown(self.source.name, document))
        return self._read(ask, page)

    def _keep(self, ask: Ask, page: Page, answer: Answer, asked_on: date) -> None:
        archive, night = self.visit.archive, self.visit.order.night.isoformat()
        part, _ = archive.keep(page, answer.headers)
        if ask.is_detail:
            said = answer.header("etag"), answer.header("last-modified")
            self.visit.state.keep_detail(ask.url, Detail(ask.mark, *said, asked_on, night, part, archive.start))

    def _read(self, ask: Ask, page: Page) -> None:
        try:
            listing, reading = self.source.listing(page), self.source.reading(page)
            onward = tuple(self.source.onward(page))
        except UNREADABLE as error:
            if len(self.asked) == 1 and not ask.is_detail:
                self.is_judged = True
                return self.visit.no_page(self.token, Answer(page.url, 200, (), page.body, self.requests), str(error))
            return self._lacks(f"{ask.url}: {type(error).__name__}: {error}")
        self.unread += reading.unread
        self.visit.cut += (f"board {self.token} {what}" for what in reading.cut)
        for posting in reading.postings:
            self.postings[posting.ref] = replace(posting, html=None, text=None)
        if ask.is_detail:
            return None
        rows = {msgspec.json.encode(row) for row in listing.rows}
        known = self.rows.setdefault(ask.chain, set())
        is_new = bool(rows - known)
        known |= rows
        if listing.total is not None:  # some say 0 from the second page on
            self.totals[ask.chain] = max(listing.total, self.totals.get(ask.chain, 0))
        if listing.is_capped:
            self._lacks(f"the source shows no more than {listing.total} of a list")
        self.waiting += (further for further in onward if further.is_detail or further.chain != ask.chain or is_new)
        return None

    def _stands(self, ask: Ask) -> bool:
        """Whether the page of an earlier night still stands: its listing says the same, and it is not old."""
        known = self.visit.state.detail(ask.url)
        if known is None or known.mark != ask.mark or self.visit.order.night - known.asked_on >= FRESH:
            return False
        return self._again(ask, is_asked=False)

    def _again(self, ask: Ask, *, is_asked: bool) -> bool:
        """Keep the page that is known once more, for tonight; False if the landing zone lost it."""
        known = self.visit.state.detail(ask.url)
        found = self.visit.kept(known) if known is not None else None
        if known is None or found is None:
            return False
        page, headers = found
        self.asked.add(ask.url)
        said = Answer(page.url, 200, headers, b"")
        self._keep(ask, page, said, self.visit.order.night if is_asked else known.asked_on)
        self._read(ask, page)
        return True

    def _lacks(self, why: str) -> None:
        self.lack = self.lack or why
