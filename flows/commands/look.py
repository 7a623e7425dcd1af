"""Panel Look: read what has been published."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

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
        SeriesStatus | None,
        typer.Option(help="asked: required, preferred or duty (of skills, if not given); any: all but negated."),
    ] = None,
    near: Annotated[str | None, typer.Option(help="With --term: other words in the same sentence.")] = None,
    in_: Annotated[str | None, typer.Option("--in", help="With --term: the section, such as duties.")] = None,
    unit: Annotated[Unit, typer.Option(help="opening: deduplicated; posting: as advertised.")] = Unit.opening,
    as_of: Annotated[
        str | None, typer.Option(metavar="SNAPSHOT|DAY", help="As it was published then (skill, role, level).")
    ] = None,
    evidence: Annotated[int, typer.Option(min=0, help="With --term: so many quotes in place of the series.")] = 0,
    csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
    json: Json = False,
) -> None:
    """One measure by month: n, count, share in percent and its 95 % interval.

    Give exactly one of --skill, --form, --term, --role and --level. A term is any words, whole and in any case, counted
    in the texts of the lake wherever they stand unless --status, --near or --in says more.

    Example: jobshift series --skill python --panel hn --csv
    """
    from flows.commands.console import configured, result, result_json, say
    from flows.errors import WrongUse
    from warehouse import published
    from warehouse.kept import standing
    from warehouse.series import bound_pct
    from warehouse.series import series as measured

    given = {"skill": skill, "form": form, "term": term, "role": role, "level": level}
    chosen = {name: value for name, value in given.items() if value is not None}
    if len(chosen) != 1:
        raise WrongUse(f"give exactly one of --skill, --form, --term, --role and --level, not {len(chosen)}")
    if csv and json:
        raise WrongUse("--csv and --json exclude each other")
    data = configured().data
    asked: Literal["asked", "any"] | None = None if status is None else status.value
    if evidence:
        from flows.tables import records, show_frame
        from warehouse.series import quotes

        if term is None:
            raise WrongUse("--evidence quotes a --term; of a skill, ask the table `evidence`")
        found = quotes(data, term, panel=panel, status=asked, near=near, section=in_, unit=unit.value, most=evidence)
        if json:
            result_json(records(found))
        elif csv:
            result(found.to_csv(index=False).rstrip("\n"))
        else:
            show_frame(found)
        return
    frame = measured(data, **chosen, panel=panel, status=asked, near=near, section=in_, unit=unit.value, as_of=as_of)
    if term is not None and (bound := bound_pct(frame)) is not None:
        say(f"never seen in {frame['n'].sum():,} {unit.value}s: below {bound:.3g} % of all (rule of three)")
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


def export(
    folder: Annotated[Path, typer.Argument(help="A new folder to write.", file_okay=False)],
    table: Annotated[list[str] | None, typer.Option(help="This table; may be given again. All if none is.")] = None,
    json: Json = False,
) -> None:
    """Write the published tables as Parquet files, with a README of what they say and under which licence.

    Example: jobshift export shares --table skill_share_monthly --table panels
    """
    from flows.commands.console import configured, result, result_json
    from warehouse.export import export as written

    rows = written(configured().data, folder, table or ())
    if json:
        result_json(rows)
    else:
        for name, count in rows.items():
            result(f"{folder / name}.parquet: {count:,} rows")


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
    for command in (series, query, export, status):
        app.command(rich_help_panel=PANEL)(command)
