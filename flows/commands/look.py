"""Panel Look: read what has been published."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

PANEL = "Look"
Json = Annotated[bool, typer.Option("--json", help="For a program.")]


class SeriesStatus(StrEnum):
    """Which mentions count."""

    asked = "asked"
    any = "any"


class Unit(StrEnum):
    """What is counted."""

    opening = "opening"
    posting = "posting"


def series(
    skill: Annotated[str | None, typer.Option(help="A skill's id.")] = None,
    form: Annotated[str | None, typer.Option(help="One form of the taxonomy, as written.")] = None,
    term: Annotated[str | None, typer.Option(help="Any words in the text.")] = None,
    role: Annotated[str | None, typer.Option(help="A role's id.")] = None,
    level: Annotated[str | None, typer.Option(help="An AI level: none, mentions, uses, builds, governs.")] = None,
    panel: Annotated[str, typer.Option(help="The panel whose openings are counted.")] = "hn",
    status: Annotated[
        SeriesStatus, typer.Option(help="asked: required, preferred or duty; any: every mention.")
    ] = SeriesStatus.asked,
    unit: Annotated[Unit, typer.Option(help="opening: deduplicated; posting: as advertised.")] = Unit.opening,
    as_of: Annotated[
        str | None, typer.Option(metavar="SNAPSHOT|DAY", help="As it was published then (skill, role, level).")
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
    json: Json = False,
) -> None:
    """One measure by month: n, count, share in percent and its 95 % interval.

    Give exactly one of --skill, --form, --term, --role and --level.

    Example: jobshift series --skill python --panel hn --csv
    """
    from flows.commands.console import configured, result, result_json, say
    from flows.errors import WrongUse
    from warehouse import published
    from warehouse.kept import standing
    from warehouse.series import series as measured

    given = {"skill": skill, "form": form, "term": term, "role": role, "level": level}
    chosen = {name: value for name, value in given.items() if value is not None}
    if len(chosen) != 1:
        raise WrongUse(f"give exactly one of --skill, --form, --term, --role and --level, not {len(chosen)}")
    if csv and json:
        raise WrongUse("--csv and --json exclude each other")
    data = configured().data
    frame = measured(data, **chosen, panel=panel, status=status.value, unit=unit.value, as_of=as_of)
    say(f"snapshot {standing(data, as_of) if as_of else published.snapshot(data)['snapshot_id']}")
    if csv:
        result(frame.to_csv(index=False).rstrip("\n"))
    elif json:
        from flows.tables import records

        result_json(records(frame))
    else:
        from flows.tables import show_frame

        show_frame(frame)


def query(
    sql: Annotated[str, typer.Argument(help="A query in DuckDB's SQL.")],
    out: Annotated[Path | None, typer.Option(help="A file to write: .csv, .json or .parquet.", dir_okay=False)] = None,
    rows: Annotated[int, typer.Option(help="Rows shown in the table.", min=1)] = 100,
    limit: Annotated[float, typer.Option(help="Seconds the query may take.", min=0.01)] = 300.0,
    json: Json = False,
) -> None:
    """Ask the published warehouse, read-only; its snapshot is named on stderr.

    Example: jobshift query "select month, share_pct from skill_share_monthly where skill = 'python'" --out python.csv
    """
    from flows.commands.console import configured
    from flows.query import answer

    answer(configured().data, sql, out=out, shown=rows, seconds=limit, form="json" if json else "table")


def status(json: Json = False) -> None:
    """How it stands: last runs, age of the published snapshot, last night's coverage of each source, next run.

    Exit code 0 when all is well, 1 when there is nothing or the last run failed, 3 when it is degraded or stale.

    Example: jobshift status
    """
    from flows.commands.console import configured, result_json
    from flows.status import show, standing

    found = standing(configured())
    if json:
        result_json(found.as_dict())
    else:
        show(found)
    raise typer.Exit(found.code)


def add_to(app: typer.Typer) -> None:
    """Register the panel's commands."""
    for command in (series, query, status):
        app.command(rich_help_panel=PANEL)(command)
