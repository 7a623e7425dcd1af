"""From a part of the landing zone to a part of the lake: read pages, understand postings, quarantine what fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from pipeline.records import Page, Posting
    from spiders.landing import Part
    from spiders.source import Reading
    from warehouse.known import Known, Memory
    from warehouse.lake import Entry

# What a page or text of unknown shape can raise in a pure function; anything else is a fault of the program.
UNREADABLE = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
FAULTS = (*UNREADABLE, msgspec.MsgspecError)
FEW = 10  # postings that may fail in a part however small it is
TOLD = 5  # faults named in a summary; all of them are in the quarantine file


@dataclass(slots=True)
class Tagging:
    """What tagging one part gave."""

    part: str
    source: str
    pages: int = 0
    postings: int = 0
    faults: int = 0
    kept: int = 0  # rows of an older file that a new taxonomy does not touch
    known: int = 0  # postings that came as in an earlier night, whose rows were taken over
    told: list[str] = field(default_factory=list)
    failure: str | None = None  # why the part is not in the lake, or not whole
    is_damaged: bool = False  # the disk no longer gives it as it was received

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


class NotUnderstood(RuntimeError):
    """Most postings of a part could not be understood: a fault of the program; the part waits until it is mended."""


class Quarantine:
    """The pages and postings of one part that could not be understood: a JSON line each, with source, board and url."""

    def __init__(self, path: Path, summary: Tagging) -> None:
        self.path = path
        self.summary = summary
        path.unlink(missing_ok=True)

    def add(self, page: Page, ref: str | None, error: str) -> None:
        """Note one fault."""
        row = {
            "source": page.source,
            "board": page.board,
            "url": page.url,
            "ref": ref,
            "sha256": page.sha256,
            "error": error,
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        self.summary.faults += 1
        if len(self.summary.told) < TOLD:
            where = page.url if ref is None else f"{page.url} posting {ref}"
            self.summary.told.append(f"{page.source} {page.board}: {where}: {error}")


def tag_part(data: Path, part: Part, employers: Mapping[str, str], quarantine: Path) -> Tagging:
    """Tag one part into the lake (one file, all or nothing); its faults go to `quarantine`/<part>.jsonl.

    A part that is there already is tagged again: of one that only another taxonomy made, what the change can touch.

    `employers` names the employer of a board by its token, for postings that do not.

    A fault of the program (a taxonomy that cannot be read, most postings not understood) leaves the part untagged.
    """
    from flows import forgetting, retagging
    from pipeline.understand import tagger
    from spiders.landing import pages
    from spiders.sources import SOURCES
    from warehouse import lake
    from warehouse.known import Memory

    tagger()
    source = SOURCES[part.source]
    summary = Tagging(part.name, part.source)
    if (older := retagging.kept(data, part, source.version)) is not None:
        return retagging.retag_part(data, part, older, employers, quarantine, summary)
    faults = Quarantine(quarantine / f"{part.name}.jsonl", summary)
    crawl_id = part.name.rpartition("-")[0]
    memory = Memory(data, part.source, source.version)
    found = items(whole(pages(part), summary), source.final, employers, summary, faults, memory)
    obeyed = forgetting.obeyed(data, part, found, employers)
    lake.write(data, part.source, part.night, part.name, crawl_id, source.version, obeyed)
    return summary


def entries(
    pages: Iterator[Page],
    reading: Callable[[Page], Reading],
    employers: Mapping[str, str],
    summary: Tagging,
    faults: Quarantine,
) -> Iterator[Entry]:
    """The postings of all pages, understood, one at a time."""
    from warehouse.lake import Entry

    return (item for item in items(pages, reading, employers, summary, faults, None) if isinstance(item, Entry))


def items(
    pages: Iterator[Page],
    reading: Callable[[Page], Reading],
    employers: Mapping[str, str],
    summary: Tagging,
    faults: Quarantine,
    memory: Memory | None,
) -> Iterator[Entry | Known]:
    """The postings of all pages, one at a time: the rows that `memory` has of them, the others understood."""
    from pipeline.understand import understand
    from warehouse.known import input_hash
    from warehouse.lake import Entry

    lost = 0
    for page in pages:
        summary.pages += 1
        employer = employers.get(page.board)
        for posting in readable(page, reading, faults):
            given = input_hash(page.board, posting, employer)
            if memory is not None and (known := memory.row(page, given)) is not None:
                summary.postings += 1
                summary.known += 1
                yield known
                continue
            try:
                tagged = understand(posting, employer)
            except FAULTS as error:
                faults.add(page, posting.ref, told(error))
                lost += 1
                continue
            summary.postings += 1
            yield Entry(page, posting, tagged, given)
    if lost > max(FEW, summary.postings):
        raise NotUnderstood(f"{lost} of {lost + summary.postings} postings could not be understood: {summary.told[0]}")


def whole(pages: Iterator[Page], summary: Tagging) -> Iterator[Page]:
    """The pages up to the first that the disk no longer gives as it was received."""
    from spiders.landing import DAMAGE

    try:
        yield from pages
    except DAMAGE as error:
        summary.is_damaged = True
        summary.failure = (
            f"{summary.source} {summary.part}: damaged after {summary.pages} pages, which are kept: {told(error)}"
        )


def readable(page: Page, reading: Callable[[Page], Reading], faults: Quarantine) -> tuple[Posting, ...]:
    """The postings of a page that its reader can take; the others are faults."""
    try:
        found = reading(page)
    except FAULTS as error:
        faults.add(page, None, told(error))
        return ()
    for problem in found.unread:
        faults.add(page, None, problem)
    return found.postings


def told(error: BaseException) -> str:
    """An error with its class, for the short messages of built-in ones say little."""
    return f"{type(error).__name__}: {error}"
