"""Sources against the replay of recorded pages: what they look for is there, and robots.txt files are obeyed."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.spiders.small_web import Crawl

STATUSES = {  # per source: its boards' status, and the postings of one
    "arbeitnow": ("complete", 5),
    "breezy": ("partial", 2),  # the pages of its postings were not recorded
    "himalayas": ("partial", 2),  # two of 96,495
    "jobicy": ("complete", 5),
    "personio": ("complete", 1),
    "recruitee": ("complete", 2),
    "remoteok": ("complete", 4),
    "remotive": ("blocked", 0),
    "smartrecruiters": ("blocked", 0),
    "teamtailor": ("complete", 2),
    "themuse": ("complete", 40),
    "weworkremotely": ("complete", 1),
    "workable": ("complete", 1),
    "workday": ("complete", 3),
}
TOKENS = {"workday": "sample.wd5/Careers"}
OF_BOARDS = ("breezy", "personio", "recruitee", "smartrecruiters", "teamtailor", "workable", "workday")


@pytest.fixture(scope="module")
def replay(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The replay server, without threads and snapshots."""
    serve = shared / "replay" / "serve.py"
    if not serve.is_file():
        pytest.skip("the replay server is not at hand")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    empty = tmp_path_factory.mktemp("hn")
    words = [sys.executable, str(serve), "--port", str(port), "--hn", str(empty), "--day", "1900-01-01"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        server.kill()


@pytest.mark.parametrize("source", STATUSES)
def test_source_reads_the_replay(source: str, replay: str, crawl: Crawl) -> None:
    tokens = [TOKENS.get(source, "sample")] if source in OF_BOARDS else []
    done = crawl(source, *tokens, replay=replay)
    assert done.summary is not None, done.error
    found = {(row["status"], row["postings"]) for row in done.rows.values()}
    assert found == {STATUSES[source]}, [row["reason"] for row in done.rows.values()]
