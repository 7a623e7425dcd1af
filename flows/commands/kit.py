"""Panel Publish: what goes to an editor."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

PANEL = "Publish"
Panel = Annotated[str, typer.Option(help="The panel whose openings are counted.")]


def kit(
    figures: Annotated[list[str], typer.Argument(metavar="FIGURE…", help="Ids, as `jobshift figures` lists them.")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="The file to write.")] = Path("jobshift-kit.zip"),
    panel: Panel = "hn",
) -> None:
    """Zip the packs of some figures with a README for editors: captions, credit lines, alt texts, definitions.

    Example: jobshift kit ai_ladder frameworks --out kit.zip
    """
    from flows.commands.console import configured, result
    from flows.kit import kit as zipped

    result(str(zipped(configured().data, figures, out, panel)))


def brief(
    month: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", help="The newest complete one if none.")
    ] = None,
    panel: Panel = "hn",
) -> None:
    """A page of Markdown on one month: every sentence computed from the figures, dated, with its interval and n.

    Example: jobshift brief --month 2024-12 > brief.md
    """
    from flows.commands.console import configured, result
    from flows.kit import brief as told

    result(told(configured().data, f"{month:%Y-%m}" if month else None, panel).rstrip("\n"))


def add_to(app: typer.Typer) -> None:
    """Register the panel's commands."""
    for command in (kit, brief):
        app.command(rich_help_panel=PANEL)(command)
