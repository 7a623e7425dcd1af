"""A Prefect server of our own where none is configured: a child on loopback, so that it never outlives its parent.

Prefect would start one too, but that one stays behind when the run is killed (seen with 3.8.8, 2026-11).
"""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from flows.parent import Child, ChildFailed, Family

log = logging.getLogger("jobshift")
Kind = Literal["temporary", "lasting"]  # temporary: for one run, without scheduler and pages; lasting: for `serve`
LIMIT = 180.0  # seconds a start may take: migrations of a new database on a busy machine
SERVING = "serve.json"  # in the folder of logs: the address of the server of `jobshift serve`
SETTLING = 5.0  # seconds for the last words to the server

ENVIRONMENT: dict[Kind, dict[str, str]] = {
    "temporary": {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1", "PREFECT_UI_ENABLED": "0"},
    "lasting": {"PREFECT__SERVER_FINAL": "1"},
}


def configured_api(runs: Path) -> str | None:
    """The Prefect server to use: the one configured, or that of the `jobshift serve` at work on this data folder."""
    serving = runs / SERVING
    if os.environ.get("PREFECT_API_URL"):
        return os.environ["PREFECT_API_URL"]
    if not serving.exists():
        return None
    url: str = json.loads(serving.read_text())["api"]
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=SETTLING):
            return url
    except OSError:  # it was killed
        return None


@contextmanager
def prefect_api(family: Family, kind: Kind) -> Iterator[str]:
    """The address of a Prefect API: the configured one, else that of a server that ends with the block.

    To be entered before prefect is imported, for its settings are read once.
    """
    configured = configured_api(family.logs)
    if configured is not None:
        with _named(configured):
            yield configured
        return
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        family.child("server", "server", (listening.fileno(),)) as child,
    ):
        port = listening.getsockname()[1]
        url = f"http://127.0.0.1:{port}/api"
        child.order({"socket": listening.fileno(), "port": port, "kind": kind})
        listening.close()  # only the child's stays: who connects to a dead server is refused
        _await(url, child)
        with _named(url):
            try:
                yield url
            finally:
                settle()


@contextmanager
def _named(url: str) -> Iterator[None]:
    """The address where Prefect looks for it."""
    before = os.environ.get("PREFECT_API_URL")
    os.environ["PREFECT_API_URL"] = url
    try:
        yield
    finally:
        del os.environ["PREFECT_API_URL"]
        if before is not None:
            os.environ["PREFECT_API_URL"] = before


def settle() -> None:
    """Send the log lines and events that Prefect still holds back; without its server it would try for a minute."""
    if "prefect" not in sys.modules:
        return
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=SETTLING)


def _await(url: str, child: Child) -> None:
    """Wait for the first answer; the socket listens already, so that one request is enough."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=LIMIT):  # loopback, our own child
            return
    except OSError as error:
        reason = f"the Prefect server did not start: {error}"
        raise ChildFailed(child.name, reason, "ChildFailed", child.log) from error


def serve_api(descriptor: int, port: int, kind: Kind) -> None:
    """The child's side: serve until the lifeline ends the process."""
    os.environ.update(ENVIRONMENT[kind])
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    os.environ["PREFECT_SERVER_API_HOST"] = "127.0.0.1"
    os.environ["PREFECT_SERVER_API_PORT"] = str(port)
    import uvicorn
    from prefect.server.api.server import create_app

    config = uvicorn.Config(create_app(), log_level="warning", lifespan="on")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])
