"""The way without a replay, tried on a source that lives on loopback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from spiders import coverage, landing
from spiders.boards import Board
from spiders.order import Order
from tests.spiders.small_web import NIGHT, Reply, Web, greenhouse

CRAWL = """
import sys
from spiders import manners
from spiders.crawl import Order, crawl
from spiders.sources import SOURCES
from spiders.sources.greenhouse import Greenhouse

class Loopback(Greenhouse):
    name, url, delay = "loopback", sys.argv[1] + "/{token}", 0.0

SOURCES["loopback"] = Loopback
addresses = {"intranet.example": ["10.0.0.1"], "two.example": ["93.184.215.14", "fd00::1"]}
manners._resolved = lambda host: addresses.get(host, [])
crawl(Order.from_json(sys.stdin.read()))
"""


def test_live_pages_are_kept_and_private_redirects_refused(web: Web, tmp_path: Path) -> None:
    web.says("/good", Reply(body=greenhouse(1)))
    web.says("/intranet", Reply(302, headers={"Location": "http://intranet.example/"}))
    web.says("/two", Reply(302, headers={"Location": "http://two.example/"}))
    web.says("/mapped", Reply(302, headers={"Location": "http://[::ffff:10.0.0.1]/"}))
    web.says("/file", Reply(302, headers={"Location": "file:///etc/hostname"}))
    tokens = ("good", "intranet", "two", "mapped", "file")
    boards = tuple(Board("loopback", token, token, "watch") for token in tokens)
    order = Order("loopback", NIGHT, tmp_path, boards, contact="ops@example.org", delay=0.0)
    child = subprocess.run(
        [sys.executable, "-c", CRAWL, web.url], input=order.to_json(), capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr
    rows = {row["board"]: row for row in coverage.rows(tmp_path)}
    assert {token: rows[token]["status"] for token in tokens} == {
        "good": "complete",
        **dict.fromkeys(tokens[1:], "failed"),
    }
    assert rows["intranet"]["reason"] == "Refused: redirected to the private address intranet.example"
    assert rows["two"]["reason"] == "Refused: redirected to the private address two.example"
    assert rows["mapped"]["reason"].startswith("Refused: redirected to the private address")
    (page,) = (page for part in landing.parts(tmp_path) for page in landing.pages(part))
    assert page.url == f"{web.url}/good"
