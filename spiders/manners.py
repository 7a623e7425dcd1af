"""The manners of the frame: robots.txt and its Crawl-delay, backing off, and no redirect into private networks."""

from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from ipaddress import ip_address
from time import monotonic
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import call_later
from scrapy.utils.httpobj import urlparse_cached

from spiders.answer import LONGEST_PAUSE, asked_pause
from spiders.hosts import Host

AGENT = "jobshift"  # the name that robots.txt files know us by
LONGEST_DELAY = 300.0  # a Crawl-delay beyond it is a no
LONGEST_WAIT = 60.0  # one step of backing off


class Forbidden(IgnoreRequest):
    """robots.txt forbids the URL."""


class Unreachable(IgnoreRequest):
    """robots.txt could not be read, which RFC 9309 (2.3.1.4) reads as everything forbidden for now."""


class Refused(IgnoreRequest):
    """A redirect into a private network, or more than a few in a row."""


class Spent(IgnoreRequest):
    """The day's budget of requests to the host is spent."""


class Budget:
    """Lets no request pass beyond the host's daily budget, retries and robots.txt included."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For the spider's visit, which knows its host."""
        return cls(crawler)

    def process_request(self, request: Request, spider: object = None) -> None:  # noqa: ARG002
        """Let a request pass, or raise Spent."""
        host: Host = self.crawler.spider.visit.host  # type: ignore[union-attr]  # our spider has one
        if not host.spend():
            raise Spent(f"today's budget of {host.budget} requests to {host.name} is spent")


class Robots(RobotsTxtMiddleware):
    """Obeys robots.txt; its Crawl-delay raises a host's delay and never lowers it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.unreachable: dict[str, str] = {}
        self.delays: dict[str, float] = {}
        self.readings: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the hook that Scrapy calls for each robots.txt it has read."""
        robots = cls(crawler)
        crawler.signals.connect(robots.slow_down, signal=signals.robots_parsed)
        return robots

    async def process_request(self, request: Request, spider: object = None) -> None:  # noqa: ARG002
        """Let a request pass, or raise Forbidden or Unreachable."""
        self._share_slot(request)
        try:
            await super().process_request(request)
        except IgnoreRequest as error:
            raise Forbidden("forbidden by robots.txt") from error
        url = urlparse_cached(request)
        if request.meta.get("dont_obey_robotstxt"):  # robots.txt itself, asked for by Scrapy
            return
        if url.netloc in self.unreachable:
            raise Unreachable(f"robots.txt could not be read: {self.unreachable[url.netloc]}")
        if self.delays.get(url.hostname or "", 0.0) > LONGEST_DELAY:
            raise Forbidden(f"robots.txt asks for {self.delays[url.hostname or '']:.0f} s between requests")

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host, for one request after the other.

        Of several that wait for one robots.txt Scrapy tells the first what it says and lets the others pass.
        """
        async with self.readings[urlparse_cached(request).netloc]:
            return await super().robot_parser(request)

    def _share_slot(self, request: Request) -> None:
        """The hosts of a source's tenants are one: one delay, one back-off, their robots.txt files included."""
        shared: str = self.crawler.spider.visit.source.host  # type: ignore[union-attr]  # our spider has one
        if (urlparse_cached(request).hostname or "").endswith(f".{shared}"):
            request.meta["download_slot"] = shared

    def slow_down(self, robotparser: RobotParser, request: Request) -> None:
        """Raise the delay of a host to its Crawl-delay. A loopback replay without delay is no host to spare."""
        asked, downloader = robotparser.crawl_delay(AGENT), self.crawler.engine.downloader
        host = urlparse_cached(request).hostname or ""
        if not asked or self.crawler.settings.getfloat("DOWNLOAD_DELAY") == 0:
            return
        self.delays[host] = asked
        key = downloader.get_slot_key(request)
        slot = downloader.per_slot_settings.setdefault(key, {})
        slot["delay"] = max(asked, slot.get("delay", self.crawler.settings.getfloat("DOWNLOAD_DELAY")))
        if key in downloader.slots:
            downloader.slots[key].delay = slot["delay"]

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            raise Unreachable(f"answered {response.status}")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self.unreachable[netloc] = str(exc) or type(exc).__name__
        super()._robots_error(exc, netloc)


class BackOff(RetryMiddleware):
    """Retries after a growing pause in which the whole host is left alone; Retry-After is honoured."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.base = settings.getfloat("JOBSHIFT_BACKOFF")
        self.held_until: dict[str, float] = {}  # by slot, on the monotonic clock

    def process_response(self, request: Request, response: Response, spider: object = None) -> Request | Response:  # noqa: ARG002
        """The response, or the request again, to be sent after a pause."""
        asked = asked_pause((response.headers.get("Retry-After") or b"").decode("latin-1"))
        if asked is not None and asked > LONGEST_PAUSE:
            return response
        result = super().process_response(request, response)
        if isinstance(result, Request):
            self._pause(result, asked)
        return result

    def process_exception(self, request: Request, exception: Exception, spider: object = None) -> Request | None:  # noqa: ARG002
        """None, or the request again."""
        again = super().process_exception(request, exception)
        if not isinstance(again, Request):
            return None
        self._pause(again, None)
        return again

    def _pause(self, again: Request, asked: float | None) -> None:
        grown = min(LONGEST_WAIT, self.base * 2 ** (again.meta["retry_times"] - 1))
        self._hold(again, max(grown, asked or 0.0))

    def _hold(self, request: Request, seconds: float) -> None:
        """Let the host's slot send nothing for a while; a longer hold or delay is never shortened."""
        downloader = self.crawler.engine.downloader
        key, until = downloader.get_slot_key(request), monotonic() + seconds
        slot = downloader.slots.get(key)
        if slot is not None and until > max(self.held_until.get(key, 0.0), slot.lastseen + slot.delay):
            self.held_until[key] = until
            slot.close()
            slot.latercall = call_later(seconds, downloader._latercall, slot)


class PublicRedirects(RedirectMiddleware):
    """Follows a few redirects, never into a private network."""

    async def process_response(self, request: Request, response: Response, spider: object = None) -> Request | Response:  # type: ignore[override]  # noqa: ARG002  Scrapy awaits either
        """The response, or the request it redirects to; Refused if that lies in a private network."""
        try:
            result = super().process_response(request, response)
        except IgnoreRequest as error:
            raise Refused(str(error)) from error
        if isinstance(result, Request):
            await self._check(result)
        return result

    async def _check(self, target: Request) -> None:
        host = urlparse_cached(target).hostname or ""
        addresses = _literal(host)
        if not addresses and self.crawler.settings["JOBSHIFT_REPLAY"] is None:
            addresses = await asyncio.to_thread(_resolved, host)
        if any(not ip_address(address).is_global for address in addresses):
            raise Refused(f"redirected to the private address {host}")


def _literal(host: str) -> list[str]:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return ["127.0.0.1"]
    try:
        return [str(ip_address(host))]
    except ValueError:
        return []


def _resolved(host: str) -> list[str]:
    """The addresses of a name; none if it has none: the request then fails by itself."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None)]
    except OSError:
        return []
