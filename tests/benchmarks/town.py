"""Boards of Greenhouse over loopback, of sentences of real ads; in the second night every tenth posting is new."""

from __future__ import annotations

import html
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from spiders.boards import Board
from tests.benchmarks.peers import ads, page

A_BOARD = 50  # postings
NEW = 10  # of so many postings one is replaced in the second night
TITLES = ("Data Engineer", "Machine Learning Engineer", "Java Developer", "System Administrator", "Product Manager")


@dataclass
class Town:
    """So many postings on boards of A_BOARD; `night` is the one that is served."""

    shared: Path
    postings: int
    night: int = 0
    first: int = 0  # number of the first board
    html_bytes: int = field(default=0, init=False)  # of all descriptions of the first night that were asked for

    @cached_property
    def _ads(self) -> list[list[str]]:
        return ads(self.shared)

    @property
    def boards(self) -> list[Board]:
        """All boards."""
        return [
            Board("greenhouse", f"employer{self.first + number}", f"Employer {self.first + number}", "sample")
            for number in range(-(-self.postings // A_BOARD))
        ]

    def text(self, number: int) -> str:
        """HTML of real length: the first half of one ad and the second of another, so that hardly two are the same."""
        dice = random.Random(number)
        one, other = dice.choice(self._ads), dice.choice(self._ads)
        return page([*one[: len(one) // 2], *other[len(other) // 2 :]])

    def body(self, board: str) -> bytes:
        """The board's page of the night."""
        first = int(board.removeprefix("employer")) * A_BOARD
        end = self.first * A_BOARD + self.postings
        jobs = [self._job(board, number) for number in range(first, min(first + A_BOARD, end))]
        return json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()

    def _job(self, board: str, place: int) -> dict[str, object]:
        number = place + (NEW * self.postings if self.night and place % NEW == 0 else 0)
        text = self.text(number)
        self.html_bytes += 0 if self.night else len(text)
        return {
            "id": number,
            "internal_job_id": number,
            "absolute_url": f"https://boards.example.org/{board}/{number}",
            "title": TITLES[number % len(TITLES)],
            "company_name": board.title(),
            "location": {"name": "Berlin, Germany"},
            "offices": [],
            "departments": [{"id": 1, "name": "Engineering"}],
            "requisition_id": f"R-{number}",
            "language": "en",
            "first_published": "2026-03-01T09:00:00-05:00",
            "updated_at": "2026-03-01T09:00:00-05:00",
            "content": html.escape(text),
        }

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address that answers for the source, as a replay does."""
        town = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                status, body = (404, b"") if path.endswith("robots.txt") else (200, town.body(path.split("/")[-2]))
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
