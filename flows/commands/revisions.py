"""Panel Look: what publications changed of what was published before."""

from __future__ import annotations

from typing import Annotated

import typer

PANEL = "Look"
MOMENT = "SNAPSHOT|DAY"
SHOWN = ["month", "relation", "definition", "series", "cause", "n_change", "count_change", "share_before_pct",
         "share_after_pct", "points", "postings"]  # fmt: skip


def revisions(
    since: Annotated[str | None, typer.Option(metavar=MOMENT, help="Compared with; else the newest but one.")] = None,
    until: Annotated[str | None, typer.Option(metavar=MOMENT, help="Compared; else the newest.")] = None,
    panel: Annotated[str, typer.Option(help="The panel whose series are shown.")] = "hn",
    relation: Annotated[str | None, typer.Option(help="One table only, such as skill_share_monthly.")] = None,
    unit: Annotated[str, typer.Option(help="opening or posting.")] = "opening",
    running: Annotated[bool, typer.Option("--running", help="Also months that were not complete.")] = False,
    rows: Annotated[int, typer.Option(help="Rows shown in the table, the largest first.", min=1)] = 40,
    csv: Annotated[bool, typer.Option("--csv", help="As CSV, all rows.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For a program, all rows.")] = False,
) -> None:
    """What publications changed of series published before, and by which cause.

    Causes: new or late data, openings, taxonomy, sources, removals, other.
    A row is a month of a series and a cause; the points of its causes add up to the change of its share.

    Example: jobshift revisions --since 2026-10-31 --panel hn
    """
    from flows.commands.console import configured, result, result_json, say
    from flows.errors import WrongUse
    from warehouse import revisions as kept
    from warehouse.snapshots import ledger_ids

    if csv and json:
        raise WrongUse("--csv and --json exclude each other")
    data = configured().data
    ids = ledger_ids(data)
    if since is None and len(ids) < 2:
        say("nothing was published twice: there is nothing to compare")
        return
    found = kept.between(data, since or ids[-2], until)
    found = found[(found["panel"] == panel) & (found["unit"] == unit)]
    if relation is not None:
        found = found[found["relation"] == relation]
    if not running:
        found = found[found["status_before"] == "complete"]
    if csv:
        result(found.to_csv(index=False).rstrip("\n"))
        return
    from flows.tables import records, show_frame

    if json:
        result_json(records(found))
        return
    by_weight = found.reindex(found["points"].abs().sort_values(ascending=False, na_position="last").index)
    show_frame(by_weight[SHOWN].head(rows))
    if len(found) > rows:
        say(f"{rows} of {len(found)} rows; --csv gives all")


def add_to(app: typer.Typer) -> None:
    """Register the panel's command."""
    app.command(rich_help_panel=PANEL)(revisions)
