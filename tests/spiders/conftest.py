"""The small web, and crawls of it, each in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spiders import coverage
from spiders.boards import Board
from spiders.order import Order, Summary
from tests.apart import Failed, apart
from tests.spiders.small_web import NIGHT, Crawl, Crawled, Web


def crawled(order: Order) -> Summary:
    """One crawl, in a process of its own."""
    from spiders.crawl import crawl

    return crawl(order)


@pytest.fixture
def web() -> Iterator[Web]:
    """An empty web."""
    made = Web()
    yield made
    made.close()


@pytest.fixture
def crawl(web: Web, tmp_path: Path) -> Crawl:
    """Crawl boards of the web; keyword arguments change the order."""

    def run(source: str = "greenhouse", *tokens: str, night: date = NIGHT, **changes: Any) -> Crawled:
        boards = tuple(Board(source, token, token.title(), "sample") for token in tokens)
        given = {"boards": boards, "replay": web.url, "delay": 0.0, **changes}
        order = Order(source, night, tmp_path, **given)
        summary, failure = None, ""
        try:
            summary = apart(crawled, Order.from_json(order.to_json()))
        except Failed as error:
            failure = str(error)
        rows = {row["board"]: row for row in coverage.rows(tmp_path, source, night)}
        return Crawled(summary, failure, rows)

    return run
