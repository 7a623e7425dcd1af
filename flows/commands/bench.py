"""`jobshift bench`: how fast the program is here."""

from __future__ import annotations

from typing import Annotated

import typer

PANEL = "Maintain"


def bench(
    names: Annotated[list[str] | None, typer.Argument(help="Benchmarks to run; all if none is named.")] = None,
    postings: Annotated[
        int | None, typer.Option(min=100, help="How many postings night, openings and warehouse take.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Only name those there are.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For a program: rows of all tables, and the machine.")] = False,
) -> None:
    """Run benchmarks of the checkout, each in a process of its own: CPU seconds, ratios to peers measured beside.

    Times say little on a busy machine: the load stands in every result. The exit code is 1 where one could not be
    run to its end, never for being slow.

    Example: jobshift bench night --postings 100000 --json
    """
    from flows import bench as work
    from flows.commands.console import result, result_json, say
    from flows.errors import FAILED

    wanted = work.chosen(names or [])
    if listed:
        return result_json(wanted) if json else result("\n".join(wanted))
    machine = work.machine()
    found = []
    for name in wanted:
        say(f"benchmark {name}")
        found.append(work.run(name, is_shown=not json, postings=postings))
    if json:
        result_json({"machine": machine, "benchmarks": found})
    else:
        result("; ".join(f"{key} {value}" for key, value in machine.items() if key != "packages"))
    if broken := [row["name"] for row in found if not row["passed"]]:
        say(f"not run to the end: {', '.join(broken)}")
        raise typer.Exit(FAILED)
    return None


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=PANEL)(bench)
