"""The schema of the work warehouse: an older file is upgraded in place, or made anew where no way leads.

SCHEMA is raised whenever `sql/raw.sql` changes; `sql/migrations/<n>.sql` leads from version n - 1 to n. What has no
such step, or was changed by other hands, is dropped and filled again from lake and ledger, which know all of it.
"""

from __future__ import annotations

import hashlib
import logging

import duckdb

from warehouse import statements

log = logging.getLogger(__name__)
SCHEMA = 2
FIRST = (
    "0c792d40c04ea3554af1dd214278ec52c003323f9a4c91f777e8f3a545a6af6a"  # raw.sql when files did not say their version
)


def upgrade(con: duckdb.DuckDBPyConnection) -> str:
    """Bring schema raw to SCHEMA; what was done, in words ("" for nothing, and for a new file)."""
    present = hashlib.sha256(statements.text("raw").encode()).hexdigest()
    version, made_by = _found(con)
    if made_by == present:
        return ""
    if version is not None and _steps_lead(version):
        for step in range(version + 1, SCHEMA + 1):
            statements.run(con, f"migrations/{step}")
        told = f"the work warehouse was upgraded in place from schema {version} to {SCHEMA}"
    else:
        con.execute("drop schema if exists raw cascade")
        told = _anew(version) if made_by else ""
    statements.run(con, "raw")
    con.execute("delete from raw.version")
    con.execute("insert into raw.version values ($made_by, $schema)", {"made_by": present, "schema": SCHEMA})
    if told:
        log.warning(told)
    return told


def _found(con: duckdb.DuckDBPyConnection) -> tuple[int | None, str | None]:
    """Version and fingerprint of the file; no version where nobody knows, neither in a new file."""
    if not con.execute("select 1 from duckdb_schemas() where schema_name = 'raw' and not internal").fetchall():
        return None, None
    try:
        row = con.execute("from raw.version").fetchall()
    except duckdb.CatalogException:
        row = []
    if len(row) != 1:
        return None, "nobody"
    made_by, *schema = row[0]
    if schema:
        return int(schema[0]), str(made_by)
    return (1 if made_by == FIRST else None), str(made_by)


def _steps_lead(version: int) -> bool:
    steps = range(version + 1, SCHEMA + 1)
    return len(steps) > 0 and all((statements.FOLDER / "migrations" / f"{step}.sql").exists() for step in steps)


def _anew(version: int | None) -> str:
    known = "of unknown schema" if version is None else f"of schema {version}"
    if version is not None and version > SCHEMA:
        known += ", newer than this program's"
    return f"the work warehouse, {known}, was made anew from lake and ledger in schema {SCHEMA}"
