"""How the program ends: exit codes, and which errors are told in one line."""

from __future__ import annotations

import errno
from types import TracebackType

DONE, FAILED, WRONG_USE, DEGRADED = 0, 1, 2, 3

MACHINE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
ROOMS = ("flows", "pipeline", "spiders", "warehouse")
WRONG_USES = frozenset(  # by name, for they come from processes and rooms that the command line does not import
    {
        "BoardsError",
        "ConfigError",
        "ContactMissing",
        "DelayTooLow",
        "NoProof",
        "NoRecord",
        "NotKept",
        "NoWords",
        "NotOneMeasure",
        "NothingToForget",
        "NotSliced",
        "NothingToForce",
        "TooFew",
        "UnknownClaim",
        "UnknownName",
        "UnknownTable",
        "FolderInUse",
        "UnknownOpening",
        "UnknownSection",
        "UnknownSkill",
        "UnknownSource",
        "WrongMapping",
        "WrongUse",
    }
)


class WrongUse(ValueError):
    """The command was given something that it cannot work with."""


def is_known(error: BaseException) -> bool:
    """Whether a message says all there is to say: an error of ours, or the machine refuses (full disk, no rights)."""
    if isinstance(error, OSError) and error.errno in MACHINE:
        return True
    return isinstance(error, Exception) and type(error).__module__.split(".")[0] in ROOMS


def exit_code(kind_name: str) -> int:
    """The exit code of a known error."""
    return WRONG_USE if kind_name in WRONG_USES else FAILED


class OneLine:
    """A context that tells known errors in one line and ends the program; others pass, with their traceback."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is None or error is None or not is_known(error):
            return
        import typer

        typer.secho(f"jobshift: {error}", err=True, fg="red")
        name = getattr(error, "kind", kind.__name__)
        raise SystemExit(exit_code(name))
