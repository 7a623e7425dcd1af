"""Any words, at any time: which postings hold them, by the texts of the lake and the tagger's rule of where words end.

DuckDB finds the texts in which all words stand and those where they surely stand whole; the few others, and every
question about sentences and sections, are decided by the tagger's own functions. Texts in the lake have e-mail
addresses and phone numbers masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import get_args

import duckdb
import numpy as np
import pandas as pd

from pipeline.clean.sections import sections
from pipeline.records import ASKED, Section
from pipeline.tag import boundary
from pipeline.tag.folding import folded
from pipeline.tag.reading import Reading

SECTIONS: tuple[str, ...] = get_args(Section)
OPEN = r"""[\s<>()\[\]{}|",;]"""  # what parts words for sure, as boundary.is_parted has it
SHOWN = 5  # quotes of a posting at most


class NoWords(ValueError):
    """A term needs at least one word with a letter or digit."""


class UnknownSection(ValueError):
    """No posting has a section of this name; names those there are."""


class NoTexts(FileNotFoundError):
    """The lake, which alone keeps texts, is empty; names its folder."""


@dataclass(frozen=True)
class Words:
    """Words in their order, in any case, with any white space between them."""

    term: str

    def __post_init__(self) -> None:
        if not any(char.isalnum() for char in self.term):
            raise NoWords(f"the term {self.term!r} has no word")

    @cached_property
    def plain(self) -> list[str]:
        """The words, lower case, accents folded away."""
        return folded(self.term).text.lower().split()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(r"\s+".join(map(re.escape, self.plain)), re.IGNORECASE)

    @property
    def sure(self) -> str:
        """A pattern of RE2 for texts in which the words surely stand whole, and in no address."""
        words = r"\s+".join(re.escape(word) for word in self.plain)
        if len(self.plain[0]) == 1 and len(self.plain) == 1:
            return r"\z\A."  # of one letter nothing is sure
        return rf"(?i)(?:^|{OPEN})(?:{words})(?:$|{OPEN}|[.:!](?:$|{OPEN}))"

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where they stand whole, outside addresses: offsets in the text as given."""
        plain = folded(text)
        edges = boundary.edges(plain.text)
        addresses: tuple[list[int], list[int]] | None = None
        for hit in self._pattern.finditer(plain.text):
            start, end = hit.span()
            if not boundary.is_parted(edges, start, end):
                if _runs_on(plain.text, start, end) or not boundary.stands(plain.text, start, end):
                    continue
                addresses = addresses or boundary.addresses(plain.text)
                if boundary.covered(start, end, addresses):
                    continue
            yield plain.span(start, end)

    def stand_in(self, text: str) -> bool:
        """Whether they stand somewhere."""
        return next(self.spans(text), None) is not None


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a letter or digit goes on where the words begin or end with one."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(
        (before and before.isalnum() and before.isascii() and text[start].isalnum())
        or (after and after.isalnum() and after.isascii() and text[end - 1].isalnum())
    )


@dataclass(frozen=True)
class Question:
    """Words, and what is asked of the sentence in which they stand; of a title only whether it is asked."""

    words: Words
    near: Words | None = None  # in the same sentence
    section: str | None = None
    status: str | None = None  # asked, or any but negated; None: whatever the sentence wants

    @classmethod
    def of(cls, term: str, near: str | None, section: str | None, status: str | None) -> Question:
        """Raises NoWords and UnknownSection."""
        if section is not None and section not in SECTIONS:
            raise UnknownSection(f"there is no section {section!r}; there are {', '.join(SECTIONS)}")
        return cls(Words(term), Words(near) if near is not None else None, section, status)

    @property
    def is_plain(self) -> bool:
        """Whether it is enough that the words stand in the text or the title."""
        return self.near is None and self.section is None and self.status is None

    def is_met(self, title: str | None, text: str) -> bool:
        """Whether a posting answers."""
        return next(self.sentences(title, text), None) is not None

    def sentences(self, title: str | None, text: str) -> Iterator[str]:
        """The sentences that answer, at most 200 characters of each."""
        in_title = bool(title) and self.section is None and (self.near is None or self.near.stand_in(title or ""))
        if title and in_title and self.words.stand_in(title):
            yield title[:200]
        spans = list(self.words.spans(text))
        if not spans:
            return
        reading = Reading(text, sections(text) if self.section or self.status else None, ())
        for start, end in spans:
            place = reading.at(start, end)
            if (
                (self.section is None or place.section == self.section)
                and (self.status is None or place.status != "negated")
                and (self.status != "asked" or place.status in ASKED)
                and (self.near is None or self.near.stand_in(text[place.first : place.last]))
            ):
                yield reading.evidence(place, start, end)


TEXTS = """
    with wanted as (
        select distinct posting_id, source, board, ref, part, fetched_at
        from postings
        semi join (from opening_months where panel = $panel and unit = $unit) using (posting_id)
    ),
    texts as (
        select source, board, ref, source || '/' || night || '/' || part as part, fetched_at, title, text
        from read_parquet($files, union_by_name = true)
        where list_bool_and(list_transform($words, lambda word: contains(lower(strip_accents(text)), word)))
            or list_bool_and(list_transform($words, lambda word: contains(lower(strip_accents(title)), word)))
    ),
    judged as (
        select
            posting_id, title, text,
            $is_plain and (regexp_matches(text, $sure) or coalesce(regexp_matches(title, $sure), false)) as is_sure
        from texts
        join wanted using (source, board, ref, part, fetched_at)
        qualify row_number() over (partition by posting_id) = 1
    )
    select posting_id, is_sure, if(is_sure, null, title) as title, if(is_sure, null, text) as text
    from judged
    order by posting_id
"""


def postings(con: duckdb.DuckDBPyConnection, data: Path, question: Question, panel: str, unit: str) -> pd.DataFrame:
    """posting_id of the panel's counted postings whose newest text or title answers. Raises NoTexts."""
    files = _files(con, data, panel, unit)
    values = {"files": files, "panel": panel, "unit": unit, "words": question.words.plain}
    rows = con.execute(TEXTS, values | {"sure": question.words.sure, "is_plain": question.is_plain}).to_arrow_table()
    ids, is_sure = rows["posting_id"].to_numpy(), rows["is_sure"].to_numpy(zero_copy_only=False).astype(bool)
    texts = zip(rows["title"].to_pylist(), rows["text"].to_pylist(), strict=True)
    met = [sure or question.is_met(title, text) for sure, (title, text) in zip(is_sure, texts, strict=True)]
    return pd.DataFrame({"posting_id": ids[np.array(met, dtype=bool)]})


def quotes(
    con: duckdb.DuckDBPyConnection, data: Path, question: Question, panel: str, unit: str, most: int
) -> pd.DataFrame:
    """month, employer, url, sentence (200 characters at most) of the newest `most` postings that answer."""
    values = {"files": _files(con, data, panel, unit), "panel": panel, "unit": unit, "words": question.words.plain}
    rows = con.execute(
        f"""
        select month, employer, url, found.title, found.text
        from ({TEXTS}) as found
        join (select posting_id, employer, url from postings) using (posting_id)
        join (
            select posting_id, max(month) as month from opening_months
            where panel = $panel and unit = $unit group by posting_id
        ) using (posting_id)
        order by month desc, posting_id desc
        """,
        values | {"sure": question.words.sure, "is_plain": False},
    )
    found: list[tuple[object, ...]] = []
    while len(found) < most and (batch := rows.fetchmany(200)):
        for month, employer, url, title, text in batch:
            sentence = next(question.sentences(title, text), None)
            if sentence is not None and len(found) < most:
                found.append((month, employer, url, sentence))
    return pd.DataFrame(found, columns=["month", "employer", "url", "sentence"])


def _files(con: duckdb.DuckDBPyConnection, data: Path, panel: str, unit: str) -> list[str]:
    """The files of the lake that hold the newest text of a counted posting of the panel."""
    rows = con.execute(
        "select distinct part from postings"
        " semi join (from opening_months where panel = ? and unit = ?) using (posting_id)",
        [panel, unit],
    ).fetchall()
    files = [str(file) for (part,) in rows if (file := data / "lake" / f"{part}.parquet").exists()]
    if rows and not files:
        raise NoTexts(f"no texts in {(data / 'lake').resolve()}: a term is counted in the lake")
    return sorted(files)
