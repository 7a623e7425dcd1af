"""The reference of the command line, docs/command-line.md: `python -m flows.reference > docs/command-line.md`."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from flows.cli import app

INTRODUCTION = Path(__file__).resolve().parent.parent / "docs" / "command-line.in.md"


def commands() -> dict[str, TyperCommand]:
    """Every command by its full name, in the order of the help; other names of one are hidden."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    found: dict[str, TyperCommand] = {}
    for name, command in group.commands.items():
        if command.hidden:
            continue
        if isinstance(command, TyperGroup):
            found |= {
                f"{name} {key}": inner for key, inner in command.commands.items() if isinstance(inner, TyperCommand)
            }
        elif isinstance(command, TyperCommand):
            found[name] = command
    return found


def reference() -> str:
    """The page: its introduction, then a section per command."""
    sections = [_section(name, command) for name, command in commands().items()]
    return "\n".join([INTRODUCTION.read_text(encoding="utf-8"), *sections])


def _section(name: str, command: TyperCommand) -> str:
    text, _, example = inspect.cleandoc(command.help or "").partition("Example:")
    arguments = [parameter for parameter in command.params if isinstance(parameter, TyperArgument)]
    options = [
        parameter for parameter in command.params if isinstance(parameter, TyperOption) and parameter.name != "help"
    ]
    rows = [[f"`{(argument.name or '').upper()}`", argument.help or ""] for argument in arguments]
    rows += [[f"`{_words(option)}`", option.help or ""] for option in options]
    table = ["| | |", "|---|---|", *(f"| {left} | {right} |" for left, right in rows), ""] if rows else []
    return "\n".join([f"## jobshift {name}", "", text.strip(), "", "```", example.strip(), "```", "", *table])


def _words(option: TyperOption) -> str:
    """An option as it is written: --wait SECONDS."""
    word = option.opts[-1]
    return word if option.is_flag else f"{word} {option.metavar or str(option.name).upper()}"


if __name__ == "__main__":
    sys.stdout.write(reference())
