"""Parts of tables: by panel and period, by month, or by block of ids; which of them differ between two states.

Each part has order-free hashes of its rows: `facts` without instants, by which two states are the same, and `whole`,
by which a row must be written again. The published file carries those of its own rows and need not be read for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import duckdb

from warehouse import statements
from warehouse.catalog import tables

Connection = duckdb.DuckDBPyConnection
FLOATING = ("DOUBLE", "FLOAT")  # sums of them differ in the last bits with the order of rows
PERIODS = ("month", "quarter", "week", "year", "period", "night", "posting_month")
IDS = ("posting_id", "opening_id")
BLOCK = 16  # bits: 65,536 ids are a part
MADE_BY = f"DuckDB {duckdb.__version__}, 1"  # the number is raised when parts are cut or hashed otherwise


@dataclass(frozen=True, slots=True)
class Cut:
    """How a table is cut into parts, and what within a part is replaced as one: expressions over its columns."""

    panel: str = "null"
    period: str = "null"
    block: str = "null"
    unit: tuple[str, ...] = ()

    @classmethod
    def of(cls, columns: Mapping[str, str]) -> Cut:
        """That of a table with these columns (name → type)."""
        period = next((name for name in PERIODS if columns.get(name) == "DATE"), None)
        number = next((name for name in IDS if name in columns), None)
        if "panel" in columns and period:
            return cls("panel", f'"{period}"', "null", ("panel", period))
        if period == "posting_month":
            return cls("null", period, "null", ("posting_id",))
        if number:
            return cls("null", "null", f"{number} >> {BLOCK}", (number,))
        return cls("null", f'"{period}"', "null", (period,)) if period else cls()


def take(con: Connection, catalog: str, names: Iterable[str], side: str) -> None:
    """Leave in the temporary table `parts_<side>` the parts of these tables of a catalogue, with their hashes."""
    con.execute(
        f"create or replace temp table parts_{side} (table_name varchar, panel varchar, period date, block bigint,"
        " rows bigint, facts hugeint, whole hugeint)"
    )
    held = tables(con, catalog)
    for name in names:
        if columns := held.get(name):
            add(con, side, name, columns, f"{catalog}.main.{name}")


def add(con: Connection, side: str, name: str, columns: Mapping[str, str], relation: str) -> None:
    """Add the parts of one relation to `parts_<side>`."""
    cut = Cut.of(columns)
    has_instants = any(kind.startswith("TIMESTAMP") for kind in columns.values())
    whole = "whole" if has_instants else "facts"  # worked out once
    con.execute(f"""
        insert into parts_{side}
        select '{name}', panel, period, block, count(*), sum(facts), sum({whole})
        from (
            select {cut.panel} as panel, {cut.period} as period, {cut.block} as block,
                {row_hash(columns, with_instants=False)} as facts, {row_hash(columns)} as whole
            from {relation}
        )
        group by panel, period, block
    """)


def compare(con: Connection, reshaped: Collection[str] = ()) -> None:
    """Leave in `changed_parts` the parts in which `parts_before` and `parts_now` differ.

    Tables that are `reshaped` (other columns than before) differ in every part.
    """
    con.execute(
        """
        create or replace temp table changed_parts as
        select
            coalesce(n.table_name, b.table_name) as table_name,
            coalesce(n.panel, b.panel) as panel,
            coalesce(n.period, b.period) as period,
            coalesce(n.block, b.block) as block,
            n.facts is distinct from b.facts or n.rows is distinct from b.rows or is_reshaped as is_fact
        from parts_now as n
        full join parts_before as b
            on n.table_name = b.table_name and n.panel is not distinct from b.panel
            and n.period is not distinct from b.period and n.block is not distinct from b.block
        cross join lateral (
            select list_contains($reshaped::varchar[], coalesce(n.table_name, b.table_name)) as is_reshaped
        )
        where n.whole is distinct from b.whole or n.rows is distinct from b.rows or is_reshaped
        """,
        {"reshaped": list(reshaped)},
    )


def changed(con: Connection, *, facts: bool = False) -> set[str]:
    """The tables with a part in `changed_parts`; with `facts` those of which more than an instant differs."""
    where = "where is_fact" if facts else ""
    return {name for (name,) in con.execute(f"select distinct table_name from changed_parts {where}").fetchall()}


def condition(con: Connection, name: str, cut: Cut) -> str:
    """What is true of the rows of the changed parts of a table, as SQL that a scan can skip blocks by."""
    of_table = f"from changed_parts where table_name = '{name}'"
    if cut.block != "null":
        (number,) = cut.unit
        blocks = [block for (block,) in con.execute(f"select distinct block {of_table} order by block").fetchall()]
        starts = [block for block in blocks if block - 1 not in blocks]
        ends = [block for block in blocks if block + 1 not in blocks]
        told = [
            f"{number} between {start << BLOCK} and {(end + 1 << BLOCK) - 1}"
            for start, end in zip(starts, ends, strict=True)
        ]
        return f"({' or '.join(told)})"
    if cut.panel != "null":
        return f"({cut.panel}, {cut.period}) in (select panel, period {of_table})"
    return f"{cut.period} in (select period {of_table})"


def changed_months(con: Connection, names: Iterable[str]) -> int:
    """How many months of panels differ in one of these series."""
    chosen = ", ".join(f"'{name}'" for name in names)
    query = f"select distinct panel, period from changed_parts where is_fact and table_name in ({chosen})"
    return statements.number(con, f"select count(*) from ({query})")


def fingerprint(con: Connection, names: Collection[str]) -> str:
    """A fingerprint of these tables by `parts_now`: neither the order of rows counts nor when and by whom."""
    sums = con.execute(
        "select table_name, sum(rows), sum(hash(panel, period, block, rows, facts)::hugeint) from parts_now"
        " where list_contains($names, table_name) group by table_name order by table_name",
        {"names": list(names)},
    ).fetchall()
    return hashlib.sha256(repr(sums).encode()).hexdigest()


def row_hash(columns: Mapping[str, str], *, with_instants: bool = True) -> str:
    """The hash of a row, as SQL; doubles count to six digits. The same version of DuckDB on both sides."""
    facts = ", ".join(
        f'round("{name}", 6)' if kind in FLOATING else f'"{name}"'
        for name, kind in columns.items()
        if with_instants or not kind.startswith("TIMESTAMP")
    )
    return f"(hash({facts}) >> 1)::bigint"  # summed to a hugeint, twice as fast as one
