"""The download handler: where a replay stands in for a source. Everything above it knows only true URLs."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from spiders.keys import keys_of, masked, masked_headers
from spiders.source import Source

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)


class Wire(HTTP11DownloadHandler):
    """Fetches https://HOST/PATH, or REPLAY/HOST/PATH where a replay is configured."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.replay: str | None = crawler.settings["JOBSHIFT_REPLAY"]
        self.source: type[Source] = crawler.spider.visit.source  # type: ignore[union-attr]  # our spider has one
        self.keys = keys_of(self.source)

    async def download_request(self, request: Request) -> Response:
        """The answer, under the URL that was asked for."""
        sent = self._keyed(request)
        if self.replay is None and sent is request:
            return await super().download_request(request)
        url = sent.url if self.replay is None else replayed(sent.url, self.replay)
        try:
            response = await super().download_request(sent.replace(url=url))
        except Exception as error:
            error.args = tuple(masked(str(part), self.keys) for part in error.args)
            raise
        response = response.replace(url=request.url, headers=masked_headers(response.headers, self.keys))
        if self.replay is None:
            return response
        location = response.headers.get("Location")
        if location:
            response.headers["Location"] = true_location(location.decode("latin-1"), self.replay)
        return response

    def _keyed(self, request: Request) -> Request:
        """The request as it goes over the wire: with the source's keys, if it is for the source itself."""
        is_own = urlsplit(request.url).hostname == self.source.host and not request.meta.get("dont_obey_robotstxt")
        if not self.keys or not is_own:
            return request
        url, headers = self.source.keyed(request.url, self.keys)
        return request.replace(url=url, headers={**request.headers, **headers})


def replayed(url: str, replay: str) -> str:
    """Where a replay serves a true URL."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{replay.rstrip('/')}/{parts.netloc}{parts.path or '/'}{query}"


def true_location(location: str, replay: str) -> str:
    """A Location as the source would have given it: REPLAY/HOST/PATH or /HOST/PATH become https://HOST/PATH."""
    base = replay.rstrip("/")
    if location.startswith(f"{base}/"):
        return f"https://{location.removeprefix(f'{base}/')}"
    host = location.removeprefix("/").partition("/")[0]
    if location.startswith("/") and not location.startswith("//") and HOST.fullmatch(host):
        return f"https:/{location}"
    return location
