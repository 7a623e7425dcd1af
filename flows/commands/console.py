"""What commands share to speak: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from flows.config import Settings


def say(text: str) -> None:
    """A line for the user, beside the result."""
    typer.echo(text, err=True)


def result(text: str) -> None:
    """A line of the result."""
    typer.echo(text)


def result_json(value: Any) -> None:
    """The result for a program."""
    typer.echo(json.dumps(value, indent=2, default=plain, ensure_ascii=False))


def plain(value: Any) -> Any:
    """A value of the warehouse as JSON takes it: decimals as numbers, days and instants as ISO text."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def table(title: str | None, heads: list[str], rows: list[list[Any]]) -> None:
    """The result as a table; as wide as it needs to be when it is not a terminal that reads it."""
    from rich.table import Table

    drawn = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for head in heads:
        drawn.add_column(head, overflow="fold")
    for row in rows:
        drawn.add_row(*["" if cell is None else str(cell) for cell in row])
    console().print(drawn)


def console() -> Console:
    """The console of results."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 240, highlight=False, markup=False)


def configured() -> Settings:
    """The configuration, with the environment set up and our log lines on stderr."""
    from flows.config import settings
    from flows.environment import prepare
    from flows.progress import listen

    found = settings()
    prepare(found.data)
    listen()
    return found
