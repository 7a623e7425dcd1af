"""Builds the marts and runs their checks: dbt in this process, which the flow starts for it alone.

A full build makes every table whole and runs every check. Any other makes anew, of the tables in parts
(macros/parts.sql), what the postings and months that changed touch, and leaves out the checks tagged `weekly`; the
schema `built` says what those tables were made of. A build is full the first time, after a week, and when what the
tables are made by has changed.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse import statements, work

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunner, dbtRunnerResult

PROJECT = Path(__file__).parent
EXAMPLES = 5  # offending rows that a failed check shows
STATES = {  # tables of schema built, and what belongs into them after a build
    "board_states": "select source, board, state from built.changed_boards where state is not null",
    "posting_states": "select posting_id, source, board, state from built.changed_postings where state is not null",
    "month_states": "select month, state from built.changed_months where is_changed and state is not null",
}
PENDING = ("pending_openings", "pending_employers")
FULL_AFTER = timedelta(days=7)
INPUTS = ("skills", "role_names", "panels", "audit_errors", "audit_checks")  # of schema raw: they touch every month


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What was built: tables, checks that held, the seconds it took; scope `all` or `changes`."""

    tables: int
    checks: int
    seconds: float
    scope: str


class BuildFailed(RuntimeError):
    """dbt could not build; says what it said."""


class ChecksFailed(RuntimeError):
    """Checks found offending rows; names each check with at most five of its rows."""

    def __init__(self, failures: dict[str, list[str]]) -> None:
        self.failures = failures
        super().__init__("\n".join(line for check, rows in failures.items() for line in (f"{check}:", *rows)))


def build(data: Path, is_full: bool = False, on: date | None = None) -> BuildSummary:
    """Bring the tables of data/work.duckdb up to its schema raw and run the checks; nothing stays open behind it.

    `is_full`: make all anew and run every check, though it is not due `on` this day (today's, UTC).
    Raises ChecksFailed if a check found rows, BuildFailed if dbt could not run something; the next build makes it good.
    """
    started = monotonic()
    on = on or datetime.now(UTC).date()
    inputs, is_full = _begun(data, is_full, on)
    command = "build --no-write-json" + (" --full-refresh" if is_full else " --exclude tag:weekly")  # nobody reads json
    answer = _dbt(data, command, data / "dbt/target")
    from dbt.artifacts.schemas.run import RunExecutionResult

    if not isinstance(answer.result, RunExecutionResult):
        raise BuildFailed(f"dbt did not start: {answer.exception}")
    results: list[Any] = list(answer.result.results)
    if broken := [f"{result.node.name}: {result.message}" for result in results if result.status == "error"]:
        raise BuildFailed("\n".join(broken))
    if failed := [result.node for result in results if result.status == "fail"]:
        raise ChecksFailed(_offending(data, failed))
    _ended(data, inputs, is_full, on)
    kinds = [str(result.node.resource_type) for result in results]
    scope = "all" if is_full else "changes"
    return BuildSummary(kinds.count("model"), kinds.count("test"), monotonic() - started, scope)


def _begun(data: Path, is_full: bool, on: date) -> tuple[str, bool]:
    """Fingerprint of what the tables are made by, and whether all is made anew; then nothing counts as built."""
    with work.connected(data) as con:
        con.begin()
        statements.run(con, "built")
        inputs = _inputs(con)
        known = con.execute("select inputs, built_on from built.full_builds").fetchall()
        is_full = is_full or not known or known[0][0] != inputs or not known[0][1] <= on < known[0][1] + FULL_AFTER
        if is_full:
            con.execute("drop schema built cascade")
            statements.run(con, "built")
        con.commit()
    return inputs, is_full


def _inputs(con: duckdb.DuckDBPyConnection) -> str:
    """What no posting and no month answers for: the project's own files, and the small tables that touch everything."""
    digest = hashlib.sha256(duckdb.__version__.encode())  # whose hashes the states are
    files = [file for kind in ("*.sql", "*.yml") for file in PROJECT.rglob(kind) if "target" not in file.parts]
    for file in sorted(files):
        digest.update(str(file.relative_to(PROJECT)).encode() + file.read_bytes())
    for table in INPUTS:
        try:
            rows = con.execute(f"select count(*), sum(hash(t)) from raw.{table} as t").fetchall()
        except duckdb.CatalogException:  # no raw at all: dbt says so with the names
            rows = []
        digest.update(repr((table, rows)).encode())
    return digest.hexdigest()


def _ended(data: Path, inputs: str, is_full: bool, on: date) -> None:
    """Note what the tables in parts are made of now."""
    with work.connected(data) as con:
        con.begin()
        for states, present in STATES.items():
            con.execute(f"insert into built.{states} {present}")
        for pending in PENDING:
            con.execute(f"delete from built.{pending}")
        if is_full:
            con.execute("insert into built.full_builds values ($inputs, $on)", {"inputs": inputs, "on": on})
        con.commit()


def documented(data: Path, target: Path) -> Path:
    """Write dbt's own pages on the built work warehouse into a folder; gives their first page (dbt docs serve)."""
    answer = _dbt(data, "docs generate", target)
    if not answer.success:
        raise BuildFailed(f"dbt wrote no documentation: {answer.exception}")
    return target / "index.html"


def runner() -> dbtRunner:
    """What runs dbt in this process."""
    from dbt.cli.main import dbtRunner

    return dbtRunner()


def arguments(data: Path, target: Path) -> list[str]:
    """What dbt is told about a data folder, its profile by the environment; its log lies below it."""
    os.environ["JOBSHIFT_WORK"] = str(work.path(data))
    os.environ["JOBSHIFT_WORK_TMP"] = str(data / "work.tmp")
    os.environ["DO_NOT_TRACK"] = "1"
    options = {
        "project-dir": PROJECT,
        "profiles-dir": PROJECT,
        "target-path": target,
        "log-path": data / "dbt/logs",
        "log-level": "none",  # nothing to the terminal, which belongs to the flow
        "log-level-file": "info",
    }
    return [f"--{name}={value}" for name, value in options.items()]


def _dbt(data: Path, command: str, target: Path) -> dbtRunnerResult:
    """What dbt answers to a command."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # heavy: a second or two

    dbt = runner()
    try:
        return dbt.invoke([*command.split(), *arguments(data, target)])
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]  # dbt-duckdb has no types


def _offending(data: Path, checks: list[Any]) -> dict[str, list[str]]:
    """Per failed check, its name and the first rows of its own query."""
    with work.connected(data) as con:
        found = {}
        for check in checks:
            rows = con.sql(f"select * from ({check.compiled_code}) limit {EXAMPLES}")
            found[check.name] = [_line(rows.columns, row) for row in rows.fetchall()]
    return found


def _line(columns: list[str], row: tuple[Any, ...]) -> str:
    return "  " + ", ".join(f"{column}={value}" for column, value in zip(columns, row, strict=True))
