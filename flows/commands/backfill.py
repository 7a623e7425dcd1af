"""`jobshift backfill`: the past, from archives and files; each command one run that ends like a night."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.run import PANEL, Month, Wait, conduct_flow, ready

if TYPE_CHECKING:
    from spiders.foreign_mapping import Mapping
    from spiders.foreign_tables import Preview

Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True, metavar="FILE…")]


def hn(since: Month, until: Month, wait: Wait = None) -> None:
    """The months of Hacker News's "Who is hiring?", since 2011-04. The same months twice change nothing.

    Example: jobshift backfill hn --since 2022-01 --until 2024-12
    """
    _months("hn", since, until, wait)


def warc(files: Files, wait: Wait = None) -> None:
    """Pages out of web archives (Common Crawl, wget): career pages with JobPosting, listings of known sources.

    Career pages become the panel `careers_archive`, each in the month of its capture. The same file twice changes
    nothing.

    Example: jobshift backfill warc CC-MAIN-20241003094020-00000.warc.gz
    """
    _take_in({"kind": "warc", "files": [str(file.resolve()) for file in files]}, wait)


def jobtech(
    years: Annotated[list[int], typer.Argument(min=2006, max=2100, metavar="YEAR…")],
    sample: Annotated[bool, typer.Option("--sample", help="The official 1 % sample, 10 MB and not 1 GB.")] = False,
    source: Annotated[
        Path | None,
        typer.Option("--from", exists=True, help="A file, or a folder of files named by year, that are there already."),
    ] = None,
    wait: Wait = None,
) -> None:
    """Years of the Swedish public employment service's IT ads (CC0): the panel `jobtech_se`.

    A year may be loaded as a sample first and whole later. The same file twice changes nothing.

    Example: jobshift backfill jobtech 2019 2020 2021 --sample
    """
    from flows.backfill_downloads import local_files

    order: dict[str, Any] = {"kind": "jobtech", "files": [], "years": years}
    if source is not None:
        order["files"] = [str(path) for path in local_files(source, years)]
    else:
        found, _ = ready([], None)
        order |= {"sample": sample, "contact": found.contact, "replay": found.replay_url}
    _take_in(order, wait)


def usajobs(since: Month, until: Month, wait: Wait = None) -> None:
    """The IT announcements (series 2210) of the US federal government by month of opening: the panel `usajobs_it`.

    No key is needed. A month that was read after its end is not asked for again.

    Example: jobshift backfill usajobs --since 2018-01 --until 2024-12
    """
    from flows.backfill_downloads import months

    asked = months(since.date(), until.date())
    found, _ = ready([], None)
    order = {"kind": "usajobs", "files": [], "months": asked, "contact": found.contact, "replay": found.replay_url}
    _take_in(order, wait)


def file(
    files: Files,
    mapping: Annotated[Path, typer.Option("--map", exists=True, dir_okay=False, help="What its columns mean (TOML).")],
    yes: Annotated[bool, typer.Option("--yes", help="Go on after the preview.")] = False,
    wait: Wait = None,
) -> None:
    """A foreign collection: CSV, JSON lines or Parquet, with a mapping of its columns; it becomes a panel of its own.

    Every row is looked at and a preview printed before anything is written. docs/history.md explains the mapping.

    Example: jobshift backfill file ads.csv --map mapping.toml --yes
    """
    from flows.commands.console import say
    from spiders.foreign_mapping import read_mapping
    from spiders.foreign_tables import preview

    described = read_mapping(mapping)
    for each in files:
        _show(each, described, preview(each, described))
    if not yes:
        say("nothing was written; the same command with --yes takes it in")
        return
    order = {"kind": "file", "files": [str(each.resolve()) for each in files], "mapping": str(mapping.resolve())}
    _take_in(order, wait)


def _months(source: str, since: datetime, until: datetime, wait: int | None) -> None:
    """The months of a source that keeps its past."""
    from flows.backfill_downloads import months

    months(since.date(), until.date())
    found, _ = ready([source], None)

    def flow() -> Any:
        from flows.backfill import backfill

        return backfill(source, since.date(), until.date(), return_state=True)

    conduct_flow(found, "backfill", wait, flow)


def _take_in(order: dict[str, Any], wait: int | None) -> None:
    """Files of one kind, in a run."""
    from flows.commands.console import configured

    found = configured()

    def flow() -> Any:
        from flows.backfill import backfill_files

        return backfill_files(order, return_state=True)

    conduct_flow(found, "backfill", wait, flow)


def _show(file: Path, mapping: Mapping, found: Preview) -> None:
    """What a file would give, before anything is written."""
    from flows.commands.console import result, table

    months = sorted(found.months)
    span = f"{months[0]:%Y-%m} to {months[-1]:%Y-%m}" if months else "no month"
    result(f"{file.name}: {found.rows} rows, {sum(found.months.values())} dated postings, {span}")
    result(f"passed over or in no month: {found.without_text} without a text, {found.undated} without a date")
    result(f"panel {mapping.collection}: {mapping.chosen}; represents: {mapping.represents}")
    rows: list[list[Any]] = [
        [p.title, p.employer, "; ".join((*p.places, *p.countries)), p.posted_on, _beginning(p.text or p.html or "")]
        for p in found.first
    ]
    table("The first postings", ["title", "employer", "place", "posted on", "text"], rows)


def _beginning(text: str) -> str:
    return " ".join(text[:200].split())[:60]


def add_to(app: typer.Typer) -> None:
    """Register the group."""
    archives = typer.Typer(help="Read the past from archives and files.", no_args_is_help=True)
    for command in (hn, jobtech, usajobs, warc, file):
        archives.command()(command)
    app.add_typer(archives, name="backfill", rich_help_panel=PANEL)
