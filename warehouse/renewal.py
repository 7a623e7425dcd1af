"""The new published file: a copy of the last one in which what changed is written anew, or all of it from scratch.

A copy costs next to nothing, and of a large table a night changes a few rows: these are taken out and come in again at
its end. Once a week, and where the copy would not do, everything is written in order, without a trace of what was.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Collection, Mapping, Set
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from warehouse import parts, publish_macros, published, statements
from warehouse.catalog import tables
from warehouse.parts import Cut, row_hash

log = logging.getLogger(__name__)
Connection = duckdb.DuckDBPyConnection
STORAGE = "v1.2.0"  # every client from 1.4 on can read the file; the macros are tried with 1.4, 1.5 and 2.0
WHOLE_AFTER = timedelta(days=7)
MOST_FREE = 0.3  # of a file's blocks may hold nothing any more
SMALL = 50_000  # rows: a table that has no more is written whole
MOST_RENEWED = 0.3  # of a table's rows are replaced one by one
COMPRESSION = {("evidence", "sentence"): "zstd"}  # half of what DuckDB chooses by itself; others it chooses well


class NotRenewed(RuntimeError):
    """A copy does not have the rows that it should have; names the tables."""


def can_copy(con: Connection, data: Path, moment: datetime, removed_at: datetime | None) -> bool:
    """Whether the last file, attached as `last`, may be copied and renewed in part.

    Not if other hands wrote to it, if its parts were hashed by another DuckDB, if it is a week since all was written or
    much of the file is free; nor if something was taken out on request since: its bytes may be left in what is free.
    """
    if not (knows_parts(con) and is_as_left(data)):
        return False
    ((whole_at,),) = con.execute("select whole_at from last.publication.file").fetchall()
    ((free,),) = con.execute(
        "select free_blocks / total_blocks from pragma_database_size() where database_name = 'last'"
    ).fetchall()
    return bool(moment < whole_at + WHOLE_AFTER and (removed_at is None or removed_at < whole_at) and free <= MOST_FREE)


def is_as_left(data: Path) -> bool:
    """Whether nothing has written to the last file since it was published: not a disk, not other hands."""
    file = published.path(data)
    try:
        written = published.snapshot(data).get("written_ns")
    except published.NothingPublished:
        return False
    return written == file.stat().st_mtime_ns and not file.with_name(file.name + ".wal").exists()


def knows_parts(con: Connection) -> bool:
    """Whether the hashes that the last file has of its parts can be compared with those of now."""
    if published.schema(con, "last") != published.SCHEMA:
        return False
    return con.execute("select hashed_by from last.publication.file").fetchall() == [(parts.MADE_BY,)]


def attach(con: Connection, new: Path) -> None:
    """Attach the new file as `fresh`; one that is not there yet is made."""
    quoted = str(new).replace("'", "''")
    con.execute(f"attach '{quoted}' as fresh (storage_version '{STORAGE}')")
    con.execute("set wal_autocheckpoint = '1TB'")  # a crash leaves nothing to be read again: once at the end will do


def renew(
    con: Connection, data: Path, new: Path, orders: Mapping[str, str], sources: Mapping[str, str], facts: Set[str]
) -> None:
    """Make the new file a copy of the last one with what `changed_parts` names written anew, attached as `fresh`.

    `orders`: order of rows by table; `sources`: what a table is written from. Tables that are not of `facts` have no
    parts and are written whole. Raises NotRenewed.
    """
    shutil.copyfile(published.path(data), new)
    attach(con, new)
    held, wanted = tables(con, "fresh"), tables(con, "work")
    reshaped = {name for name in orders if held.get(name) != wanted[name]}
    small = {name for name in orders if _rows(con, sources[name]) <= SMALL}
    differing = (parts.changed(con) | reshaped) & facts
    whole = [name for name in orders if name not in facts or name in differing & (reshaped | small)]
    whole += [
        name
        for name in orders
        if name in differing - reshaped - small and not _replaced(con, name, wanted[name], sources[name], orders[name])
    ]
    for name in [*whole, *(name for name in held if name not in orders)]:
        con.execute(f"drop table if exists fresh.main.{name}")
    con.execute("checkpoint fresh")  # what was dropped makes room for what comes
    for name in whole:
        create(con, name, wanted[name], orders[name], sources[name])
    if wrong := [name for name in orders if _rows(con, f"fresh.main.{name}") != _rows(con, sources[name])]:
        raise NotRenewed(f"the copy has other rows than it should in {', '.join(wrong)}")


def create(con: Connection, name: str, columns: Mapping[str, str], order: str, source: str) -> None:
    """Create a table of the new file in its order."""
    told = ", ".join(
        f'"{column}" {kind}'
        + (f" using compression {COMPRESSION[name, column]}" if (name, column) in COMPRESSION else "")
        for column, kind in columns.items()
    )
    con.execute(f"create table fresh.main.{name} ({told})")
    con.execute(f"insert into fresh.main.{name} from {source} order by {order}")


def finish(
    con: Connection, snapshot_at: datetime, *, is_whole: bool, comments: Collection[tuple[str, str, str]]
) -> None:
    """Bring comments, macros and the record of parts of the new file up to date."""
    told = set(described(con, "fresh"))
    for kind, target, comment in comments:
        if (kind, target, comment) not in told:
            con.execute(f"comment on {kind} fresh.main.{target} is '{comment}'")  # takes no parameters (1.5)
    macros = publish_macros.version()
    if is_whole:
        con.execute("create schema fresh.publication")
        con.execute(
            "create table fresh.publication.file (schema_version usmallint, hashed_by varchar, macros varchar,"
            " whole_at timestamp)"
        )
        values = [published.SCHEMA, parts.MADE_BY, "", snapshot_at]
        con.execute("insert into fresh.publication.file values (?, ?, ?, ?)", values)
    if con.execute("select macros from fresh.publication.file").fetchall() != [(macros,)]:
        publish_macros.create(con, "fresh")
        con.execute("update fresh.publication.file set macros = ?", [macros])
    con.execute("drop table if exists fresh.publication.parts")
    con.execute("create table fresh.publication.parts as from parts_now")


def described(con: Connection, catalog: str) -> list[tuple[str, str, str]]:
    """Every description of a table or column: kind, quoted name, quoted text."""
    found = con.execute(
        """
        select 'table', table_name, replace(comment, chr(39), chr(39) || chr(39))
        from duckdb_tables()
        where database_name = $catalog and schema_name = 'main' and comment is not null
        union all
        select 'column', table_name || '."' || column_name || '"', replace(comment, chr(39), chr(39) || chr(39))
        from duckdb_columns()
        where database_name = $catalog and schema_name = 'main' and comment is not null
        """,
        {"catalog": catalog},
    )
    return [(str(kind), str(target), str(comment)) for kind, target, comment in found.fetchall()]


def _replaced(con: Connection, name: str, columns: Mapping[str, str], source: str, order: str) -> bool:
    """Replace the units of the changed parts that differ; False, and nothing is done, where these are many."""
    cut = Cut.of(columns)
    if not cut.unit:
        return False
    unit = ", ".join(f'"{column}"' for column in cut.unit)
    of_unit = " and ".join(f't."{column}" is not distinct from u."{column}"' for column in cut.unit)
    changed = parts.condition(con, name, cut)  # before anything is hashed, for most rows are not meant
    sums = f"select {unit}, sum({row_hash(columns)}) as sums, count(*) as rows"
    con.execute(f"""
        create or replace temp table units as
        with there as ({sums} from fresh.main.{name} where {changed} group by {unit}),
        here as ({sums} from {source} where {changed} group by {unit})
        select {", ".join(f'coalesce(h."{c}", t."{c}") as "{c}"' for c in cut.unit)}, coalesce(h.rows, 0) as rows
        from here as h
        full join there as t on {" and ".join(f'h."{c}" is not distinct from t."{c}"' for c in cut.unit)}
        where h.sums is distinct from t.sums
    """)
    ((many,),) = con.execute("select coalesce(sum(rows), 0) from units").fetchall()
    if many > MOST_RENEWED * _rows(con, source):
        return False
    con.execute(f"delete from fresh.main.{name} as t using units as u where {of_unit}")
    rows = f"select t.* from {source} as t semi join units as u on {of_unit} where {changed}"
    con.execute(f"insert into fresh.main.{name} {rows} order by {order}")
    return True


def _rows(con: Connection, relation: str) -> int:
    return statements.number(con, f"select count(*) from {relation}")
