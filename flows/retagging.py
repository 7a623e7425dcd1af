"""Tagging a part again: only the postings that a change of the taxonomy can touch, or all where the rules changed.

A posting can be touched where its text or title holds a form that a changed, added or removed entry has or had, in
whatever case and sense: nothing else of the taxonomy is looked at for it. All other rows of the part's file are kept.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flows.tagging import Quarantine, Tagging, entries, whole

if TYPE_CHECKING:
    from pipeline.records import Page
    from pipeline.tag.mentions import Tagger
    from spiders.landing import Part
    from spiders.source import Reading
    from warehouse.lake import Entry, KeptRow

Key = tuple[str, str]  # board, ref


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of a part's older file, and which of its postings are to be understood anew."""

    rows: list[KeptRow]
    touched: frozenset[Key]


def kept(data: Path, part: Part, reader: int) -> Kept | None:
    """What may be kept of the part's file in the lake; None where all of it is to be tagged (anew)."""
    import pyarrow.parquet as pq

    from warehouse import lake, lake_versions

    file = lake.path(data, part.source, part.night, part.name)
    if not file.exists():
        return None
    old, new = lake_versions.stamp(file), lake_versions.present(reader)
    if old is None or (old.rules, old.reader) != (new.rules, new.reader):
        return None
    finder = changes(data, old.taxonomy)
    if finder is None:
        return None
    rows: list[KeptRow] = pq.read_table(file, partitioning=None).to_pylist()
    touched = [row for row in rows if finder.touches(row["text"], row["title"])]
    return Kept(rows, frozenset((row["board"], row["ref"]) for row in touched))


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the texts that changed entries can touch."""

    tagger: Tagger | None  # None: nothing that tags depend on has changed

    def touches(self, text: str, title: str | None) -> bool:
        """Whether a form of a changed entry stands in text or title."""
        if self.tagger is None:
            return False
        candidates = self.tagger.candidates(text, title)
        return bool(candidates.found or candidates.in_title)


@lru_cache(maxsize=8)
def changes(data: Path, taxonomy: str) -> Finder | None:
    """What finds the texts that the way from an older taxonomy to the present one can touch; None: all of them."""
    from pipeline.tag.mentions import Tagger
    from pipeline.taxonomy import manifest
    from warehouse import lake_versions

    before, now = lake_versions.kept_manifest(data, taxonomy), manifest.current()
    ids = None if before is None else manifest.changed(before, now)
    if before is None or ids is None:
        return None
    return Finder(Tagger(manifest.finding(before, now, ids)) if ids else None)


def retag_part(
    data: Path, part: Part, older: Kept, employers: Mapping[str, str], quarantine: Path, summary: Tagging
) -> Tagging:
    """Write the part's file anew: touched postings understood again, the other rows as they were, in their order."""
    from flows import forgetting
    from spiders.landing import pages
    from spiders.sources import SOURCES
    from warehouse import lake

    source = SOURCES[part.source]
    again: Iterator[Entry] = iter(())
    if older.touched:
        faults = Quarantine(quarantine / f"{part.name}.jsonl", summary)
        untouched = {(row["board"], row["ref"]) for row in older.rows} - older.touched

        def reading(page: Page) -> Reading:
            """The page's postings that are touched, and those that the older file lacks."""
            found = source.final(page)
            return replace(found, postings=tuple(p for p in found.postings if (page.board, p.ref) not in untouched))

        again = entries(whole(pages(part), summary), reading, employers, summary, faults)
    summary.kept = sum((row["board"], row["ref"]) not in older.touched for row in older.rows)
    found = forgetting.obeyed(data, part, _in_place(older, again), employers)
    lake.write(data, part.source, part.night, part.name, part.crawl_id, source.version, found)
    return summary


def _in_place(older: Kept, again: Iterable[Entry]) -> Iterator[Entry | KeptRow]:
    """Older rows in their order, touched ones replaced; then what the older file did not have."""
    fresh: defaultdict[Key, deque[Entry]] = defaultdict(deque)
    for entry in again:
        fresh[entry.page.board, entry.posting.ref].append(entry)
    for row in older.rows:
        key = (row["board"], row["ref"])
        if key not in older.touched:
            yield row
        elif fresh[key]:
            yield fresh[key].popleft()
    for entries_left in fresh.values():
        yield from entries_left


@dataclass(frozen=True, slots=True)
class Plan:
    """What tagging again would do."""

    parts: int  # in the landing zone
    whole: int  # parts to be tagged again as a whole: rules or reader are others, or how they were tagged is not known
    partly: int  # parts of which a changed taxonomy can touch some postings
    entries: tuple[str, ...]  # changed, added or removed skills, where that is all

    def in_words(self) -> str:
        """One line."""
        if not self.whole and not self.partly:
            return f"all {self.parts} parts are tagged by the present extractor: nothing to do"
        skills = f" for {len(self.entries)} skills: {', '.join(self.entries)}" if self.entries else ""
        return f"of {self.parts} parts {self.whole} are to be tagged again as a whole, {self.partly} in part{skills}"


def plan(data: Path) -> Plan:
    """What `jobshift retag` would do now; nothing is changed."""
    from pipeline.taxonomy import manifest
    from spiders import landing
    from spiders.sources import SOURCES
    from warehouse import lake, lake_versions

    parts = landing.parts(data)
    outdated = lake.outdated(data, parts, {name: source.version for name, source in SOURCES.items()})
    whole, entries_changed = 0, set[str]()
    for part in outdated:
        old = lake_versions.stamp(lake.path(data, part.source, part.night, part.name))
        new = lake_versions.present(SOURCES[part.source].version)
        before = None if old is None else lake_versions.kept_manifest(data, old.taxonomy)
        ids = None if before is None else manifest.changed(before, manifest.current())
        if old is None or ids is None or (old.rules, old.reader) != (new.rules, new.reader):
            whole += 1
        else:
            entries_changed |= ids
    return Plan(len(parts), whole, len(outdated) - whole, tuple(sorted(entries_changed)))
