"""The recorded sources of `shared`, served over loopback by its own program; a data folder and boards for them."""

from __future__ import annotations

import csv
import gzip
import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.config import source_names


@dataclass(frozen=True)
class Replay:
    """A running replay."""

    url: str
    log: Path

    def requests(self) -> list[dict[str, Any]]:
        """What it was asked, in order."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@contextmanager
def replay(shared: Path, folder: Path, day: str, *words: str) -> Iterator[Replay]:
    """Serve the board snapshots of a day until the block ends; `words` go to the program."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    threads, log = folder / "no-threads", folder / f"requests-{port}.jsonl"
    threads.mkdir(exist_ok=True)
    program = [sys.executable, str(shared / "replay" / "serve.py"), "--port", str(port), "--day", day]
    child = subprocess.Popen(
        [*program, "--hn", str(threads), "--log", str(log), *words], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert "serving" in child.stdout.readline()
    try:
        yield Replay(f"http://127.0.0.1:{port}", log)
    finally:
        child.terminate()
        child.communicate()


def boards(shared: Path) -> list[str]:
    """The tokens of all boards of the snapshots, in order."""
    found: set[str] = set()
    for snapshot in sorted((shared / "data" / "snapshots").glob("*.json.gz")):
        found.update(job["company_slug"] for job in json.loads(gzip.decompress(snapshot.read_bytes())))
    return sorted(found)


def write_boards(path: Path, source: str, tokens: Sequence[str]) -> None:
    """A boards file."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("source", "token", "employer", "frame"))
        rows.writerows((source, token, token, "sample") for token in tokens)


def variables(data: Path, source: str, url: str, boards: Path) -> dict[str, str]:
    """The environment of nights over one source of the replay."""
    off = {f"JOBSHIFT_SOURCE__{name.upper()}__ON": "false" for name in source_names() if name != source}
    return off | {
        "JOBSHIFT_DATA": str(data),
        "JOBSHIFT_REPLAY_URL": url,
        "JOBSHIFT_BOARDS": str(boards),
        "JOBSHIFT_REPORT__ON": "false",
    }


def postings(data: Path) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Of each posting by board and ref: first seen, last seen, closed, and what it is."""
    with duckdb.connect(str(data / "jobshift.duckdb"), read_only=True) as con:
        rows = con.execute(
            """
            select
                board, ref, first_seen_on, last_seen_on, closed_on,
                title, place, requisition, employer, text_length, ai_level, countries
            from postings
            """
        ).fetchall()
    return {(board, ref): tuple(rest) for board, ref, *rest in rows}
