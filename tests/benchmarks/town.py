"""Boards of Greenhouse over loopback, of sentences of real ads; in the second night every tenth posting is new.

What comes again comes as on real boards. On 3,118 boards of a day 27 % of 111,134 postings had a title that stood on
their board before: the same job in another city, in part at least. Of 30 ads of The Muse a third of all characters
stood in lines of earlier ads of their employer. So here of twenty postings three are the same job in another city,
and a third of each text is its board's. All other sentences hold a made-up word, for real ads are too few to go round:
no sentence of one board stands on another, none of one job in another.
"""

from __future__ import annotations

import html
import json
import random
import string
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
COPIES = (6, 12, 18)  # of twenty postings these are the one before them in another city
A_SENTENCE = 4  # words; fewer may be a heading, and headings are alike
MADE_UP = 7  # letters of a word
OWN = 4  # of so many sentences one is the board's
CITIES = ("Berlin, Germany", "Paris, France", "Austin, TX", "Toronto, Canada", "Remote - Europe")
NEW = 10  # of so many postings one is replaced in the second night
TITLES = ("Data Engineer", "Machine Learning Engineer", "Java Developer", "System Administrator", "Product Manager")


def renewed(line: str, seed: int) -> str:
    """The line with a made-up word between two others, so that it stands nowhere else; a heading stays as it is."""
    dice, words = random.Random(f"{seed} {line}"), line.split()
    between = range(1, len(words))
    places = [at for at in between if words[at - 1].islower() and words[at].islower()] or between
    if len(words) >= A_SENTENCE:
        words.insert(dice.choice(places), "".join(dice.choices(string.ascii_lowercase, k=MADE_UP)))
    return " ".join(words)


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

    def text(self, place: int) -> str:
        """HTML of real length: the first half of one ad and the second of another, a third of both the board's."""
        number, board = self._number(place - (place % 20 in COPIES)), place // A_BOARD
        dice = random.Random(number)
        one, other = dice.choice(self._ads), dice.choice(self._ads)
        lines = [renewed(line, number) for line in [*one[: len(one) // 2], *other[len(other) // 2 :]]]
        house = random.Random(-1 - board)
        about, legal = house.choice(self._ads), house.choice(self._ads)
        ends = len(lines) // OWN // 2  # as many lines of the board stand first and last
        for at in range(ends):
            lines[at] = renewed(about[at % len(about)], -1 - board)
            lines[-1 - at] = renewed(legal[-1 - at % len(legal)], -1 - board)
        return page(lines)

    def _number(self, place: int) -> int:
        """What stands at a place tonight."""
        return place + (NEW * self.postings if self.night and place % NEW == 0 else 0)

    def body(self, board: str) -> bytes:
        """The board's page of the night."""
        first = int(board.removeprefix("employer")) * A_BOARD
        end = self.first * A_BOARD + self.postings
        jobs = [self._job(board, number) for number in range(first, min(first + A_BOARD, end))]
        return json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()

    def _job(self, board: str, place: int) -> dict[str, object]:
        number, text = self._number(place), self.text(place)
        self.html_bytes += 0 if self.night else len(text)
        return {
            "id": number,
            "internal_job_id": number,
            "absolute_url": f"https://boards.example.org/{board}/{number}",
            "title": TITLES[(number - (place % 20 in COPIES)) % len(TITLES)],
            "company_name": board.title(),
            "location": {"name": CITIES[place % len(CITIES)]},
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
