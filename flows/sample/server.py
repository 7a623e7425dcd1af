"""Serves the sample over loopback HTTP in the wire shape of the live sources: https://HOST/PATH at /HOST/PATH."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from flows.sample import Sample
from flows.sample.algolia import item, search

JSON, TEXT = "application/json", "text/plain"
ROBOTS = {
    "boards-api.greenhouse.io": (200, "User-agent: *\nDisallow: /embed/\n"),
    "api.lever.co": (200, "User-agent: *\nAllow: /\nCrawl-delay: 1\n"),
    "api.ashbyhq.com": (401, "Unauthorized"),
    "hn.algolia.com": (404, "not found"),
}
PATHS = (
    ("greenhouse", "boards-api.greenhouse.io", re.compile(r"/v1/boards/([^/]+)/jobs/?")),
    ("lever", "api.lever.co", re.compile(r"/v0/postings/([^/]+)/?")),
    ("ashby", "api.ashbyhq.com", re.compile(r"/posting-api/job-board/([^/]+)/?")),
)
NOT_FOUND = {
    "boards-api.greenhouse.io": (JSON, b'{"status":404,"error":"Job not found"}'),
    "api.lever.co": (JSON, b'{"ok":false,"error":"Document not found"}'),
    "api.ashbyhq.com": (TEXT, b"Not Found"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One response; a cut one promises more bytes than it sends."""

    status: int
    kind: str
    body: bytes
    etag: str | None = None
    is_cut: bool = False


class SampleServer(ThreadingHTTPServer):
    """The sample on a free loopback port, in the state of one night at a time."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, sample: Sample) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sample = sample
        self.night = sample.world.nights[0]
        self.stories = {thread.number: thread for thread in sample.threads}
        self.requested: list[tuple[str, int]] = []  # (host and path, status), in order

    @property
    def url(self) -> str:
        """What JOBSHIFT_REPLAY_URL has to be."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def set_night(self, night: date) -> None:
        """From now on the boards stand as on this night."""
        if night not in self.sample.nights:
            raise KeyError(f"the sample has no night {night}")
        self.night = night

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is none of the server's business."""

    def answer(self, host: str, path: str, query: Mapping[str, Sequence[str]]) -> Answer:
        """The response to one request for https://HOST/PATH."""
        if path == "/robots.txt":
            status, rules = ROBOTS.get(host, (404, "not found"))
            return Answer(status, TEXT, rules.encode())
        if host == "hn.algolia.com":
            return self._hacker_news(path, query)
        for source, name, pattern in PATHS:
            if host == name and (found := pattern.fullmatch(path)):
                return self._board(source, host, found[1])
        return _not_found(host)

    def _board(self, source: str, host: str, token: str) -> Answer:
        plan = self.sample.world.plan["boards"]
        if source == plan["failing_source"] and f"{self.night}" == plan["failing_night"]:
            return Answer(500, TEXT, b"Internal Server Error")
        boards = [board for board in self.sample.nights[self.night] if board.source == source]
        for place, board in enumerate(boards):
            if board.token == token and board.body is not None:
                is_cut = source == "greenhouse" and place == 0 and f"{self.night}" == plan["cut_night"]
                return Answer(200, JSON, board.body, None if source == "lever" else _etag(board.body), is_cut)
        return _not_found(host)

    def _hacker_news(self, path: str, query: Mapping[str, Sequence[str]]) -> Answer:
        if path.startswith("/api/v1/search"):
            body = _dumped(search(self.sample.threads, query))
            return Answer(200, JSON, body, _etag(body))
        found = re.fullmatch(r"/api/v1/items/(\d+)", path)
        thread = self.stories.get(int(found[1])) if found else None
        if thread is None:
            return _not_found("hn.algolia.com")
        body = _dumped(item(thread))
        return Answer(200, JSON, body, _etag(body))


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _etag(body: bytes) -> str:
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


def _not_found(host: str) -> Answer:
    kind, body = NOT_FOUND.get(host, (JSON, b'{"status":404,"error":"Not Found"}'))
    return Answer(404, kind, body)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SampleServer

    def log_message(self, *_args: object) -> None:
        """The server keeps its own list of requests."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        host, _, path = unquote(parts.path).lstrip("/").partition("/")
        answer = self.server.answer(host, f"/{path}", parse_qs(parts.query))
        known = answer.etag is not None and self.headers.get("If-None-Match") == answer.etag
        status = 304 if known else answer.status
        self.server.requested.append((f"{host}/{path}", status))
        self.send_response(status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", "0" if known else str(len(answer.body)))
        if answer.etag:
            self.send_header("ETag", answer.etag)
        self.end_headers()
        if not known:
            self.wfile.write(answer.body[: len(answer.body) // 2] if answer.is_cut else answer.body)
        self.close_connection = self.close_connection or answer.is_cut


@contextmanager
def serving(sample: Sample) -> Iterator[SampleServer]:
    """The sample's server, running in a thread as long as the block."""
    with SampleServer(sample) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
