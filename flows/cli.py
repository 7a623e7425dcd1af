"""The `jobshift` command line: what there is and how it is grouped. Each command imports what it needs when it runs."""

from __future__ import annotations

import typer

from flows.commands import (
    audit,
    backfill,
    bench,
    claims,
    explain,
    external,
    figures,
    forecasts,
    gap,
    keep,
    kit,
    look,
    maintain,
    publish,
    revisions,
    run,
    skills,
)
from flows.errors import OneLine

app = typer.Typer(
    name="jobshift",
    help="Measure how AI changes the demand for IT work, from public job postings.",
    epilog="Start with `jobshift demo`, or `jobshift init` and `jobshift nightly`. Exit codes: 0 done, 1 failed, "
    "2 wrong use, 3 degraded (done, but a source is missing or data is stale).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
ROOMS = (
    run, backfill, look, revisions, explain, claims, forecasts, external, gap, publish, figures, kit, maintain, keep,
    audit, skills, bench,
)  # fmt: skip
for room in ROOMS:
    room.add_to(app)


def main() -> None:
    """The entry point: known errors in one line, others with their traceback."""
    with OneLine():
        app()
