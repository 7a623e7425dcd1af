"""Panel Publish: figures for readers."""

from __future__ import annotations

import typer

PANEL = "Publish"


def report() -> None:
    """Draw all figures of the published snapshot, each with its numbers, caption and method.

    Example: jobshift report
    """
    from flows.commands.console import configured, result
    from flows.report import report as draw

    for path in draw(configured().data):
        result(str(path))


def add_to(app: typer.Typer) -> None:
    """Register the panel's commands."""
    app.command(rich_help_panel=PANEL)(report)
