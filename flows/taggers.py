"""Many parts tagged at once: children that take them from one queue, the biggest first."""

from __future__ import annotations

import queue
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.parent import ChildFailed, Family
from flows.progress import told
from flows.tagging import Tagging

if TYPE_CHECKING:
    from spiders.landing import Part


Orders = queue.SimpleQueue[dict[str, Any]]


def tag_parts(
    data: Path,
    parts: Sequence[Part],
    employers: Mapping[str, Mapping[str, str]],
    quarantine: Path,
    family: Family,
    workers: int,
) -> list[Tagging]:
    """Tag parts in `workers` children, the biggest first; a part whose child dies is a fault of that part alone.

    `employers` names the employer of each board, by source and token.
    """
    waiting: Orders = queue.SimpleQueue()
    for part in sorted(parts, key=lambda part: (-part.path.stat().st_size, part.name)):
        waiting.put(_order(data, part, employers.get(part.source, {}), quarantine))
    done: list[Tagging] = []
    threads = [
        threading.Thread(target=_work, args=(waiting, family, f"tag-{number}", done), daemon=True)
        for number in range(min(workers, len(parts)))
    ]
    with told(lambda: f"tag: {len(done)} of {len(parts)} parts"):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(done, key=lambda summary: (summary.source, summary.part))


def _work(waiting: Orders, family: Family, name: str, done: list[Tagging]) -> None:
    """One worker: parts from the queue to a child, a new child after one that died."""
    while not waiting.empty():
        with family.child("tag", name) as child:
            while True:
                try:
                    order = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    done.append(Tagging(**child.ask(order)))
                except ChildFailed as error:
                    source, name = order["source"], order["name"]
                    done.append(Tagging(name, source, failure=f"{source} {name}: {error}"))
                    break


def _order(data: Path, part: Part, employers: Mapping[str, str], quarantine: Path) -> dict[str, Any]:
    return {
        "data": str(data),
        "source": part.source,
        "night": part.night.isoformat(),
        "name": part.name,
        "path": str(part.path),
        "employers": dict(employers),
        "quarantine": str(quarantine),
    }
