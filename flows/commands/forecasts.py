"""`jobshift forecasts`: what was forecast, kept as it was made, beside what came."""

from __future__ import annotations

from typing import Annotated

import typer

PANEL = "Look"


def forecasts(
    panel: Annotated[str, typer.Option(help="The panel.")] = "hn",
    definition: Annotated[str, typer.Option(help="The rung of the ladder.")] = "in_duties",
    json: Annotated[bool, typer.Option("--json", help="All rungs and methods, for a program.")] = False,
) -> None:
    """Forecasts of the AI share as they were kept each month, with their 80 % band, and what came.

    Of months still to come those alone that had beaten no change and drift when they were made.

    Example: jobshift forecasts --panel hn
    """
    from flows.commands.console import configured, result, result_json, say
    from flows.errors import WrongUse
    from flows.tables import records, show_frame
    from warehouse import published
    from warehouse.forecasts import standing
    from warehouse.series import known_panel

    data = configured().data
    with published.connect(data) as con:
        known_panel(con, panel)
    found = standing(data, panel)
    if json:
        result_json({"forecasts": records(found.standing), "record": records(found.record)})
        return
    if found.standing.empty:
        say(f"forecasts of panel {panel}: none has been kept; the first needs two years of complete months")
        return
    if definition not in set(found.standing["item"]):
        raise WrongUse(f"no rung {definition!r}: there are {', '.join(sorted(set(found.standing['item'])))}")
    rows = found.standing[found.standing["item"] == definition]
    show_frame(rows[rows["has_beaten"] | rows["came_pct"].notna()].drop(columns=["item", "has_beaten"]))
    own = found.record[(found.record["item"] == definition) & (found.record["method"] == "smoothed")]
    for row in own.to_dict("records"):
        result(
            f"{row['horizon']} months ahead: {row['scored']} have come, {row['covered_pct']:.0f} % inside their 80 % "
            f"band, CRPS {row['crps_points']:.2f} points ({row['skill_pct']:+.0f} % better than no change)"
        )


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=PANEL)(forecasts)
