"""What an attached DuckDB file holds."""

from __future__ import annotations

import duckdb


def tables(con: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, dict[str, str]]:
    """The tables of the schema main: name → column → type; {} for a catalogue that is not attached."""
    found: dict[str, dict[str, str]] = {}
    rows = con.execute(
        """
        select c.table_name, c.column_name, c.data_type
        from duckdb_columns() as c
        join duckdb_tables() as t using (database_name, schema_name, table_name)
        where c.database_name = $catalog and c.schema_name = 'main'
        order by c.table_name, c.column_index
        """,
        {"catalog": catalog},
    )
    for table, column, kind in rows.fetchall():
        found.setdefault(table, {})[column] = kind
    return found
