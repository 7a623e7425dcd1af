"""The log of a run for programs: `data/runs/logs/<run>/events.jsonl`, one JSON line per event, without secrets."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

FILE = "events.jsonl"
_IN_A_URL = re.compile(r"(?<=://)[^/\s@]+@")  # user:password@


@contextmanager
def kept(folder: Path, run_id: str, secrets: Sequence[str] = ()) -> Iterator[None]:
    """Keep every line that jobshift logs while the block runs; `secrets` and passwords in URLs become ***."""
    folder.mkdir(parents=True, exist_ok=True)
    log = logging.getLogger("jobshift")
    keeper = _Keeper(folder / FILE, run_id, [secret for secret in secrets if secret])
    before = log.level
    log.addHandler(keeper)
    if log.getEffectiveLevel() > logging.INFO:
        log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(keeper)
        log.setLevel(before)
        keeper.close()


class _Keeper(logging.FileHandler):
    def __init__(self, path: Path, run_id: str, secrets: Sequence[str]) -> None:
        super().__init__(path, encoding="utf-8")
        self.run_id, self.secrets = run_id, secrets

    def format(self, record: logging.LogRecord) -> str:
        """The line: when, which run, how grave, what."""
        message = record.getMessage()
        for secret in self.secrets:
            message = message.replace(secret, "***")
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "run_id": self.run_id,
            "level": record.levelname.lower(),
            "message": _IN_A_URL.sub("***@", message),
        }
        return json.dumps(line, ensure_ascii=False)
