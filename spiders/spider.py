"""The spider: asks for one board after another and hands every answer to the visit."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from pipeline.records import Coverage
from spiders.answer import Answer
from spiders.boards import Board
from spiders.errors import WrongShape
from spiders.manners import Forbidden, Spent, Unreachable
from spiders.source import Ask, Entry
from spiders.visit import PROBES, Visit, wanted
from spiders.walk import Walk

MOST_PAGES = 500  # of an index
SHORT = 0.9  # of the entries an index promises: counts of search services are estimates


class BoardSpider(Spider):
    """Visits the boards of one order, as many at once as the order allows to a host."""

    name = "jobshift"

    def __init__(self, visit: Visit, **given: Any) -> None:
        super().__init__(**given)
        self.visit = visit
        self.found: list[Entry] = []
        self.tokens: Iterator[str] = iter(())
        self.left = self.skipped = self.index_hits = 0
        self.has_started = False
        self.fault: BaseException | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **given: Any) -> Self:
        """With an ear for faults in our own callbacks."""
        spider = super().from_crawler(crawler, *args, **given)
        crawler.signals.connect(spider.broke, signal=signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first index page, or the first boards."""
        has_index = self.visit.source.index is not None
        self.left = 1  # the index itself
        sections = [Entry(token) for token in self.visit.source.sections]
        first = [self._index(0)] if has_index else self._boards(self.visit.order.own_boards() or sections)
        self.has_started = True
        for request in first:
            yield request

    def _index(self, number: int) -> Request:
        assert self.visit.source.index is not None
        url = self.visit.source.index.format(page=number)
        return Request(url, self.read_index, errback=self.miss_index, cb_kwargs={"number": number}, dont_filter=True)

    def read_index(self, response: Response, number: int) -> list[Request]:
        """The next index page, or, after the last, the first boards."""
        answer = _answer(response)
        try:
            entries, hits, total = self.visit.entries(answer)
        except WrongShape as error:
            return self._no_index("failed", str(error), answer.requests)
        is_new = not {entry.token for entry in self.found}.issuperset(entry.token for entry in entries)
        self.found += entries
        self.index_hits += hits
        if (is_new or not entries) and number < MOST_PAGES and hits and self.index_hits < total:
            return [self._index(number + 1)]
        if not self.found:
            return self._no_index("failed", "the index names no board", answer.requests)
        if self.index_hits < SHORT * total:
            self.visit.index_failed("partial", f"it says {total} entries, gave {self.index_hits}", answer.requests)
        return self._boards([entry for entry in self.found if self._is_asked_for(entry)])

    def miss_index(self, failure: Failure) -> list[Request]:
        """An index page without an answer."""
        return self._no_index(*_miss(failure))

    def _no_index(self, status: Coverage, reason: str, requests: int) -> list[Request]:
        self.left = 0
        self.visit.index_failed(status, reason, requests)
        return []

    def _is_asked_for(self, entry: Entry) -> bool:
        order, month = self.visit.order, entry.month
        chosen = {board.token for board in order.own_boards()}
        return (
            (not chosen or entry.token in chosen)
            and (order.since is None or month is None or month >= order.since.replace(day=1))
            and (order.until is None or month is None or month <= order.until)
        )

    def _boards(self, boards: Sequence[Board | Entry]) -> list[Request]:
        tokens = wanted(self.visit.order, self.visit.source, self.visit.state, boards)
        self.skipped = len({board.token for board in boards}) - len(tokens)
        for token in (asleep := dict.fromkeys(self.visit.asleep(tokens))):
            self.visit.sleeps(token)
        awake = [token for token in tokens if token not in asleep]
        if self.visit.is_probing and awake:  # others each night, so that a few that never answer do not hide the rest
            first = self.visit.order.night.toordinal() * PROBES % len(awake)
            awake = awake[first:] + awake[:first]
        self.left, self.tokens = len(awake), iter(awake)
        chains = self.visit.order.at_once()
        return [request for _ in range(chains) if (request := self._next()) is not None]

    def _next(self) -> Request | None:
        """The next board's request; where the visit has to stop, the rest is not asked for."""
        for token in self.tokens:
            if (why := self.visit.stopped()) is None:
                return self._request(token)
            self.left -= 1
            self.visit.unanswered(token, "failed", f"not asked for: {why}", 0)
        return None

    def _request(self, token: str) -> Request | None:
        if self.visit.source.most_pages > 1 or self.visit.source.most_details:
            return self._walked(Walk(self.visit, token))
        known = self.visit.known(token)
        headers = {"Accept": self.visit.source.accept}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return Request(
            self.visit.source.page_url(token),
            self.read_board,
            errback=self.miss_board,
            headers=headers,
            cb_kwargs={"token": token},
            dont_filter=True,
        )

    def read_board(self, response: Response, token: str) -> list[Request]:
        """Hand over the answer, ask for the next board."""
        self.visit.answered(token, _answer(response))
        return self._on()

    def miss_board(self, failure: Failure) -> list[Request]:
        """A board without an answer; ask for the next."""
        self.visit.unanswered(failure.request.cb_kwargs["token"], *_miss(failure))  # type: ignore[attr-defined]  # Scrapy sets it
        return self._on()

    def _walked(self, walk: Walk) -> Request | None:
        """The next page of a board of many; once there is none, the next board."""
        ask = walk.next()
        if ask is None:
            walk.finish()
            return next(iter(self._on()), None)
        headers = {"Accept": ask.accept, **walk.conditions(ask)}
        body = None if ask.body is None else json.dumps(ask.body)
        if body is not None:
            headers["Content-Type"] = "application/json"
        return Request(
            ask.url,
            self.read_page,
            errback=self.miss_page,
            method="GET" if body is None else "POST",
            headers=headers,
            body=body or "",
            cb_kwargs={"walk": walk, "ask": ask},
            dont_filter=True,
        )

    def read_page(self, response: Response, walk: Walk, ask: Ask) -> Request | None:
        """One page of a board of many."""
        url = response.url if response.meta.get("redirect_times") else ask.url  # Scrapy drops fragments
        walk.answered(ask, replace(_answer(response), url=url))
        return self._walked(walk)

    def miss_page(self, failure: Failure) -> list[Request]:
        """A page of a board of many that did not come."""
        given = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it
        given["walk"].unanswered(given["ask"], *_miss(failure))
        request = self._walked(given["walk"])
        return [] if request is None else [request]

    def _on(self) -> list[Request]:
        self.left -= 1
        request = self._next()
        return [] if request is None else [request]

    def broke(self, failure: Failure) -> None:
        """Remember a fault of our own: the crawl must not pass for finished."""
        self.fault = self.fault or failure.value


def _answer(response: Response) -> Answer:
    meta = response.meta
    asked_again = meta.get("retry_times", 0) + meta.get("redirect_times", 0)
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return Answer(response.url, response.status, headers, response.body, 1 + asked_again, meta.get("retry_times", 0))


def _miss(failure: Failure) -> tuple[Coverage, str, int]:
    """Status, reason and requests of a request that came to nothing."""
    error, meta = failure.value, failure.request.meta  # type: ignore[attr-defined]  # Scrapy sets it
    if isinstance(error, (Forbidden, Unreachable, Spent)):
        return "blocked" if isinstance(error, Forbidden) else "failed", str(error), 0
    requests = 1 + meta.get("retry_times", 0) + meta.get("redirect_times", 0)
    return "failed", f"{type(error).__name__}: {error}".removesuffix(": ")[:200], requests
