"""Postings in the words of a test, and the openings found among them in a DuckDB of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import duckdb
import pandas as pd

from pipeline.openings import rules, text_hash
from warehouse import openings

NIGHT = date(2026, 11, 1)
EVIDENCE = """
    create or replace temp table evidence as
    select * replace (night::date as night),
        hash(
            night, ref, employer_key, title, titles, place, requisition, url, thread, text_hash, text_length
        ) as evidence,
        case when employer_key is not null then hash(employer_key) end as employer
    from given
"""
COLUMNS = {
    "ref": "string",
    "employer_key": "string",
    "title": "string",
    "place": "string",
    "requisition": "string",
    "url": "string",
    "thread": "string",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One version of a posting as a source shows it; postings are told apart by ref."""

    ref: str
    text: str
    employer_key: str | None = "acme"
    title: str | None = "Data Engineer"
    place: str | None = "Berlin"
    requisition: str | None = None
    url: str | None = None
    thread: str | None = None
    titles: tuple[str, ...] = ()
    night: date = NIGHT


@dataclass
class Finder:
    """Finds openings among postings added bit by bit; posting ids are given as they come."""

    near: float = rules.NEAR
    shown: list[Shown] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    con: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)

    def add(self, postings: Iterable[Shown]) -> Finder:
        """Add postings and find openings; gives itself."""
        for posting in postings:
            self.shown.append(posting)
            self.ids.setdefault(posting.ref, len(self.ids) + 1)
        self.find()
        return self

    def find(self) -> int:
        """Find openings; gives how many versions were judged."""
        rows = [
            {name: getattr(shown, name) for name in (*COLUMNS, "titles", "night")}
            | {
                "posting_id": self.ids[shown.ref],
                "version": text_hash(repr((shown.text, shown.title, shown.place, shown.requisition))),
                "text_hash": text_hash(shown.text),
                "text_length": len(shown.text),
                "text": shown.text,
            }
            for shown in self.shown
        ]
        given = pd.DataFrame(rows).astype(COLUMNS)
        given["titles"] = given["titles"].map(list)
        self.con.register("given", given.drop_duplicates(["posting_id", "version"]))
        self.con.execute(EVIDENCE)
        return openings.update(self.con, lambda rows: rows["text"].to_list(), self.near)

    def openings(self) -> dict[str, str]:
        """By ref, the ref of the opening's earliest posting."""
        refs = {number: ref for ref, number in self.ids.items()}
        rows = self.con.sql("select posting_id, opening_id from found.members").fetchall()
        return {refs[posting]: refs[opening] for posting, opening in rows}

    def groups(self) -> set[frozenset[str]]:
        """The openings as sets of refs: what does not depend on ids."""
        found: dict[str, set[str]] = {}
        for ref, opening in self.openings().items():
            found.setdefault(opening, set()).add(ref)
        return {frozenset(group) for group in found.values()}

    def reasons(self) -> dict[str, tuple[str, str | None]]:
        """By ref, why it belongs to its opening and the ref it was matched with."""
        refs = {number: ref for ref, number in self.ids.items()}
        rows = self.con.sql("select posting_id, opening_reason, matched_posting_id from found.members").fetchall()
        return {refs[posting]: (reason, matched and refs[int(matched)]) for posting, reason, matched in rows}


def found(postings: Sequence[Shown], near: float = rules.NEAR) -> dict[str, str]:
    """The openings of postings that come all at once."""
    return Finder(near).add(postings).openings()
