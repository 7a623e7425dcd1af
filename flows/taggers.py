"""Many parts tagged at once: what an engine is asked for, and the engine of one machine."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from flows.parent import ChildFailed, Family
from flows.progress import told
from flows.tagging import Tagging

if TYPE_CHECKING:
    from spiders.landing import Part

Order = dict[str, Any]  # what flows.children.tag takes


class Engine(Protocol):
    """Tags parts somewhere. Every order is answered once, as it is done; a part that fails says so in its answer."""

    def tag(self, orders: Sequence[Order]) -> Iterator[Tagging]:
        """Tag the parts, the first ones first; postings stay in files, only counts come back."""
        ...


def tag_parts(
    data: Path,
    parts: Sequence[Part],
    employers: Mapping[str, Mapping[str, str]],
    quarantine: Path,
    engine: Engine,
) -> list[Tagging]:
    """Tag parts by an engine, the biggest first, so that the workers end together.

    `employers` names the employer of each board, by source and token.
    """
    ordered = sorted(parts, key=lambda part: (-part.path.stat().st_size, part.name))
    orders = [_order(data, part, employers.get(part.source, {}), quarantine) for part in ordered]
    done: list[Tagging] = []
    with told(lambda: f"tag: {len(done)} of {len(parts)} parts"):
        done.extend(engine.tag(orders))
    return sorted(done, key=lambda summary: (summary.source, summary.part))


def failed(order: Order, why: object) -> Tagging:
    """The answer for a part that could not be tagged."""
    source, name = order["source"], order["name"]
    return Tagging(name, source, failure=f"{source} {name}: {why}")


@dataclass(frozen=True, slots=True)
class Local:
    """Children of this process that take parts from one queue; a child that dies is a fault of its part alone."""

    family: Family
    workers: int

    def tag(self, orders: Sequence[Order]) -> Iterator[Tagging]:
        """Tag the parts in `workers` children."""
        waiting: queue.SimpleQueue[Order] = queue.SimpleQueue()
        for order in orders:
            waiting.put(order)
        done: queue.SimpleQueue[Tagging | None] = queue.SimpleQueue()
        working = min(self.workers, len(orders))
        for number in range(working):
            threading.Thread(target=self._work, args=(waiting, f"tag-{number}", done), daemon=True).start()
        while working:
            tagging = done.get()
            if tagging is None:
                working -= 1
            else:
                yield tagging

    def _work(self, waiting: queue.SimpleQueue[Order], name: str, done: queue.SimpleQueue[Tagging | None]) -> None:
        """One worker: parts from the queue to a child, a new child after one that died; None at the end."""
        try:
            while not waiting.empty():
                with self.family.child("tag", name) as child:
                    while True:
                        try:
                            order = waiting.get_nowait()
                        except queue.Empty:
                            return
                        try:
                            done.put(Tagging(**child.ask(order)))
                        except ChildFailed as error:
                            done.put(failed(order, error))
                            break
        finally:
            done.put(None)


def _order(data: Path, part: Part, employers: Mapping[str, str], quarantine: Path) -> Order:
    return {
        "data": str(data.absolute()),  # a worker elsewhere has another working folder
        "source": part.source,
        "night": part.night.isoformat(),
        "name": part.name,
        "path": str(part.path.absolute()),
        "employers": dict(employers),
        "quarantine": str(quarantine.absolute()),
    }
