"""Panel Look: what is missing between roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from flows.gap import Gap

PANEL = "Look"


def gap(
    origin: Annotated[str | None, typer.Argument(metavar="[FROM]", help="The role to start from (its id).")] = None,
    target: Annotated[str | None, typer.Argument(metavar="[TO]", help="The role to get to.")] = None,
    have: Annotated[str | None, typer.Option(metavar="SKILL,SKILL", help="Skills to start from, not a role.")] = None,
    to: Annotated[str | None, typer.Option(metavar="ROLE", help="The role to get to, with --have.")] = None,
    panel: Annotated[str, typer.Option(help="The panel whose openings are counted.")] = "hn",
    months: Annotated[int, typer.Option(min=1, help="The newest complete months that count.")] = 60,
    rows: Annotated[int, typer.Option(min=1, help="Rows shown.")] = 15,
    json: Annotated[bool, typer.Option("--json", help="For a program, all rows.")] = False,
) -> None:
    """What a role asks for that another role, or somebody with some skills, lacks: the most telling skill first.

    Without a target: which roles are within reach. Ranks have 95 % intervals over draws of employers.

    Example: jobshift gap sysadmin mlops_engineer; jobshift gap --have python,linux,terraform --to mlops_engineer
    """
    from flows.commands.console import configured, result_json, say
    from flows.errors import WrongUse
    from flows.gap import LIMITS
    from flows.gap import gap as missing
    from flows.tables import records

    if target is not None and to is not None:
        raise WrongUse("the target is given twice")
    wanted = [skill.strip() for skill in have.split(",") if skill.strip()] if have else []
    found = missing(configured().data, origin, target or to, have=wanted, panel=panel, months=months)
    say(f"snapshot {found.snapshot}; panel {found.panel}, {found.first_month} to {found.last_month}")
    if json:
        told = {name: getattr(found, name) for name in ("snapshot", "panel", "first_month", "last_month", "origin")}
        result_json(
            told
            | {"target": found.target, "n": found.n, "coverage": found.coverage, "limits": LIMITS}
            | {"rows": records(found.rows)}
        )
        return
    _show(found, rows)
    say(LIMITS)


def _show(found: Gap, shown: int) -> None:
    from flows.commands.console import result, table

    if found.target is None:
        heads = ["role", "openings", "covered %", "rank (95 %)"]
        lines = [
            [row["role"], row["n"], _percent(row, "coverage", 0), _rank(row)]
            for row in found.rows.head(shown).to_dict("records")
        ]
    else:
        result(f"{found.origin} covers {100 * (found.coverage or 0):.0f} % of what {found.target} asks (n = {found.n})")
        heads = ["rank (95 %)", "skill", "asked %", "covered %", "adds, points"]
        lines = [
            [
                _rank(row),
                row["skill"],
                f"{row['asked_pct']:.1f}",
                f"{100 * row['covered']:.0f}",
                _percent(row, "missing", 1),
            ]
            for row in found.rows[found.rows["missing"] > 1e-9].head(shown).to_dict("records")
        ]
    table(None, heads, lines)


def _percent(row: Mapping[Any, Any], name: str, digits: int) -> str:
    return f"{100 * row[name]:.{digits}f} ({100 * row['low']:.{digits}f} to {100 * row['high']:.{digits}f})"


def _rank(row: Mapping[Any, Any]) -> str:
    return f"{row['rank']} ({row['rank_low']} to {row['rank_high']})"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=PANEL)(gap)
