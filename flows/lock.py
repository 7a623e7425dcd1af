"""One run at a time: a lock on data/run.lock that the children of a run inherit; a rerun waits for the last of them."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

log = logging.getLogger("jobshift")
PAUSE = 0.2  # seconds between two attempts


class Locked(RuntimeError):
    """Another run holds the lock: says which process, since when."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock as held by this process; children get the descriptor and hold it too."""

    path: Path
    descriptor: int


_held: dict[Path, Lock] = {}


@contextmanager
def run_lock(data: Path, what: str, wait: float) -> Iterator[Lock]:
    """Hold the run lock of a data folder, waiting up to `wait` seconds; Locked if it stays with another run.

    A process that holds it already gets the same lock again. The kernel lets go of it when the last
    process that has it open ends, however it ends.
    """
    path = data.resolve() / "run.lock"
    if path in _held:
        yield _held[path]
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(path, descriptor, wait)
        note = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds"), "what": what}
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(note).encode(), 0)
        _held[path] = Lock(path, descriptor)
        yield _held[path]
    finally:
        _held.pop(path, None)
        os.close(descriptor)


def _acquire(path: Path, descriptor: int, wait: float) -> None:
    until = time.monotonic() + wait
    said = False
    while not _taken(descriptor):
        if time.monotonic() >= until:
            raise Locked(f"{holder(path)}; waited {wait:.0f} s" if wait else holder(path))
        if not said:
            log.info("%s: waiting up to %.0f s for it to end", holder(path), wait)
            said = True
        time.sleep(PAUSE)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(data: Path) -> bool:
    """Whether any run holds the lock now."""
    path = data / "run.lock"
    if not path.exists():
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return not _taken(descriptor)
    finally:
        os.close(descriptor)


def end_with(path: Path) -> None:
    """End this process when whoever holds the lock at `path` is gone: for a process whose parent cannot pass a pipe."""

    def wait() -> None:
        descriptor = os.open(path, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        os._exit(1)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()


def holder(path: Path) -> str:
    """Who holds the lock, in words."""
    try:
        note = json.loads(path.read_text())
    except (ValueError, FileNotFoundError):  # between taking the lock and writing the note
        return f"another run holds {path}"
    whose = f"{note['what']}, process {note['pid']}, since {note['since']}"
    if _is_alive(note["pid"]):
        return f"another run holds {path} ({whose})"
    return f"the children of a run that died still hold {path} ({whose})"


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
