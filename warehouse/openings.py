"""Finds openings among the postings of a DuckDB connection, night by night, at the cost of what is new.

Schema `found` keeps what is known of every version of a posting: exact keys, the lines its employer repeats, bands and
sketch of its signature, and its links. All of it is a function of the relation `evidence`, whatever came when: new
versions are linked with all others, and only what they are connected with is judged anew; where a version goes, or
comes for a night before others of its employer, that employer's are all taken again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

import pipeline.openings
from pipeline.openings import clusters, rules
from pipeline.openings.faces import LEAST_TEXT
from warehouse import near_texts, statements

Connection = duckdb.DuckDBPyConnection
Texts = Callable[[pd.DataFrame], list[str]]

EXACT = {pa.uint64(): pd.UInt64Dtype()}  # with a null among them, floats would lose the last bits
PORTION = 20_000  # versions whose texts are in memory at once: some 200 MB
MADE_BY = (*Path(pipeline.openings.__file__).parent.glob("*.*"), Path(__file__), Path(near_texts.__file__))


def update(con: Connection, texts: Texts, near: float = rules.NEAR) -> int:
    """Bring schema `found` up to the relation `evidence`; gives how many versions were new or taken again.

    `evidence`: posting_id, version, evidence (of all that follows, 64 bits each), night, ref, employer (of its key, 64
    bits or null), employer_key, title, titles, place, requisition, url, thread, text_hash, text_length.
    `texts` gives the texts of rows of it. `near` is the least similarity of two texts.
    """
    _tables(con, near)
    statements.run(con, "openings/fresh")
    if statements.number(con, "select count(*) from moved") == 0:
        return 0
    count = statements.number(con, "select count(*) from fresh_in_order")
    read = _once(texts) if count <= PORTION else texts
    for portion in _portions(con):
        near_texts.take_lines(con, portion, _worded(portion, read))
    statements.run(con, "openings/lines", titles=near_texts.TITLES)
    repeated = near_texts.Repeated.of(con)
    for portion in _portions(con):
        near_texts.link(con, portion, _worded(portion, read), repeated, near)
    _judge(con)
    return count


def _tables(con: Connection, near: float) -> None:
    """Schema found; where other rules made it, it is made anew and filled again."""
    files = sorted((*MADE_BY, *(statements.FOLDER / "openings").glob("*.sql")))
    made_by = hashlib.sha256(repr((near, [file.read_bytes() for file in files])).encode()).hexdigest()
    statements.run(con, "openings/tables")
    if con.execute("select made_by from found.version").fetchall() != [(made_by,)]:
        con.execute("drop schema found cascade")
        statements.run(con, "openings/tables")
        con.execute("insert into found.version values ($made_by)", {"made_by": made_by})


def _once(texts: Texts) -> Texts:
    """`texts`, which remembers the last it gave."""
    held: dict[tuple[int, ...], list[str]] = {}

    def read(rows: pd.DataFrame) -> list[str]:
        key = tuple(rows["number"])
        if key not in held:
            held[key] = texts(rows)
        return held[key]

    return read


def _portions(con: Connection) -> Iterator[pd.DataFrame]:
    """The fresh versions, oldest night first, some at a time."""
    count = statements.number(con, "select count(*) from fresh_in_order")
    for first in range(0, count, PORTION):
        rows = con.execute(
            "select * from fresh_in_order where number > $first and number <= $last order by number",
            {"first": first, "last": first + PORTION},
        ).to_arrow_table()
        yield rows.to_pandas(types_mapper=EXACT.get, date_as_object=False)


def _worded(portion: pd.DataFrame, texts: Texts) -> pd.Series:
    """The texts that can be evidence, by the portion's index."""
    rows = portion[portion["employer"].notna() & (portion["text_length"] >= LEAST_TEXT)]
    return pd.Series(texts(rows) if len(rows) else [], index=rows.index, dtype=object)


def _judge(con: Connection) -> None:
    """Give every posting that something may have changed for its opening and the reason."""
    statements.run(con, "openings/affected")
    postings = con.sql("select posting_id from affected").df()["posting_id"].to_numpy(dtype="int64")
    links = con.sql("select * from found.links semi join affected on low = posting_id").df()
    members = clusters.openings(postings, links, _facts(con, links))
    con.register("judged", members)
    con.execute("delete from found.members where posting_id in (select posting_id from affected)")
    con.execute("""
        insert into found.members by name
        select posting_id, component, opening_id, opening_reason, matched_posting_id, similarity
        from judged
        semi join evidence using (posting_id)
    """)
    con.unregister("judged")


def _facts(con: Connection, links: pd.DataFrame) -> dict[int, tuple[Hashable, Hashable, Hashable]]:
    """For the postings that copies may join: requisition, employer (None for an agency), and what decides ties."""
    if links["is_firm"].all():
        return {}
    rows = con.execute("""
        select posting_id, max(requisition), case when not bool_or(is_agency) then max(employer) end, min(evidence)
        from found.faces
        semi join affected using (posting_id)
        group by posting_id
    """).fetchall()
    return {posting: (requisition, employer, tie) for posting, requisition, employer, tie in rows}
