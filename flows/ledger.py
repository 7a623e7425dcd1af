"""The ledger of runs: data/ledger/runs.jsonl, one event per line, only ever appended to."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

Event = Literal["started", "crawled", "published", "ended"]
State = Literal["running", "completed", "degraded", "failed"]


@dataclass(frozen=True, slots=True)
class Run:
    """One execution: its id, what kind it is, its night and the sources it reads."""

    run_id: str
    kind: str
    night: date
    sources: tuple[str, ...]


def new_run(kind: str, night: date, sources: Sequence[str]) -> Run:
    """A run with an id of its own."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    return Run(f"{kind}-{night:%Y%m%d}-{moment}-{secrets.token_hex(4)}", kind, night, tuple(sources))


def row(
    run: Run, event: Event, state: State, message: str = "", measured: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """One event as a line of the ledger holds it; `measured`: what Outcome.measured gives."""
    return asdict(run) | {
        "night": run.night.isoformat(),
        "sources": list(run.sources),
        "event": event,
        "at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "state": state,
        "message": message,
        **(measured or {}),
    }


def append(
    data: Path, run: Run, event: Event, state: State, message: str = "", measured: Mapping[str, Any] | None = None
) -> None:
    """Add one event, on disk when this returns."""
    path = data / "ledger" / "runs.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        start = b"\n" if _is_torn(path) else b""  # a kill may have left half a line: it stays alone on its line
        file.write(start + json.dumps(row(run, event, state, message, measured)).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def events(data: Path) -> Iterator[dict[str, Any]]:
    """All events in order; half lines that a kill left are passed over."""
    path = data / "ledger" / "runs.jsonl"
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                continue


def runs(data: Path) -> list[dict[str, Any]]:
    """The last event of each run with when it started, oldest run first."""
    last: dict[str, dict[str, Any]] = {}
    for event in events(data):
        started = last.get(event["run_id"], {}).get("started_at", event["at"])
        last[event["run_id"]] = event | {"started_at": started}
    return list(last.values())


def bury(data: Path) -> list[str]:
    """Close the runs that died without a word; to be called by whoever holds the run lock. Gives their ids."""
    dead = [row for row in runs(data) if row["state"] == "running"]
    for row in dead:
        run = Run(row["run_id"], row["kind"], date.fromisoformat(row["night"]), tuple(row["sources"]))
        append(
            data, run, "ended", "failed", f"ended without a word after {row['event']} (killed, or the machine stopped)"
        )
    return [row["run_id"] for row in dead]


def _is_torn(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
