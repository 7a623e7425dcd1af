"""Shows the report's folder on loopback."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Quiet(SimpleHTTPRequestHandler):
    """Files of the folder, without a line per request; nothing is cached, for the report is written anew each night."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # as it is called there
        """Say nothing."""

    def end_headers(self) -> None:
        """Add what a page on loopback needs to be safe and fresh."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of the folder on 127.0.0.1; the caller runs and closes it."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(folder)))


def serve_page(folder: Path, port: int, tell: Callable[[str], None]) -> None:
    """Serve until interrupted; `tell` is given the address."""
    with server(folder, port) as served:
        tell(f"http://127.0.0.1:{served.server_port}/")
        try:
            served.serve_forever()
        except KeyboardInterrupt:
            return
