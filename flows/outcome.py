"""What a run has done and what it lacks: the source of its state, its report and its ledger message."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flows import ledger
from flows.tagging import Tagging

READ = frozenset({"complete", "unchanged", "absent", "asleep"})  # boards of which all is known
TOLERATED = 0.05  # share of a source's boards that may fail before the run is called degraded


@dataclass(frozen=True, slots=True)
class Crawl:
    """How the crawl of one source went."""

    source: str
    seconds: float = 0.0
    boards: dict[str, int] = field(default_factory=dict)  # coverage → boards
    postings: int = 0
    requests: int = 0
    errors: int = 0
    reasons: tuple[str, ...] = ()
    failure: str | None = None  # why there is nothing
    warnings: tuple[str, ...] = ()  # what is odd but loses nothing

    @property
    def is_degraded(self) -> bool:
        """Whether what depends on this source has a gap tonight."""
        total = sum(self.boards.values())
        unread = total - sum(self.boards.get(kind, 0) for kind in READ)
        return self.failure is not None or unread > TOLERATED * total

    def in_words(self) -> str:
        """One line for the log."""
        if self.failure is not None:
            return f"{self.source}: {self.failure}{_some(self.reasons)}"
        boards = ", ".join(f"{number} {kind}" for kind, number in sorted(self.boards.items())) or "no board to read"
        return (
            f"{self.source}: {boards}; {self.postings} postings, {self.requests} requests, {self.errors} errors"
            + _some(self.reasons)
        )


def _some(reasons: tuple[str, ...]) -> str:
    """The first reasons in brackets."""
    return f" ({'; '.join(reasons[:3])}{'; …' if len(reasons) > 3 else ''})" if reasons else ""


@dataclass(slots=True)
class Outcome:
    """What a run has done so far: the source of its report, artifact, ledger message and exit code."""

    crawls: list[Crawl] = field(default_factory=list)
    taggings: list[Tagging] = field(default_factory=list)
    loaded: dict[str, Any] = field(default_factory=dict)
    built: dict[str, Any] = field(default_factory=dict)
    effects: dict[str, Any] = field(default_factory=dict)  # of tagging again, how much there is to tell
    snapshot: dict[str, Any] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    failure: str | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def state(self) -> ledger.State:
        """completed, degraded (a source or a part is missing, or too much could not be read), or failed."""
        if self.failure is not None:
            return "failed"
        return "degraded" if self.gaps else "completed"

    @property
    def gaps(self) -> list[str]:
        """What is missing, in words; empty when all is well."""
        missing = [crawl.in_words() for crawl in self.crawls if crawl.is_degraded]
        untagged = [tagging.failure for tagging in self.taggings if tagging.failure is not None]
        postings, faults = sum(tagging.postings for tagging in self.taggings), self.faults
        unread = [f"{faults} pages or postings could not be read"] if faults > TOLERATED * (postings + faults) else []
        return [*missing, *untagged, *unread, *self.warnings]

    @property
    def faults(self) -> int:
        """Pages and postings that could not be understood."""
        return sum(tagging.faults for tagging in self.taggings)

    @property
    def message(self) -> str:
        """One line for the ledger."""
        if self.failure is not None:
            return self.failure
        return "; ".join([*self.gaps, str(self.snapshot.get("snapshot_id", "nothing new, no new snapshot"))])

    @property
    def measured(self) -> dict[str, Any]:
        """Timings and counters for the ledger, so that the table `runs` shows where nights spend themselves."""
        return {
            "seconds": dict(self.seconds),
            "requests": sum(crawl.requests for crawl in self.crawls),
            "errors": sum(crawl.errors for crawl in self.crawls),
            "postings_read": sum(crawl.postings for crawl in self.crawls),
            "postings_tagged": sum(tagging.postings for tagging in self.taggings),
            "unreadable": self.faults,
        }

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Note how long a step takes."""
        start = time.monotonic()
        try:
            yield
        finally:
            self.seconds[step] = round(time.monotonic() - start, 1)
