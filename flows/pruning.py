"""What may go with age: logs, quarantines and reports of runs, and the kept series of days between months' ends.

Pages, the lake and the warehouse are never pruned: every number rests on them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Old:
    """One file or folder that may go."""

    what: str  # runs, series or leftovers
    path: Path
    bytes: int


def old(data: Path, since: date) -> list[Old]:
    """Everything older than `since` that may go, by kind and name; the last snapshot of each month stays for ever."""
    found = [
        *(("runs", path) for path in _runs(data, since)),
        *(("series", path) for path in _series(data, since)),
        *(("leftovers", path) for path in _leftovers(data, since)),
    ]
    return [Old(what, path, _size(path)) for what, path in found]


def remove(found: list[Old]) -> int:
    """Remove them; gives the bytes that became free. What is gone already is passed over."""
    for item in found:
        if item.path.is_dir():
            shutil.rmtree(item.path, ignore_errors=True)
        else:
            item.path.unlink(missing_ok=True)
    return sum(item.bytes for item in found)


def _runs(data: Path, since: date) -> Iterator[Path]:
    """Reports, quarantines and logs of runs of older nights."""
    for path in sorted((data / "runs").glob("*")):
        night = _day(path.name[:10])
        if night is not None and night < since:
            yield path
    for path in sorted((data / "runs" / "logs").glob("*")):
        if datetime.fromtimestamp(path.stat().st_mtime).date() < since:  # noqa: DTZ006  # days are enough
            yield path


def _series(data: Path, since: date) -> Iterator[Path]:
    """Series of older snapshots but each month's last; revisions stay, they are small."""
    from warehouse import snapshots

    published: dict[str, date] = {}
    for line in snapshots.ledger_lines(data):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        published[row["snapshot_id"]] = datetime.fromisoformat(row["published_at"]).date()
    lasts = {(day.year, day.month): snapshot_id for snapshot_id, day in published.items()}
    for snapshot_id, day in published.items():
        path = snapshots.series_path(data, snapshot_id)
        if day < since and snapshot_id not in lasts.values() and path.exists():
            yield path


def _leftovers(data: Path, since: date) -> Iterator[Path]:
    """What killed programs left, and what is made anew by every build."""
    for pattern in ("lake/*/*/*.tmp", "ledger/*/*.tmp", "dbt/logs/*"):
        for path in sorted(data.glob(pattern)):
            if datetime.fromtimestamp(path.stat().st_mtime).date() < since:  # noqa: DTZ006
                yield path


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)
