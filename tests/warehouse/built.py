"""The hand-counted world as a built work warehouse, to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.build import BuildSummary


@dataclass(frozen=True)
class Built:
    """A built work warehouse and the ids of the postings that tests ask about."""

    con: duckdb.DuckDBPyConnection
    ids: dict[str, int]
    summary: BuildSummary

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.con.execute(query, list(values)).fetchall()

    def row(self, query: str, *values: Any) -> tuple[Any, ...]:
        (only,) = self.rows(query, *values)
        return only

    def about(self, name: str, columns: str) -> tuple[Any, ...]:
        """Columns of one named posting."""
        return self.row(f"select {columns} from postings where posting_id = ?", self.ids[name])
