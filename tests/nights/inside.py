"""A family whose children are calls in this process, crawls forks of a warm one: the same work without its start.

Nights that are killed, and those through the command line, have true children.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.children import WORKS
from flows.parent import HOUR, ChildFailed, Family
from tests.apart import Failed, apart


@dataclass(frozen=True, slots=True)
class Inside:
    """Answers as a child would. Scrapy runs once per process, so a crawl has one of its own."""

    work: str
    name: str
    log: Path

    def ask(self, order: dict[str, Any], limit: float = HOUR) -> dict[str, Any]:  # noqa: ARG002  # as of a child
        work = WORKS[self.work]
        try:
            return apart(work, order) if self.work == "crawl" else work(order)
        except Failed as error:
            raise ChildFailed(self.name, error.words, error.kind, self.log) from error
        except Exception as error:
            raise ChildFailed(self.name, str(error), type(error).__name__, self.log) from error


class Household(Family):
    """A family of such children."""

    @contextmanager
    def child(self, work: str, name: str, keep: Sequence[int] = ()) -> Iterator[Inside]:  # type: ignore[override]  # noqa: ARG002
        yield Inside(work, name, self.logs / f"{name}.log")
