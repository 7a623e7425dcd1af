"""What a table holds, as one hash: for tests that two warehouses are equal."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from warehouse.parts import row_hash


def order_free_hash(con: duckdb.DuckDBPyConnection, table: str, without: Collection[str] = ()) -> str:
    """Rows of a table and a hash of them, whatever their order: equal for equal sets of rows, duplicates counted.

    `table` may be qualified (catalog.schema.table). Columns are taken by name, so that their order does not count;
    `without` names columns that do not. Doubles count to six digits: sums of them differ in the last bits with the
    order of rows. The same version of DuckDB on both sides.
    """
    columns = {str(name): str(kind) for name, kind, *_ in con.execute(f"describe {table}").fetchall()}
    facts = row_hash({name: kind for name, kind in sorted(columns.items()) if name not in without})
    rows = f"select {facts} as row_hash from {table}"
    ((count, digest),) = con.execute(f"select count(*), coalesce(sum(row_hash), 0) from ({rows})").fetchall()
    return f"{count} {digest}"
