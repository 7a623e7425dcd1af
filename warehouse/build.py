"""Builds the marts and runs their checks: dbt in this process, which the flow starts for it alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from warehouse import work

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunner, dbtRunnerResult

PROJECT = Path(__file__).parent
EXAMPLES = 5  # offending rows that a failed check shows


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What was built: tables, checks that held, and the seconds it took."""

    tables: int
    checks: int
    seconds: float


class BuildFailed(RuntimeError):
    """dbt could not build; says what it said."""


class ChecksFailed(RuntimeError):
    """Checks found offending rows; names each check with at most five of its rows."""

    def __init__(self, failures: dict[str, list[str]]) -> None:
        self.failures = failures
        super().__init__("\n".join(line for check, rows in failures.items() for line in (f"{check}:", *rows)))


def build(data: Path) -> BuildSummary:
    """Build every table of data/work.duckdb from its schema raw and run every check; nothing stays open behind it.

    Raises ChecksFailed if a check found rows, BuildFailed if dbt could not run something.
    """
    started = monotonic()
    answer = _dbt(data, "build --no-write-json", data / "dbt/target")  # nobody reads what it would write
    from dbt.artifacts.schemas.run import RunExecutionResult

    if not isinstance(answer.result, RunExecutionResult):
        raise BuildFailed(f"dbt did not start: {answer.exception}")
    results: list[Any] = list(answer.result.results)
    if broken := [f"{result.node.name}: {result.message}" for result in results if result.status == "error"]:
        raise BuildFailed("\n".join(broken))
    if failed := [result.node for result in results if result.status == "fail"]:
        raise ChecksFailed(_offending(data, failed))
    kinds = [str(result.node.resource_type) for result in results]
    return BuildSummary(tables=kinds.count("model"), checks=kinds.count("test"), seconds=monotonic() - started)


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
