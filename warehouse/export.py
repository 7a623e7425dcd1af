"""The published warehouse as a folder of Parquet files, one per table, with what a reader must know beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from warehouse import published
from warehouse.catalog import tables

README = """# jobshift, snapshot {snapshot_id}

Published {published_at}; taxonomy {taxonomy_version}. One Parquet file (zstd) per table; what is said here of tables
and columns stands in the database file too.

* A share has its panel, its denominator n and a 95 % interval clustered by employer; where `suppressed_because` is not
  null there is none. A `gap` was not read: it is no fall. An `incomplete` month is no result yet.
* Name panel, snapshot and interval where you quote a number.
* `evidence.parquet` holds all months, also those that lie beside the database file.
* Postings show what employers ask for, not whom they hire.

## Licence

The tables and their numbers: CC BY 4.0, "jobshift, snapshot {snapshot_id}". Place names come from GeoNames
(geonames.org, CC BY 4.0). Sentences in `evidence` are quotations of at most 200 characters from postings that belong to
their authors; quote them with the address that stands beside them in `postings.url`.

## Tables

"""


class UnknownTable(LookupError):
    """A table that the published warehouse does not have; names it and those it has."""


class FolderInUse(FileExistsError):
    """The folder to write has something in it already; names it."""


def export(data: Path, folder: Path, names: Sequence[str] = ()) -> dict[str, int]:
    """Write the named tables of the current snapshot (all, if none is named) into a new folder; rows by table.

    Raises UnknownTable, FolderInUse, NothingPublished.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(f"{folder} is not empty")
    snapshot = published.snapshot(data)
    with published.connect(data) as con:
        held = tables(con, "jobshift")
        if unknown := [name for name in names if name not in held]:
            raise UnknownTable(f"no table {', '.join(unknown)}; there are {', '.join(held)}")
        folder.mkdir(parents=True, exist_ok=True)
        chosen = list(names) or list(held)
        rows = {}
        told = []
        for name in chosen:
            file = folder / f"{name}.parquet"
            con.sql(f"from {name}").write_parquet(str(file), compression="zstd")
            ((rows[name],),) = con.execute(f"select count(*) from {name}").fetchall()
            ((comment,),) = con.execute(
                "select comment from duckdb_tables() where table_name = ? and database_name = 'jobshift'", [name]
            ).fetchall()
            columns = con.execute(
                "select column_name, data_type, comment from duckdb_columns()"
                " where table_name = ? and database_name = 'jobshift' order by column_index",
                [name],
            ).fetchall()
            told += [f"### {name}.parquet", "", f"{comment or ''} {rows[name]:,} rows.".strip(), ""]
            told += ["| column | type | what it is |", "|---|---|---|"]
            told += [f"| `{column}` | {kind} | {' '.join((text or '').split())} |" for column, kind, text in columns]
            told += [""]
    (folder / "README.md").write_text(README.format(**snapshot) + "\n".join(told), encoding="utf-8")
    return rows
