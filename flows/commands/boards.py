"""`jobshift boards`: whose listings are collected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.boards import Verdict

Source = Annotated[str, typer.Argument(help="The source's name, such as greenhouse.")]
Token = Annotated[str, typer.Argument(help="The board's token, as its address spells it.")]
Json = Annotated[bool, typer.Option("--json", help="For a program.")]

app = typer.Typer(help="The list of boards: list it, check tokens, add one.", no_args_is_help=True)


@app.command("list")
def list_boards(
    source: Annotated[str | None, typer.Option(help="Of this source only.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="As the file has it.")] = False,
    json: Json = False,
) -> None:
    """The boards that are read, and in which frame each stands.

    Example: jobshift boards list --source lever
    """
    from dataclasses import asdict

    from flows import boards
    from flows.commands.console import configured, result, result_json, table

    found = boards.listed(configured(), source)
    if csv:
        result(boards.as_csv(found).rstrip("\n"))
    elif json:
        result_json([asdict(board) for board in found])
    else:
        heads = ["source", "token", "employer", "frame"]
        table(None, heads, [list(asdict(board).values()) for board in found])


@app.command()
def check(
    source: Source,
    token: Annotated[list[str] | None, typer.Argument(help="Tokens to ask; all listed ones if none.")] = None,
    json: Json = False,
) -> None:
    """Ask boards whether they answer, and whose they are. Nothing of it enters the warehouse.

    Exit code 1 when one does not answer whole or names another employer.

    Example: jobshift boards check greenhouse acme
    """
    from flows import boards
    from flows.commands.console import configured
    from flows.config import require_contact

    found = configured()
    require_contact(found)
    known = {board.token: board for board in boards.listed(found, source)}
    wanted = [known.get(name) or boards.new(source, name, name, "watch") for name in token or known]
    _tell(boards.checked(found, wanted), json)


@app.command()
def add(
    source: Source,
    token: Token,
    employer: Annotated[str, typer.Argument(help="The employer's name.")],
    frame: Annotated[str, typer.Option(help="watch: never part of a share; sample: drawn at random.")] = "watch",
    json: Json = False,
) -> None:
    """Check a board and write it into the list in use; one that does not answer is not written.

    Example: jobshift boards add greenhouse acme "Acme Robotics"
    """
    from flows import boards
    from flows.commands.console import configured, say
    from flows.config import require_contact

    found = configured()
    path = boards.own_list(found)
    require_contact(found)
    board = boards.new(source, token, employer, frame)
    _tell(boards.checked(found, [board]), json)
    boards.add(path, board)
    say(f"{path}: {source} {token} added")


def _tell(verdicts: list[Verdict], json: bool) -> None:
    """Print the verdicts; ends the program if one is bad."""
    from flows.commands.console import result_json, table
    from flows.errors import FAILED

    rows = [verdict.as_row() for verdict in verdicts]
    if json:
        result_json(rows)
    elif rows:
        table(None, list(rows[0]), [list(row.values()) for row in rows])
    if not all(verdict.is_good for verdict in verdicts):
        raise typer.Exit(FAILED)
