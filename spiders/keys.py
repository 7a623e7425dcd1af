"""Keys of sources: from the environment onto the wire, and nowhere else: no log, ledger or page ever holds one."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from spiders.errors import KeysMissing
from spiders.source import Source

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

MASK = "key-not-kept"


def keys_of(source: type[Source], environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The keys of a source by their variables; KeysMissing names those that are not set."""
    found = {name: environment.get(name, "").strip() for name in source.keys}
    missing = [name for name, value in found.items() if not value]
    if missing:
        raise KeysMissing(f"{source.name} needs {' and '.join(missing)} in the environment")
    return found


def masked(text: str, keys: Mapping[str, str]) -> str:
    """A text without the keys."""
    return re.sub("|".join(map(re.escape, keys.values())), MASK, text) if keys else text


def masked_headers(headers: Headers, keys: Mapping[str, str]) -> dict[str, list[str]]:
    """Headers without the keys."""
    return {
        name.decode("latin-1"): [masked(value.decode("latin-1"), keys) for value in values]
        for name, values in headers.items()
    }


class Masked:
    """Takes the keys out of a body, decompressed by now, should the source repeat them."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self.keys = keys

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the keys of the spider's source."""
        return cls(keys_of(crawler.spider.visit.source))  # type: ignore[union-attr]  # our spider has one

    def process_response(self, request: Request, response: Response, spider: object = None) -> Response:  # noqa: ARG002
        """The answer without keys."""
        if not self.keys:
            return response
        body = response.body.decode("utf-8", "surrogateescape")
        return response.replace(body=masked(body, self.keys).encode("utf-8", "surrogateescape"))
