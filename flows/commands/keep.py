"""Panel Maintain: what may go with age, and what must go on request."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated

import typer

PANEL = "Maintain"
AGE = re.compile(r"(\d+)([dmy])")
DAYS = {"d": 1, "m": 31, "y": 366}


def prune(
    keep: Annotated[str, typer.Option(metavar="AGE", help="What is younger stays: 90d, 12m or 2y.")],
    yes: Annotated[bool, typer.Option("--yes", help="Remove; without it only say what would go.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Make room: old reports, logs and quarantines of runs, and kept series but each month's last snapshot.

    Pages, lake, ledger of runs and revisions stay whatever their age. Nothing goes without --yes.

    Example: jobshift prune --keep 12m
    """
    from flows.commands.console import configured, result, result_json, table
    from flows.config import today
    from flows.lock import run_lock
    from flows.pruning import old, remove

    found = configured()
    since = today() - _age(keep)
    if yes:
        with run_lock(found.data, "prune", found.wait):
            gone = old(found.data, since)
            remove(gone)
    else:
        gone = old(found.data, since)
    rows = [{"what": item.what, "path": str(item.path.relative_to(found.data)), "bytes": item.bytes} for item in gone]
    if json:
        result_json({"since": since, "is_done": yes, "files": rows})
        return
    table(None, ["what", "path", "bytes"], [list(row.values()) for row in rows])
    size = sum(item.bytes for item in gone) / 1e6
    done = "removed" if yes else "would go; --yes removes them"
    result(f"{len(rows)} of before {since}, {size:,.1f} MB: {done}")


def _age(text: str) -> timedelta:
    from flows.errors import WrongUse

    found = AGE.fullmatch(text)
    if found is None or int(found[1]) == 0:
        raise WrongUse(f"--keep {text}: write a number and d, m or y, such as 90d, 12m or 2y")
    try:
        age = timedelta(days=int(found[1]) * DAYS[found[2]])
        _ = date.today() - age  # noqa: DTZ011  # only whether there is such a day
    except OverflowError:
        raise WrongUse(f"--keep {text} is longer than there are dates") from None
    return age


def forget(
    because: Annotated[str, typer.Option(help="Why; stands in the ledger with your name.")],
    posting: Annotated[
        str | None, typer.Option(metavar="SOURCE/BOARD/REF", help="One posting, by its columns in `postings`.")
    ] = None,
    employer: Annotated[str | None, typer.Option(metavar="NAME", help="All postings of an employer.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without it only say what would go.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Take a posting or an employer out of every layer, for good: pages, lake, warehouse, published file, figures.

    The ledger keeps a tombstone that every later crawl, retagging and rebuild obeys. Series published before stay as
    they were, they hold counts alone; `revisions` says `removals`. Files that others copied are out of reach.

    Example: jobshift forget --posting hn/41709301/41710000 --because "asked for by its author"
    """
    from flows.commands.console import configured, result, result_json, say
    from flows.errors import WrongUse
    from flows.forgetting import forget as carry_out
    from flows.forgetting import plan

    if (posting is None) == (employer is None):
        raise WrongUse("give one of --posting and --employer")
    if not because.strip():
        raise WrongUse("--because says nothing")
    found = plan(configured().data, posting, employer, because.strip())
    snapshot = carry_out(found) if yes else {}
    if json:
        facts = {"kind": found.stone.kind, "name": found.stone.name, "postings": found.stone.keys}
        result_json(facts | {"parts": len(found.parts), "is_done": yes, "snapshot": snapshot.get("snapshot_id")})
        return
    result(found.in_words())
    if yes:
        result(
            f"forgotten; published {snapshot['snapshot_id']}" if snapshot else "forgotten; nothing of it was published"
        )
        if employer is not None:
            say("take its boards out of boards.csv, or they are read and thrown away every night")
    else:
        result("nothing has been changed; --yes does it")


def add_to(app: typer.Typer) -> None:
    """Register the panel's commands."""
    for command in (prune, forget):
        app.command(rich_help_panel=PANEL)(command)
