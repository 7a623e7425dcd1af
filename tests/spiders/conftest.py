"""The small web, and crawls of it, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spiders import coverage
from spiders.boards import Board
from spiders.order import Order, Summary
from tests.spiders.small_web import NIGHT, Crawl, Crawled, Web

CRAWL = "import sys; from spiders.crawl import Order, crawl; print(crawl(Order.from_json(sys.stdin.read())).to_json())"


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
        child = subprocess.run(
            [sys.executable, "-c", CRAWL], input=order.to_json(), capture_output=True, text=True, check=False
        )
        summary = Summary.from_json(child.stdout) if child.returncode == 0 else None
        rows = {row["board"]: row for row in coverage.rows(tmp_path, source, night)}
        return Crawled(summary, child.stderr, rows)

    return run
