"""`jobshift external`: series that others publish, beside ours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PANEL = "Look"
Json = Annotated[bool, typer.Option("--json", help="For a program.")]

external = typer.Typer(help="Series that others publish, beside ours.", no_args_is_help=True)


@external.command()
def add(
    name: Annotated[str, typer.Argument(help="indeed-ai, indeed-remote, indeed-postings, or a name of your own.")],
    file: Annotated[Path, typer.Argument(help="Its CSV file.", exists=True, dir_okay=False)],
    source: Annotated[str | None, typer.Option(help="Who publishes it.")] = None,
    licence: Annotated[str | None, typer.Option(help="Under which licence.")] = None,
    label: Annotated[str | None, typer.Option(help="What it measures.")] = None,
    unit: Annotated[str | None, typer.Option(help="Its unit.")] = None,
    date: Annotated[str | None, typer.Option(help="The column of dates.")] = None,
    value: Annotated[str | None, typer.Option(help="The column of values.")] = None,
    where: Annotated[str | None, typer.Option(help="Rows taken: column=value, commas between several.")] = None,
    own: Annotated[str | None, typer.Option(help="What of ours it is like: ai_in_duties, remote, openings.")] = None,
) -> None:
    """Take a series in, or a newer file of it; known ones need nothing else, others source, licence, value and own.

    Example: jobshift external add indeed-ai ai_posting.csv
    """
    from flows import external as room
    from flows.commands.console import configured, result

    given = {"source": source, "licence": licence, "label": label, "unit": unit}
    given |= {"date": date, "value": value, "where": where, "own": own}
    kept = room.add(configured().data, name, file, given)
    result(f"{kept.name}: {kept.label}; {kept.source}, {kept.licence}")


@external.command(name="list")
def list_them(json: Json = False) -> None:
    """The series taken in, with source and licence.

    Example: jobshift external list
    """
    from dataclasses import asdict

    from flows import external as room
    from flows.commands.console import configured, result_json, table

    found = room.kept(configured().data)
    if json:
        result_json([asdict(about) for about in found])
    else:
        rows = [[about.name, about.label, about.source, about.licence, about.added_at] for about in found]
        table(None, ["name", "what", "source", "licence", "added"], rows)


@external.command()
def compare(
    panel: Annotated[str, typer.Option(help="The panel of ours.")] = "hn",
    json: Json = False,
) -> None:
    """Every series beside ours: months in common, rank correlations, direction of the last year.

    Exit code 3 where one diverges: nine of the last twelve months went opposite ways on the year before.

    Example: jobshift external compare --panel hn
    """
    from flows import external as room
    from flows.commands.console import configured, result_json, table
    from flows.errors import DEGRADED

    found = room.standing(configured().data, panel)
    if json:
        result_json(found)
    else:
        heads = ["name", "months", "last_month", "rank_correlation", "rank_correlation_of_changes"]
        heads += ["direction", "is_diverging"]
        rows = [[f"{row[head]:.2f}" if isinstance(row[head], float) else row[head] for head in heads] for row in found]
        table(None, heads, rows)
    if any(row["is_diverging"] for row in found):
        raise typer.Exit(DEGRADED)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(external, name="external", rich_help_panel=PANEL)
    app.add_typer(external, name="benchmark-series", hidden=True)  # another name of it
