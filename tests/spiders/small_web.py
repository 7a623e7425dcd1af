"""A small web on loopback that a test writes page by page."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from spiders.order import Summary

NIGHT = date(2026, 3, 2)


@dataclass(frozen=True)
class Reply:
    """What the web answers: `sent` bytes of the body at most, then the connection is closed; silence if it hangs."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    sent: int | None = None
    is_hanging: bool = False


@dataclass(frozen=True)
class Request:
    """What the web was asked."""

    path: str  # /HOST/PATH
    headers: dict[str, str]
    at: float


class Web:
    """/HOST/PATH -> replies in turn, the last one for ever; unknown paths are 404."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[Request] = []
        self.posted: list[bytes] = []
        self.heard, self.released = threading.Condition(), threading.Event()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # headers and body in one packet: no delayed acknowledgement

            def do_GET(self) -> None:
                with web.heard:
                    web.asked.append(Request(self.path, dict(self.headers), time.monotonic()))
                    web.heard.notify_all()
                web._answer(self)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                with web.heard:
                    web.posted.append(body)
                self.do_GET()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def says(self, path: str, *replies: Reply) -> None:
        """What a path answers."""
        self.replies[path] = list(replies)

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.path for request in self.asked]

    def wait_for(self, path: str) -> None:
        """Until somebody has asked for a path."""
        with self.heard:
            assert self.heard.wait_for(lambda: path in self.paths(), 20)

    def close(self) -> None:
        """End it, and who waits for it."""
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        replies = self.replies.get(handler.path, [Reply(404, b'{"error":"not found"}')])
        reply = replies[0] if len(replies) == 1 else replies.pop(0)
        if reply.is_hanging:
            self.released.wait(30)
            handler.close_connection = True
            return
        etag = reply.headers.get("ETag")
        if etag is not None and handler.headers.get("If-None-Match") == etag:
            reply = Reply(304, b"", {"ETag": etag})
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        handler.wfile.write(reply.body[: reply.sent])
        handler.wfile.flush()
        handler.close_connection = reply.sent is not None


@dataclass(frozen=True)
class Crawled:
    """What a crawl came to."""

    summary: Summary | None
    error: str
    rows: dict[str, dict[str, Any]]  # of this crawl's night, by board: the last one


Crawl = Callable[..., Crawled]


def greenhouse(*ids: int, total: int | None = None) -> bytes:
    """A Greenhouse board with these postings."""
    jobs = [
        {
            "id": number,
            "internal_job_id": number + 1000,
            "absolute_url": f"https://boards.greenhouse.io/x/jobs/{number}",
            "title": f"Engineer {number}",
            "location": {"name": "Berlin"},
            "first_published": "2026-03-01T10:00:00-05:00",
            "content": "&lt;p&gt;Python&lt;/p&gt;",
            "offices": [],
            "departments": [],
        }
        for number in ids
    ]
    return json.dumps({"jobs": jobs, "meta": {"total": len(ids) if total is None else total}}).encode()


def greenhouse_path(token: str) -> str:
    """Where the replayed web serves a Greenhouse board."""
    return f"/boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true"
