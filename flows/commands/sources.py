"""`jobshift sources`: what is read, and how a source is added."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.callback(invoke_without_command=True)
def sources(
    context: typer.Context, json: Annotated[bool, typer.Option("--json", help="For a program.")] = False
) -> None:
    """List the sources: on or why not, last night, boards, postings, host, pace, what robots.txt and the terms say.

    Example: jobshift sources
    """
    if context.invoked_subcommand is not None:
        return
    from flows.commands.console import configured, result_json, table
    from flows.listing import source_rows

    rows = source_rows(configured())
    if json:
        result_json(rows)
    else:
        table(None, list(rows[0]), [list(row.values()) for row in rows])


@app.command()
def new(name: Annotated[str, typer.Argument(help="Its name: small letters and digits.")]) -> None:
    """Write a new source into this checkout: its file, a sample page, the golden file, a test that fails until true.

    docs/adding-a-source.md goes through it.

    Example: jobshift sources new pinpoint
    """
    from pathlib import Path

    from flows import sources as written
    from flows.commands.console import result, say

    root = Path(__file__).resolve().parents[2]
    for path in written.new(name, root):
        result(str(path.relative_to(root)))
    say(f"next: python -m pytest tests/spiders/test_source_{name}.py, and docs/adding-a-source.md")
