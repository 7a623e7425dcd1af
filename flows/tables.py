"""DataFrames for a reader or a program: as a table on the terminal, as JSON records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as JSON takes them: ISO days, null for what is missing."""
    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", date_format="iso", date_unit="s"))
    days = [name for name in frame.columns if name == "month" or name.endswith(("_on", "_month"))]
    return [row | {day: row[day][:10] for day in days if row[day] is not None} for row in rows]


def show_frame(frame: pd.DataFrame) -> None:
    """Print a frame as a table."""
    from flows.commands.console import table

    rows = [["" if cell is None else _short(cell) for cell in row.values()] for row in records(frame)]
    table(None, list(frame.columns), rows)


def _short(cell: Any) -> str:
    return (
        f"{cell:.2f}"
        if isinstance(cell, float) and not cell.is_integer()
        else f"{cell:g}"
        if isinstance(cell, float)
        else str(cell)
    )
