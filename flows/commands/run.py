"""Panel Run: collect, tag, load, check, publish; each command one run, or the many of a schedule."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flows.config import Settings

PANEL = "Run"
Night = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The night's UTC date; today if not given.")]
Names = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source; may be given again.")
]
Boards = Annotated[
    Path | None, typer.Option(exists=True, dir_okay=False, help="A CSV of boards: source,token,employer[,frame].")
]
Wait = Annotated[
    int | None, typer.Option(min=0, metavar="SECONDS", help="How long to wait for another run; 0: not at all.")
]
Month = Annotated[datetime, typer.Option(formats=["%Y-%m"], metavar="YYYY-MM")]


def nightly(
    night: Night = None,
    source: Names = None,
    boards: Boards = None,
    wait: Wait = None,
    full: Annotated[bool, typer.Option("--full", help="Make every table anew and run every check.")] = False,
) -> None:
    """Collect, tag, load, check and publish one night. The same night twice changes nothing.

    A night makes anew what its postings touch; everything is made and checked once a week, or with --full.
    Exit code 3 when a source is missing: the others are published, the gap is marked.

    Example: jobshift nightly --source hn --source greenhouse
    """
    found, names = ready(source or [], boards)

    def flow() -> Any:
        from flows.nightly import nightly as run

        return run(_day(night), names, boards, full, return_state=True)

    conduct_flow(found, "nightly", wait, flow)


def retag(
    plan: Annotated[bool, typer.Option("--plan", help="Only say what would be tagged again.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
    wait: Wait = None,
) -> None:
    """Tag again what a change of the taxonomy or of the rules can touch, publish, and say what it did to the headline.

    After a change of skills only postings with an old or new form of them are read again, after a change of rules all
    are. Killed at any moment it goes on where it was. A night does the same by itself before it counts.

    Example: jobshift retag --plan
    """
    from flows.commands.console import configured, result, result_json
    from flows.retagging import plan as planned

    found = configured()
    if plan:
        due = planned(found.data)
        if json:
            result_json(asdict(due))
        else:
            result(due.in_words())
        return

    def flow() -> Any:
        from flows.retag import retag as run

        return run(return_state=True)

    try:
        conduct_flow(found, "retag", wait, flow)
    except typer.Exit:
        _show_effects(found.data, json)
        raise


def rebuild(
    lose: Annotated[
        bool, typer.Option("--lose", help="Also where the lake holds parts whose pages are lost: they go.")
    ] = False,
    wait: Wait = None,
) -> None:
    """Throw lake and work warehouse away and make them again from landing zone and ledger: the same, ids included.

    What is published stays until the new state is whole, and stays as it is where nothing differs.

    Example: jobshift rebuild
    """
    from flows.commands.console import configured

    def flow() -> Any:
        from flows.rebuild import rebuild as run

        return run(lose=lose, return_state=True)

    conduct_flow(configured(), "rebuild", wait, flow)


def _show_effects(data: Path, json: bool) -> None:
    """What the last run changed in the headline, month by month, and which skills did it."""
    from flows.commands.console import result, result_json, table
    from flows.effects import HEADS, lines
    from flows.ledger import runs
    from warehouse.effects import of_run

    last = runs(data)[-1]["run_id"]
    rows = of_run(data, last)
    if json:
        result_json(rows)
    elif not rows:
        result("AI in the duties is as it was in every month")
    else:
        table("AI in the duties, before and after", HEADS, lines(rows))


def crawl(
    source: Annotated[str, typer.Argument(help="The source's name; `jobshift sources` lists them.")],
    night: Night = None,
    boards: Boards = None,
    wait: Wait = None,
) -> None:
    """Visit one source now and keep its pages; the next nightly run tags and publishes them.

    Example: jobshift crawl greenhouse
    """
    from flows import night as steps
    from flows.config import today
    from flows.errors import DEGRADED
    from flows.outcome import Outcome

    ready([source], boards)
    outcome = Outcome()
    with (
        steps.opened("crawl", _day(night) or today(), [source], boards, wait=wait) as tonight,
        steps.recorded(tonight, outcome),
    ):
        outcome.crawls.append(steps.crawl(tonight, source))
    raise typer.Exit(DEGRADED if outcome.gaps else 0)


def serve() -> None:
    """Run every night by schedule (02:00 unless configured) until stopped, with a Prefect server if none is configured.

    A night that is due while another runs is skipped, not queued.

    Example: jobshift serve
    """
    from flows.serve import serve as serve_nights

    found, _ = ready([], None)
    serve_nights(found)


def init(
    contact: Annotated[str | None, typer.Option(help="Mail address or web page for the user agent.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: take what is given and the defaults.")] = False,
) -> None:
    """Set up: ask for a contact, write jobshift.toml, offer to read the history of Hacker News.

    Example: jobshift init --yes --contact jobs@example.org
    """
    from flows.setup import set_up

    found = set_up(contact, ask=not yes)
    if not yes and typer.confirm("Read the Hacker News history since 2022 now (some minutes)?", default=False):
        from flows.commands.backfill import hn
        from flows.config import today

        assert found
        hn(datetime(2022, 1, 1), datetime(today().year, today().month, 1))  # noqa: DTZ001  # a month, not an instant


def demo() -> None:
    """See it work offline: three years and three nights of an embedded sample, held against its planted truth.

    Example: jobshift demo
    """
    from rich.console import Console

    from flows.demo import demo as show

    raise typer.Exit(show(Console(highlight=False)))


def ready(names: Sequence[str], boards: Path | None) -> tuple[Settings, list[str]]:
    """The configuration and the sources, checked before anything is started."""
    from flows.commands.console import configured
    from flows.config import require_contact
    from flows.night import sources_read
    from spiders.boards import read_boards

    found = configured()
    require_contact(found)
    return found, sources_read(found, names, read_boards(boards or found.boards))


def conduct_flow(found: Settings, what: str, wait: int | None, flow: Callable[[], Any]) -> None:
    """Run a flow under the lock, with a Prefect server of our own if none is configured; ends the program."""
    from flows.errors import DEGRADED, DONE
    from flows.lock import run_lock
    from flows.parent import Family
    from flows.server import prefect_api

    logs = found.data / "runs" / "logs"
    with (
        run_lock(found.data, what, found.wait if wait is None else wait) as lock,
        prefect_api(Family(logs, lock), "temporary"),
    ):
        state = flow().result()
    raise typer.Exit(DEGRADED if state == "degraded" else DONE)


def _day(night: datetime | None) -> date | None:
    return None if night is None else night.date()


def add_to(app: typer.Typer) -> None:
    """Register the panel's commands."""
    for command in (init, demo, nightly, serve, crawl, retag, rebuild):
        app.command(rich_help_panel=PANEL)(command)
