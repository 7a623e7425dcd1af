"""Room for a run: disk and memory, looked at before each step, so that it ends with a clear word."""

from __future__ import annotations

import shutil
from pathlib import Path

import psutil

LEAST_DISK = 1024**3  # bytes free, whatever there is
TIMES_PUBLISHED = 3  # a night writes work warehouse, new snapshot and spill beside the published file
LATELY = 7  # nights
LAKE_TOO = 2.0  # what a night adds is its pages, and about as much again in lake, ledgers and warehouse
LEAST_MEMORY = 512 * 1024**2  # bytes available
WORKER = 600 * 1024**2  # bytes that one tagging process takes


class NoRoom(RuntimeError):
    """Disk or memory will not do: how much there is, how much is needed, and where."""


def check(data: Path, step: str) -> None:
    """NoRoom if the step would run out of disk or memory."""
    free, least = disk_free(data), disk_needed(data)
    if free < least:
        raise NoRoom(f"{step}: {_gb(free)} free at {data}, {_gb(least)} needed; nothing was lost: make room, run again")
    available = psutil.virtual_memory().available
    if available < LEAST_MEMORY:
        raise NoRoom(f"{step}: {_gb(available)} of memory available, {_gb(LEAST_MEMORY)} needed; run again later")


def disk_free(data: Path) -> int:
    """Bytes free where the data folder lies or will lie."""
    there = next(path for path in (data.resolve(), *data.resolve().parents) if path.exists())
    return shutil.disk_usage(there).free


def disk_needed(data: Path) -> int:
    """Bytes that should be free before a night."""
    published = data / "jobshift.duckdb"
    size = published.stat().st_size if published.exists() else 0
    return max(LEAST_DISK, TIMES_PUBLISHED * size)


def nights_left(data: Path) -> int | None:
    """How many nights more the disk holds at the pace of the last seven; None before the first."""
    nights: dict[str, int] = {}
    for part in data.glob("landing/*/*/*"):
        nights[part.parent.name] = nights.get(part.parent.name, 0) + part.stat().st_size
    latest = sorted(nights)[-LATELY:]
    if not latest:
        return None
    a_night = sum(nights[night] for night in latest) / len(latest) * LAKE_TOO
    return max(0, int((disk_free(data) - disk_needed(data)) / max(a_night, 1.0)))


def workers(wanted: int) -> int:
    """As many tagging processes as are wanted and as memory holds, one at least."""
    return max(1, min(wanted, psutil.virtual_memory().available // WORKER))


def _gb(size: int) -> str:
    return f"{size / 1024**3:.1f} GB"
