"""`jobshift explain`: from a number down to what it rests on."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from flows.commands.figures import explain_figure

PANEL = "Look"

HEADS = {
    "postings": "Its postings, and why they are one opening",
    "spells": "When it was advertised",
    "versions": "What its employer changed",
    "id_changes": "Merges and splits of its id",
    "evidence": "What its text says",
}


def opening(
    opening_id: Annotated[int, typer.Argument(help="The opening's id, as in the table `openings`.", min=1)],
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """One opening: its postings and why they are one, its spells and versions with their dates, and quoted evidence.

    Example: jobshift explain opening 1234
    """
    from flows.commands.console import configured, result_json, say
    from warehouse import explain, published

    data = configured().data
    found = explain.opening(data, opening_id)
    say(f"snapshot {published.snapshot(data)['snapshot_id']}")
    if json:
        result_json(found)
    else:
        _show(found)


def _show(found: dict[str, Any]) -> None:
    from flows.commands.console import result, table

    facts = {key: value for key, value in found.items() if key not in HEADS and value not in (None, [], False)}
    table(None, ["opening", str(found["opening_id"])], [[key, _words(value)] for key, value in list(facts.items())[1:]])
    for part, head in HEADS.items():
        rows = found[part]
        if not rows or (part == "versions" and all(row["version"] == 1 for row in rows)):
            continue
        used = [key for key in rows[0] if any(row[key] not in (None, [], False) for row in rows)]
        result("")
        table(head, used, [[_words(row[key]) for key in used] for row in rows])


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def add_to(app: typer.Typer) -> None:
    """Register the group."""
    group = typer.Typer(help="From a number down to what it rests on.", no_args_is_help=True)
    group.command()(opening)
    group.command("figure")(explain_figure)
    group.callback()(lambda: None)
    app.add_typer(group, name="explain", rich_help_panel=PANEL)
