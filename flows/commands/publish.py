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

    Checks: emptied_table, lost_postings, lost_rows, vanished_source, lost_months, drift.

    Example: jobshift publish --force lost_postings --because "two boards were taken off the list"
    """
    from flows.commands.console import configured, say
    from flows.errors import WrongUse
    from flows.republish import republish

    if bool(force) != bool(because and because.strip()):
        raise WrongUse("--force and --because belong together")
    snapshot = republish(configured(), force or [], (because or "").strip())
    say(f"published {snapshot['snapshot_id']}" if snapshot else "nothing new: no new snapshot")


def report(
    notebooks: Annotated[bool, typer.Option("--notebooks", help="Run the notebooks and add them to the page.")] = False,
    serve: Annotated[bool, typer.Option("--serve", help="Then show the page on loopback, until Ctrl-C.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port of --serve; 0: any free one.")] = 8788,
) -> None:
    """Draw all figures of the published snapshot, each with its numbers, caption and method, and their page.

    The page is `data/report/index.html`; it opens from disk and asks nobody for anything.

    Example: jobshift report --serve
    """
    from flows.commands.console import configured, result

    data = configured().data
    if notebooks:
        from flows.notebooks import execute_all

        for path in execute_all(data):
            result(str(path))
    from flows.report import report as draw

    for path in draw(data):
        result(str(path))
    if serve:
        from flows.commands.console import say
        from flows.showing import serve_page

        serve_page(data / "report", port, lambda address: say(f"the report is at {address} (Ctrl-C ends)"))


def add_to(app: typer.Typer) -> None:
    """Register the panel's commands."""
    for command in (report, publish):
        app.command(rich_help_panel=PANEL)(command)
