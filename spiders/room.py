"""Room while a crawl is under way: disk and memory, looked at every second, so that it ends before they do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import psutil

EVERY = 1.0  # seconds between two looks


@dataclass(slots=True)
class Room:
    """What must stay free, in bytes; 0: whatever there is."""

    data: Path
    disk: int = 0
    memory: int = 0
    _looked_at: float = field(default=float("-inf"))
    _shortage: str | None = None

    def shortage(self) -> str | None:
        """What has run short, in words. Once short, a crawl stays so: what it frees belongs to the steps after it."""
        if self._shortage is None and monotonic() - self._looked_at >= EVERY:
            self._looked_at = monotonic()
            free, available = shutil.disk_usage(self.data).free, psutil.virtual_memory().available
            if free < self.disk:
                self._shortage = f"{_mb(free)} of disk free, {_mb(self.disk)} are to stay free"
            elif available < self.memory:
                self._shortage = f"{_mb(available)} of memory available, {_mb(self.memory)} are to stay free"
        return self._shortage


def _mb(size: int) -> str:
    return f"{size / 1024**2:.0f} MB"
