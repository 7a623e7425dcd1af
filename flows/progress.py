"""Word of long work: a line every few seconds, which serves a terminal and a log file alike."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

log = logging.getLogger("jobshift")
EVERY = 15.0  # seconds


@contextmanager
def told(words: Callable[[], str], every: float = EVERY) -> Iterator[None]:
    """Log `words()` every few seconds while the block is at work."""
    ended = threading.Event()

    def tell() -> None:
        while not ended.wait(every):
            log.info("%s", words())

    teller = threading.Thread(target=tell, name="progress", daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


def listen() -> None:
    """Show the program's own log lines on stderr."""
    if not log.handlers:
        shown = logging.StreamHandler(sys.stderr)
        shown.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
        log.addHandler(shown)
        log.setLevel(logging.INFO)
