"""Panel Publish: figures for readers."""

from __future__ import annotations

from typing import Annotated

import typer

PANEL = "Publish"


def publish(
    force: Annotated[
        list[str] | None, typer.Option(metavar="CHECK", help="Overrule this failing check; may be given again.")
    ] = None,
    because: Annotated[str | None, typer.Option(help="Why it is right; stands in the snapshot with your name.")] = None,
) -> None:
    """Publish what the last run built, if the audit held it back; a failing check is overruled only with a reason.

    Checks: emptied_table, lost_postings, lost_months, drift.

    Example: jobshift publish --force lost_postings --because "two boards were taken off the list"
    """
    from flows.commands.console import configured, say
    from flows.errors import WrongUse
    from flows.republish import republish

    if bool(force) != bool(because and because.strip()):
        raise WrongUse("--force and --because belong together")
    snapshot = republish(configured(), force or [], (because or "").strip())
    say(f"published {snapshot['snapshot_id']}" if snapshot else "nothing new: no new snapshot")


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
    for command in (report, publish):
        app.command(rich_help_panel=PANEL)(command)
