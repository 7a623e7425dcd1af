"""Figures on the command line: one at any width and on any slice, its proof, and whether it still holds."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from warehouse.proof import Proof

PANEL = "Publish"


class Across(StrEnum):
    """How wide a figure is set."""

    column = "column"
    page = "page"
    social = "social"


def figure(
    figure_id: Annotated[str, typer.Argument(metavar="ID", help="The figure's id; `jobshift figures` lists them.")],
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="F", help="svg, png, pdf, csv, json or all; may repeat."),
    ] = None,
    width: Annotated[Across, typer.Option(help="Of a column, a page, or a card for social media.")] = Across.page,
    dpi: Annotated[float | None, typer.Option(min=72, max=1200, help="Of the PNG, where it is to be printed.")] = None,
    role: Annotated[str | None, typer.Option(help="Only openings of this role alone (a role's id).")] = None,
    country: Annotated[str | None, typer.Option(help="Only openings in this country (ISO 3166-1 alpha-2).")] = None,
    source: Annotated[str | None, typer.Option(help="Only openings of this source.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m"], metavar="YYYY-MM")] = None,
    panel: Annotated[str, typer.Option(help="The panel whose openings are counted.")] = "hn",
    as_of: Annotated[str | None, typer.Option(metavar="SNAPSHOT", help="As this snapshot gave it.")] = None,
    out: Annotated[Path | None, typer.Option(file_okay=False, help="The folder to write into; here if none.")] = None,
) -> None:
    """One figure with its numbers and data sheet: whole or on a slice, today's or as an older snapshot gave it.

    A slice with too little for a share is refused, with how little there is.

    Example: jobshift figure ai_ladder --country DE --format svg --format csv --width column
    """
    from flows.commands.console import configured, result
    from flows.figures import Wanted, checked
    from flows.figures import figure as draw
    from pipeline.charts import Slice
    from pipeline.charts.pack import FORMATS, PACK

    part = Slice(role, country.upper() if country else None, source, f"{since:%Y-%m}" if since else None)
    wanted = Wanted(
        figure_id, panel, part, as_of, checked(formats or PACK, FORMATS), width.value, dpi
    )  # fmt: skip
    for path in draw(configured().data, wanted, out or Path()):
        result(str(path))


def figures(json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """What figures there are, and the question that each answers.

    Example: jobshift figures
    """
    from flows.commands.console import result_json, table
    from pipeline.charts import charts

    rows = [{"id": chart.id, "question": chart.question} for chart in charts().values()]
    if json:
        result_json(rows)
    else:
        table(None, ["figure", "question"], [[row["id"], row["question"]] for row in rows])


def verify(
    file: Annotated[Path, typer.Argument(help="A figure's .json, .png or .svg.", dir_okay=False)],
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Is my chart still true? Held against what was published, and against today's data.

    Answers unchanged, revised within the interval, correct it, superseded (it pooled months, and these moved on) or
    altered (the file is not what was published), and why: late data, openings, taxonomy, sources. Exit code 3 for
    correct it and altered.

    Example: jobshift verify data/report/figures/ai_ladder/ai_ladder.png
    """
    from flows.commands.console import configured, result, result_json
    from flows.errors import DEGRADED
    from flows.verify import verify as hold

    found = hold(configured().data, file)
    if json:
        result_json(found.row())
    else:
        for line in found.lines():
            result(line)
    raise typer.Exit(DEGRADED if found.answer in ("correct it", "altered") else 0)


def explain_figure(
    figure_id: Annotated[str, typer.Argument(metavar="ID", help="The figure's id.")],
    month: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", help="The point; if none, the last whole."),
    ] = None,
    line: Annotated[str | None, typer.Option(help="Only this line: a rung, a skill, a role, as in the CSV.")] = None,
    panel: Annotated[str, typer.Option(help="The panel whose openings are counted.")] = "hn",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Openings shown, employers in turn.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """The openings behind a point of a figure: employer, month, link and the sentences that they rest on.

    Example: jobshift explain figure ai_ladder --month 2024-05 --line in_duties --limit 20
    """
    from dataclasses import asdict

    import pandas as pd

    from flows.commands.console import configured, result_json, say
    from flows.figures import known
    from warehouse import published
    from warehouse.proof import proof

    data = configured().data
    found = proof(data, known(figure_id), panel, pd.Timestamp(month) if month else None, line, limit)
    say(f"snapshot {published.snapshot(data)['snapshot_id']}")
    if json:
        result_json(asdict(found))
    else:
        _show(found)


def _show(found: Proof) -> None:
    from flows.commands.console import result

    of_line = f", {found.line}" if found.line else ""
    result(f"{found.figure}, {found.month}{of_line}: {len(found.openings)} of {found.total} openings")
    for opening in found.openings:
        title = f", {opening['title']}" if opening["title"] else ""
        result(f"\n{opening['month']}  {opening['employer'] or 'employer not resolved'}{title}")
        result(f"         opening {opening['opening_id']}, {opening['url']} ({', '.join(opening['lines'])})")
        for quote in opening["quotes"]:
            result(f"         {quote['skill']}, {quote['status']}: “{quote['sentence']}”")


def add_to(app: typer.Typer) -> None:
    """Register the panel's commands."""
    app.command(rich_help_panel=PANEL)(figure)
    app.command(rich_help_panel=PANEL)(figures)
    app.command(rich_help_panel=PANEL)(verify)
