"""The table macros of the published file: `share`, `compare` and `evidence`, for any DuckDB client from 1.4 on.

They render from sql/macros with the same `clustered_interval` and the same variables that dbt builds the marts with.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2

PROJECT = Path(__file__).parent
NAMES = ("share", "compare", "evidence")
SHARED = ("clustered_interval", "words")  # of macros/


def create(con: duckdb.DuckDBPyConnection, catalog: str) -> None:
    """Create every macro in an attached file that has its tables, with what its file says of it as comment.

    Their tables are named without a catalogue, so that they are found whatever name the file is opened under.
    """
    ((before,),) = con.execute("select current_catalog()").fetchall()
    con.execute(f"use {catalog}")  # a macro is bound when it is made
    for name in NAMES:
        con.execute(f"drop macro table if exists {name}")
        con.execute(_template(name).render())
        comment = describe(name).replace("'", "''")
        con.execute(f"comment on macro table {name} is '{comment}'")
    con.execute(f"use {before}")


def version() -> str:
    """A fingerprint of all that the macros render from."""
    files = [*sorted(PROJECT.glob("sql/macros/*.sql")), *(PROJECT / "macros" / f"{name}.sql" for name in SHARED)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*files, PROJECT / "dbt_project.yml"))).hexdigest()


def describe(name: str) -> str:
    """The sentences that a macro's file opens with."""
    lines = (PROJECT / "sql" / "macros" / f"{name}.sql").read_text().splitlines()
    return " ".join(line.removeprefix("-- ") for line in lines if line.startswith("-- "))


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{name}.sql")


@cache
def _environment() -> jinja2.Environment:
    """dbt's macros and variables, as far as the published ones need them."""
    from dbt.clients.yaml_helper import load_yaml_text  # heavy: a second

    variables: dict[str, Any] = (load_yaml_text((PROJECT / "dbt_project.yml").read_text()) or {})["vars"]
    folders = [PROJECT / "sql" / "macros", PROJECT / "macros"]
    found = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), undefined=jinja2.StrictUndefined)
    found.globals["var"] = variables.__getitem__
    for shared in SHARED:
        module = found.get_template(f"{shared}.sql").module
        found.globals |= {name: macro for name, macro in vars(module).items() if not name.startswith("_")}
    return found
