"""Forgetting on request, layer by layer; and the obedience of everything that is tagged later."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spiders.landing import Part
    from warehouse.lake import Item
    from warehouse.removals import Key, Tombstone


@dataclass(frozen=True, slots=True)
class Plan:
    """What forgetting would take out: the postings, and the parts of the landing zone and lake that hold them."""

    stone: Tombstone
    parts: dict[Path, set[Key]]  # files of the lake

    def in_words(self) -> str:
        """One line."""
        return (
            f"{self.stone.kind} {self.stone.name}: {len(self.stone.keys)} postings in {len(self.parts)} parts of the"
            " landing zone and the lake, and in the published warehouse"
        )


def plan(data: Path, posting: str | None, employer: str | None, because: str) -> Plan:
    """What is meant. Raises WrongUse and warehouse.removals.NothingToForget."""
    from flows.errors import WrongUse
    from warehouse import removals

    if employer is not None:
        name, keys = removals.of_employer(data, employer)
    else:
        source, _, rest = (posting or "").partition("/")
        board, _, ref = rest.partition("/")
        if not (source and board and ref):
            raise WrongUse(f"{posting!r} is no posting: write SOURCE/BOARD/REF, as the columns of `postings`")
        name, keys = f"{source}/{board}/{ref}", removals.of_posting(data, (source, board, ref))
    kind = "posting" if employer is None else "employer"
    at = datetime.now(UTC).isoformat(timespec="seconds")
    stone = removals.Tombstone(kind, name, keys, because, getpass.getuser(), at)  # type: ignore[arg-type]  # two literals
    return Plan(stone, removals.parts(data, keys))


def carry_out(data: Path, found: Plan) -> int:
    """Write the tombstone, then take the postings out of landing zone and lake; how many pages were rewritten.

    To be called by whoever holds the run lock. Killed at any moment it can be called again; what it had not reached yet
    is out of the warehouse all the same, for tagging and loading obey the tombstone.
    """
    from warehouse import lake, removals

    removals.add(data, found.stone)
    pages = 0
    for file, keys in found.parts.items():
        pairs = {(board, ref) for _, board, ref in keys}
        if (part := _part(data, file)) is not None:
            pages += _strip(part, pairs)
        lake.remove(file, pairs)
    return pages


def forget(found: Plan) -> dict[str, Any]:
    """Carry it out as a run of its own: landing zone, lake, warehouse, publication, figures. Gives the snapshot."""
    from flows import night
    from flows.config import today
    from flows.outcome import Outcome

    outcome = Outcome()
    with night.opened("forget", today(), None, None) as tonight, night.recorded(tonight, outcome):
        with outcome.timed("tag"):
            carry_out(tonight.data, found)
        with outcome.timed("load"):
            outcome.loaded = night.load(tonight, "")
        with outcome.timed("build and check"):
            outcome.built = night.build(tonight)
        with outcome.timed("publish"):
            outcome.snapshot = night.publish(tonight)
        if outcome.snapshot and tonight.settings.report.on:
            with outcome.timed("report"):
                outcome.figures = night.report(tonight)
    return outcome.snapshot


def obeyed(data: Path, part: Part, found: Iterable[Item], employers: Mapping[str, str]) -> Iterator[Item]:
    """The postings of a part that no tombstone names; the others are taken out of the part itself before it ends."""
    from warehouse.lake_rows import Entry
    from warehouse.removals import Forgotten

    forgotten = Forgotten.of(data)
    if not forgotten:
        yield from found
        return
    gone: set[tuple[str, str]] = set()
    for item in found:
        if isinstance(item, Entry):
            board, ref = item.page.board, item.posting.ref
            row = {"employer_key": item.tagged.employer_key, "employer_given": item.posting.employer is not None}
        else:
            board, ref = item["board"], item["ref"]
            row = {"employer_key": item["employer_key"], "employer_given": item["employer_given"]}
        if forgotten.has(row | {"source": part.source, "board": board, "ref": ref}, employers.get(board)):
            gone.add((board, ref))
        else:
            yield item
    if gone:
        _strip(part, gone)


def _strip(part: Part, keys: set[tuple[str, str]]) -> int:
    from spiders.forgetting import strip
    from spiders.sources import SOURCES

    return strip(part, keys, SOURCES[part.source].reading)


def _part(data: Path, file: Path) -> Part | None:
    """The part of the landing zone that a file of the lake was made from; None where it is lost."""
    from datetime import date

    from spiders.landing import CLOSED, Part

    source, night, name = file.parent.parent.name, file.parent.name, file.stem
    path = data / "landing" / source / night / f"{name}{CLOSED}"
    return Part(source, date.fromisoformat(night), name, path) if path.exists() else None
