"""A host is one for all sources on it: one crawl at a time, and a daily budget of requests for all of them together."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

NOTED_EVERY = 50  # requests; what a kill loses of the count is less than this


class Host:
    """Slots and budget of one host, kept below `data/landing/hosts/`."""

    def __init__(self, data: Path, name: str, budget: int | None) -> None:
        self.name, self.budget = name, budget
        self.asked = 0
        self._day = ""
        self._file = data / "landing" / "hosts" / f"{name}.json"

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait until no other crawl is at the host, and keep it while the block runs."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._read()
            try:
                yield
            finally:
                self._note()

    def spend(self) -> bool:
        """Count one request; False once today's budget (UTC) is spent, and the request must not be made."""
        if self._day != _today():
            self._day, self.asked = _today(), 0
        if self.budget is not None and self.asked >= self.budget:
            return False
        self.asked += 1
        if self.asked % NOTED_EVERY == 0:
            self._note()
        return True

    def _read(self) -> None:
        try:
            known = json.loads(self._file.read_bytes())
            self._day, self.asked = str(known["day"]), int(known["requests"])
        except (OSError, ValueError, KeyError, TypeError):  # the first crawl, or a file that a power cut tore
            self._day, self.asked = _today(), 0

    def _note(self) -> None:
        whole = self._file.with_suffix(".part")
        whole.write_text(json.dumps({"day": self._day, "requests": self.asked}), encoding="utf-8")
        whole.replace(self._file)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
