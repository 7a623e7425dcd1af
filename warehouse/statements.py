"""Runs the SQL files of warehouse/sql, statement by statement, within the caller's transaction."""

from __future__ import annotations

from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent / "sql"


def text(name: str) -> str:
    """What `sql/<name>.sql` says."""
    return (FOLDER / f"{name}.sql").read_text()


def run(con: duckdb.DuckDBPyConnection, name: str, **values: object) -> None:
    """Execute every statement of `sql/<name>.sql`; `values` are its named parameters."""
    for statement in con.extract_statements(text(name)):
        wanted = {key: value for key, value in values.items() if key in statement.named_parameters}
        con.execute(statement, wanted or None)


def number(con: duckdb.DuckDBPyConnection, query: str) -> int:
    """The single integer that a query gives."""
    ((value,),) = con.execute(query).fetchall()  # fetchone would leave the result open (2.0)
    return int(value)
