"""Crawls that are killed, stopped or run out of disk, and the ones after them."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from spiders import coverage, landing
from spiders.boards import Board
from spiders.order import Order
from tests.spiders.small_web import NIGHT, Crawl, Reply, Web, greenhouse, greenhouse_path

CRAWL = "import sys; from spiders.crawl import Order, crawl; crawl(Order.from_json(sys.stdin.read()))"


def begun(web: Web, data: Path, *tokens: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """A crawl under way."""
    boards = tuple(Board("greenhouse", token, token, "sample") for token in tokens)
    order = Order("greenhouse", NIGHT, data, boards, replay=web.url, delay=0.0, concurrency=1)
    child = subprocess.Popen(
        [sys.executable, "-c", CRAWL], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=before
    )
    assert child.stdin
    child.stdin.write(order.to_json())
    child.stdin.close()
    return child


def covered(data: Path) -> dict[str, str]:
    return {row["board"]: row["status"] for row in coverage.rows(data)}


def kept(data: Path) -> list[str]:
    return [page.board for part in landing.parts(data) for page in landing.pages(part)]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_crawl_ended_midway_is_completed_by_the_next(
    web: Web, crawl: Crawl, tmp_path: Path, how: signal.Signals
) -> None:
    for token in "abd":
        web.says(greenhouse_path(token), Reply(body=greenhouse(1)))
    web.says(greenhouse_path("c"), Reply(is_hanging=True), Reply(body=greenhouse(1)))
    child = begun(web, tmp_path, *"abcd")
    web.wait_for(greenhouse_path("c"))
    child.send_signal(how)
    web.released.set()
    assert child.wait(20) != 0
    assert {token: covered(tmp_path)[token] for token in "ab"} == {"a": "complete", "b": "complete"}
    assert "d" not in covered(tmp_path)
    crawl("greenhouse", *"abcd")
    assert covered(tmp_path) == dict.fromkeys("abcd", "complete")
    assert sorted(kept(tmp_path)) == ["a", "b", "c", "d"]
    assert not list(tmp_path.rglob("*.open"))


def test_full_disk_breaks_the_crawl_aloud_and_loses_nothing(web: Web, crawl: Crawl, tmp_path: Path) -> None:
    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    web.says(greenhouse_path("a"), Reply(body=greenhouse(1)))
    web.says(greenhouse_path("b"), Reply(body=b'{"jobs": [], "noise": "' + random_hex() + b'", "meta": {"total": 0}}'))
    web.says(greenhouse_path("c"), Reply(body=greenhouse(1)))
    child = begun(web, tmp_path, *"abc", before=small_disk)
    assert child.stderr
    assert "CrawlBroken: greenhouse: OSError" in child.stderr.read()
    assert child.wait(20) == 1
    assert covered(tmp_path) == {"a": "complete"}
    crawl("greenhouse", *"abc")
    assert covered(tmp_path) == dict.fromkeys("abc", "complete")
    assert kept(tmp_path) == ["a", "b", "c"]


def random_hex() -> bytes:
    """What no compression makes small."""
    import random

    return random.Random(0).randbytes(200_000).hex().encode()
