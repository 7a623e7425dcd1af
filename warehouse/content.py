"""What two states of the warehouse have in common: fingerprints of tables, months whose series differ."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

import duckdb

from warehouse import statements
from warehouse.catalog import tables

Connection = duckdb.DuckDBPyConnection
FLOATING = ("DOUBLE", "FLOAT")  # sums of them differ in the last bits with the order of rows


def order_free_hash(con: Connection, table: str, without: Collection[str] = ()) -> str:
    """Rows of a table and a hash of them, whatever their order: equal for equal sets of rows, duplicates counted.

    `table` may be qualified (catalog.schema.table). Columns are taken by name, so that their order does not count;
    `without` names columns that do not. Doubles count to six digits: sums of them differ in the last bits with the
    order of rows. The same version of DuckDB on both sides.
    """
    columns = {str(name): str(kind) for name, kind, *_ in con.execute(f"describe {table}").fetchall()}
    facts = ", ".join(
        f'round("{name}", 6)' if kind in FLOATING else f'"{name}"'
        for name, kind in sorted(columns.items())
        if name not in without
    )
    rows = f"select hash({facts})::hugeint as row_hash from {table}"
    ((count, digest),) = con.execute(f"select count(*), coalesce(sum(row_hash), 0) from ({rows})").fetchall()
    return f"{count} {digest}"


def fingerprint(con: Connection, catalog: str, names: Iterable[str]) -> str:
    """A fingerprint of the tables `names`, whatever the order of rows; when and by which run does not count."""
    digest = hashlib.sha256()
    held = tables(con, catalog)
    for name in sorted(names):
        if columns := held.get(name):
            facts = _facts(columns)
            rows = f"select hash({facts})::hugeint as row_hash from {catalog}.main.{name}"
            sums = con.execute(f"select count(*), sum(row_hash) from ({rows})").fetchall()
            digest.update(repr((name, facts, sums)).encode())
    return digest.hexdigest()


def changed_months(con: Connection, names: Iterable[str]) -> int:
    """How many months of panels have a series that the last snapshot did not have so."""
    now, before = tables(con, "work"), tables(con, "last")
    changed = []
    for name in names:
        facts = f"panel, month, {_facts(now[name])}"
        here = f"select {facts} from work.main.{name}"
        if list(before.get(name, {})) == list(now[name]):
            there = f"select {facts} from last.main.{name}"
            here = f"({here} except {there}) union all ({there} except {here})"
        changed.append(f"select panel, month from ({here})")
    return statements.number(con, f"select count(*) from ({' union '.join(changed)})")


def _facts(columns: Mapping[str, str]) -> str:
    """The columns that count, as SQL: no instants, and no last bits."""
    return ", ".join(
        f'round("{column}", 6)' if kind in FLOATING else f'"{column}"'
        for column, kind in columns.items()
        if not kind.startswith("TIMESTAMP")
    )
