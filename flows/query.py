"""`jobshift query`: one question to the published warehouse, read-only, within a time limit."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.errors import WrongUse

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


class QueryFailed(RuntimeError):
    """The warehouse could not answer: what DuckDB said."""


def answer(data: Path, sql: str, *, out: Path | None, shown: int, seconds: float, form: str) -> None:
    """Run a query and write its result to a file, or show it as a table or as JSON."""
    from flows.commands.console import say
    from warehouse import published

    write = None if out is None else _writer(out)
    con = published.connect(data)
    try:
        _closed_in(con, data, sql)
        say(f"snapshot {published.snapshot(data)['snapshot_id']}")
        found = _within(con, sql, seconds)
    finally:
        con.close()
    if out is not None and write is not None:
        unfinished = out.with_name(out.name + ".part")
        write(found, unfinished)
        unfinished.replace(out)
        say(f"{found.num_rows} rows in {out}")
    elif form == "json":
        _show_json(found)
    else:
        _show_table(found, shown)


def _closed_in(con: duckdb.DuckDBPyConnection, data: Path, sql: str) -> None:
    """Let the question write and open no file, but for reading the evidence of older months.

    Only a question that is nothing but SELECT may open these: another statement could write to them.
    """
    import duckdb

    from warehouse import published

    try:
        kinds = {statement.type for statement in con.extract_statements(sql)}
    except duckdb.Error:
        kinds = set()  # what is wrong with it is said when it is asked
    files = published.evidence_files(con, data, published.path(data).stem)
    if files and kinds == {duckdb.StatementType.SELECT}:
        listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
        con.execute(f"set allowed_paths = [{listed}]")
    con.execute("set enable_external_access = false")


def _within(con: duckdb.DuckDBPyConnection, sql: str, seconds: float) -> pa.Table:
    import duckdb
    import pyarrow as pa

    timer = threading.Timer(seconds, con.interrupt)
    timer.daemon = True
    timer.start()
    try:
        relation = con.sql(sql)
        return pa.table({}) if relation is None else relation.to_arrow_table()
    except duckdb.InterruptException:
        raise QueryFailed(f"the query took longer than {seconds:g} s; --limit allows more") from None
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from None
    finally:
        timer.cancel()


def _writer(out: Path) -> Callable[[pa.Table, Path], None]:
    writers = {".csv": _csv, ".json": _json, ".parquet": _parquet}
    if out.suffix not in writers:
        raise WrongUse(f"{out}: --out takes {', '.join(writers)}")
    if not out.parent.is_dir():
        raise WrongUse(f"{out.parent} is not a folder")
    return writers[out.suffix]


def _csv(found: pa.Table, path: Path) -> None:
    found.to_pandas().to_csv(path, index=False)


def _json(found: pa.Table, path: Path) -> None:
    from flows.commands.console import plain

    path.write_text(json.dumps(found.to_pylist(), default=plain, ensure_ascii=False, indent=1), encoding="utf-8")


def _parquet(found: pa.Table, path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(found, path, compression="zstd")


def _show_json(found: pa.Table) -> None:
    from flows.commands.console import result_json

    result_json(found.to_pylist())


def _show_table(found: pa.Table, shown: int) -> None:
    from flows.commands.console import say, table

    rows: list[list[Any]] = [list(row.values()) for row in found.slice(0, shown).to_pylist()]
    table(None, found.column_names, rows)
    if found.num_rows > shown:
        say(f"{shown} of {found.num_rows} rows; --rows shows more, --out writes all")
