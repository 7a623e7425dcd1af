"""Synthetic sources on loopback for whole runs: boards at Greenhouse and Ashby, each with a few postings."""

from __future__ import annotations

import json
import re
import threading
import time
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from flows.config import source_names

POSTINGS = 5  # of each board
WORK = ("build retrieval-augmented generation with Python", "run Kubernetes clusters", "write COBOL for mainframes")
TITLES = (
    "Machine Learning Engineer",
    "Site Reliability Engineer",
    "Mainframe Developer",
    "Data Engineer",
    "QA Engineer",
)


def text(board: str, number: int) -> str:
    """The description of a posting, its own in every posting."""
    return (
        f"<p>About {board}: we make scale {number} for kitchens.</p><h3>What you will do</h3>"
        f"<ul><li>You will {WORK[number % len(WORK)]} for team {board}-{number}.</li></ul>"
        f"<h3>Requirements</h3><ul><li>{number + 1} years of experience with Docker and SQL.</li></ul>"
    )


def greenhouse(board: str) -> object:
    """A board as Greenhouse shows it."""
    jobs: list[dict[str, object]] = [
        {
            "id": 1000 + number,
            "internal_job_id": 1,
            "absolute_url": f"https://boards.example.org/{board}/{number}",
            "title": TITLES[number % len(TITLES)],
            "company_name": board.capitalize(),
            "location": {"name": "Berlin, Germany"},
            "offices": [],
            "departments": [{"id": 1, "name": "Engineering"}],
            "first_published": "2025-12-20T09:00:00-05:00",
            "updated_at": "2026-01-02T09:00:00-05:00",
            "requisition_id": f"R-{number}",
            "language": "en",
            "content": escape(text(board, number)),
        }
        for number in range(POSTINGS)
    ]
    return {"jobs": jobs, "meta": {"total": POSTINGS}}


def ashby(board: str) -> object:
    """A board as Ashby shows it."""
    jobs: list[dict[str, object]] = [
        {
            "id": f"{board}-{number}",
            "title": TITLES[number % len(TITLES)],
            "location": "Remote",
            "secondaryLocations": [],
            "department": "Engineering",
            "team": "Platform",
            "isListed": True,
            "isRemote": True,
            "workplaceType": "Remote",
            "employmentType": "FullTime",
            "publishedAt": "2025-12-21T10:00:00.000+00:00",
            "jobUrl": f"https://jobs.example.org/{board}/{number}",
            "applyUrl": f"https://jobs.example.org/{board}/{number}/apply",
            "address": None,
            "descriptionHtml": text(board, number),
            "descriptionPlain": "",
        }
        for number in range(POSTINGS)
    ]
    return {"jobs": jobs, "apiVersion": "1"}


PAGES = {
    re.compile(r"/boards-api\.greenhouse\.io/v1/boards/([a-z]+)/jobs"): greenhouse,
    re.compile(r"/api\.ashbyhq\.com/posting-api/job-board/([a-z]+)"): ashby,
}


class SmallSource:
    """The server; `broken` holds the hosts that answer 500, `lag` seconds stand before every answer.

    Its clock is `ahead` seconds before this machine's.
    """

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self.lag = self.ahead = 0.0
        source = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_GET(self) -> None:
                source.respond(self)

            def date_time_string(self, timestamp: float | None = None) -> str:
                return super().date_time_string((timestamp or time.time()) + source.ahead)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        send(handler, *self.answer(urlsplit(handler.path).path))

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and body for a path /HOST/PATH."""
        if path.endswith("/robots.txt"):
            return 404, b""
        time.sleep(self.lag)
        if path.split("/")[1] in self.broken:
            return 500, b"broken"
        for pattern, page in PAGES.items():
            if found := pattern.fullmatch(path):
                return 200, json.dumps(page(found[1])).encode()
        return 404, b"{}"

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
    """An answer; one shorter than its `length` is cut off, and the connection with it."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)
    handler.close_connection = length is not None


def write_boards(path: Path, tokens: str) -> None:
    """A boards file with each token at both sources."""
    rows = [
        f"{source},{token},{token.capitalize()},sample"
        for source in ("ashby", "greenhouse")
        for token in tokens.split()
    ]
    path.write_text("source,token,employer,frame\n" + "\n".join(rows) + "\n")


def variables(data: Path, source: SmallSource, boards: Path) -> dict[str, str]:
    """The environment of a run on these sources, all others off."""
    off = {f"JOBSHIFT_SOURCE__{name.upper()}__ON": "false" for name in set(source_names()) - {"ashby", "greenhouse"}}
    return off | {
        "JOBSHIFT_DATA": str(data),
        "JOBSHIFT_REPLAY_URL": source.url,
        "JOBSHIFT_BOARDS": str(boards),
        "JOBSHIFT_REPORT__ON": "false",
        "JOBSHIFT_SOURCE__ASHBY__DELAY": "0",
        "JOBSHIFT_SOURCE__GREENHOUSE__DELAY": "0",
        "JOBSHIFT_SOURCE__ASHBY__CONCURRENCY": "1",  # so that the same requests meet the same answers each time
        "JOBSHIFT_SOURCE__GREENHOUSE__CONCURRENCY": "1",
    }
