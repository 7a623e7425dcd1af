"""What is corrupted is not published: drawn corruptions of the work warehouse meet the checks and the audit."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pytest

from tests.warehouse.corruptions import Corruption, drawn
from tests.warehouse.drawn_world import published_world
from warehouse import parts, published, removals, work
from warehouse.audit import AuditFailed, audit
from warehouse.publish import FACTS, TABLES

ALL = 200  # by hand (`make faults`); every check draws the first of them
SOON = 40
LEAST_STOPPED = 0.95


@dataclass(frozen=True)
class Gate:
    """What stands before publication: dbt's checks, as compiled, and the audit."""

    con: duckdb.DuckDBPyConnection
    checks: dict[str, str]

    def stopped_by(self, corruption: Corruption) -> list[str]:
        """The names of what stops the corruption; the warehouse is as before."""
        with self._rolled_back():
            try:
                for statement in corruption.statements:
                    self.con.execute(statement)
            except (duckdb.ConstraintException, duckdb.ConversionException, duckdb.OutOfRangeException):
                return ["the column's type"]
            words = f'"{corruption.table}"'
            found = [name for name, query in self.checks.items() if words in query and self._finds(query)]
            return found or self._audited()

    def _finds(self, query: str) -> bool:
        return bool(self.con.execute(f"select 1 from ({query}) limit 1").fetchall())

    def _audited(self) -> list[str]:
        parts.take(self.con, "work", FACTS, "now")
        parts.compare(self.con)
        try:
            audit(self.con, {name: TABLES[name] for name in FACTS})
        except AuditFailed as failed:
            return list(failed.checks)
        return []

    @contextmanager
    def _rolled_back(self) -> Iterator[None]:
        self.con.execute("begin")
        try:
            yield
        finally:
            self.con.execute("rollback")


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """The drawn world as it would be published again, and what would stop it."""
    data = published_world(tmp_path_factory.getbasetemp()).data
    copy = tmp_path_factory.mktemp("mutations")
    shutil.copy(work.path(data), work.path(copy))
    compiled = data / "dbt" / "target" / "compiled" / "jobshift"
    files = [*compiled.glob("tests/*.sql"), *compiled.glob("models/*/*.yml/*.sql")]
    checks = {file.stem: file.read_text() for file in files}
    with duckdb.connect() as con:
        con.execute(f"attach '{work.path(copy)}' as work")
        published.attach(con, data, "last")
        removals.give(con, copy)
        parts.take(con, "last", FACTS, "before")
        yield Gate(con, checks)


def test_the_warehouse_as_built_passes(gate: Gate) -> None:
    assert len(gate.checks) > 100
    assert [name for name, query in gate.checks.items() if gate._finds(query)] == []
    assert gate._audited() == []


@pytest.mark.parametrize("corruptions", [SOON, pytest.param(ALL, marks=pytest.mark.faults)])
def test_nearly_all_corruptions_are_stopped_by_a_named_check(
    corruptions: int, gate: Gate, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = drawn(gate.con, corruptions)
    assert len(chosen) == corruptions
    stopped = {corruption: gate.stopped_by(corruption) for corruption in chosen}
    survivors = [corruption.name for corruption, checks in stopped.items() if not checks]
    kinds = Counter(corruption.kind for corruption in chosen)
    by_kind = Counter(corruption.kind for corruption, checks in stopped.items() if checks)
    with capsys.disabled():
        print(f"\n{len(chosen) - len(survivors)} of {len(chosen)} corruptions stopped; survivors: {survivors}")  # noqa: T201
        for kind, drawn_times in sorted(kinds.items()):
            print(f"  {kind}: {by_kind[kind]} of {drawn_times}")  # noqa: T201
    assert len(survivors) <= (1 - LEAST_STOPPED) * corruptions, survivors
