"""Panel Maintain: tag texts by hand, look after the installation."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from flows.commands import boards, sources

PANEL = "Maintain"


def tag(
    file: Annotated[Path, typer.Argument(help="JSON lines to read, or - for stdin.")],
    out: Annotated[Path | None, typer.Option(help="Where to write; stdout if not given.", dir_okay=False)] = None,
) -> None:
    """Tag postings of your own: skills, roles, AI level and clean fields of each text.

    Every input line is a JSON object with `id` and `text` or `html`, and optionally `title`, `employer`, `place` and
    `posted_on`; other keys are ignored. A line that cannot be used is named, left out, and makes the exit code 1.

    Example: jobshift tag postings.jsonl --out tagged.jsonl
    """
    from flows.commands.console import say
    from flows.errors import FAILED, WrongUse
    from flows.lines import tagged
    from flows.progress import listen, told

    if str(file) != "-" and not file.is_file():
        raise WrongUse(f"there is no file {file}")
    mistakes: list[str] = []
    written = 0
    listen()
    with _output(out) as writer, _input(file) as lines, told(lambda: f"{written} postings tagged"):
        for line in tagged(lines, mistakes):
            writer.write(line + "\n")
            written += 1
    for mistake in mistakes[:20]:
        say(f"{file}: {mistake}")
    if mistakes:
        say(f"{file}: {len(mistakes)} lines could not be used")
        raise typer.Exit(FAILED)


@contextmanager
def _input(file: Path) -> Iterator[Iterator[bytes]]:
    if str(file) == "-":
        yield iter(sys.stdin.buffer)
        return
    with file.open("rb") as lines:
        yield lines


@contextmanager
def _output(out: Path | None) -> Iterator[TextIO]:
    """The file to write, in its place only once it is whole; stdout without a name."""
    if out is None:
        yield sys.stdout
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(out.name + ".part")
    with unfinished.open("w", encoding="utf-8") as writer:
        yield writer
    unfinished.replace(out)


def doctor(json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Check the installation: Python, packages, configuration, data folder, disk, lock, warehouse, last run.

    Example: jobshift doctor
    """
    from flows.commands.console import configured, result_json, table
    from flows.doctor import checks
    from flows.errors import FAILED

    found = checks(configured())
    if json:
        result_json([check.as_dict() for check in found])
    else:
        table(None, ["", "check", "found"], [[check.verdict, check.name, check.found] for check in found])
    if any(check.verdict == "bad" for check in found):
        raise typer.Exit(FAILED)


def add_to(app: typer.Typer) -> None:
    """Register the panel's commands."""
    for command in (tag, doctor):
        app.command(rich_help_panel=PANEL)(command)
    app.add_typer(boards.app, name="boards", rich_help_panel=PANEL)
    app.add_typer(sources.app, name="sources", rich_help_panel=PANEL)
