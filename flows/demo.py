"""`jobshift demo`: an embedded sample with its truth planted goes through the true spiders and flows, offline."""

from __future__ import annotations

import csv
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.config import settings
from flows.environment import defaults
from flows.lock import Locked, holder, is_held, run_lock
from flows.parent import Family
from flows.sample import SEED, Sample, sample
from flows.sample.boards import SOURCES
from flows.sample.recovery import write_truth
from flows.sample.server import SampleServer, serving
from flows.sample.verdict import verdict
from flows.server import prefect_api, settle

Step = tuple[str, Callable[[], Any]]


def demo(console: Console) -> int:
    """Run all of jobshift on the sample in DATA/demo, afresh, and hold the result against the truth; exit code."""
    data = (settings().data / "demo").absolute()
    started = time.monotonic()
    _clear(data)
    world = sample()
    write_truth(world, SEED, data / "truth.json")
    _write_boards(world, data / "boards.csv")
    with serving(world) as server, _environment(data, server.url):
        _run(console, data, _steps(world, server, data / "boards.csv"))
    console.print("Degraded as planned: one source answers 500 in the second night, two boards break off.\n")
    code = verdict(console, world, data)
    console.print(f"{time.monotonic() - started:.0f} s; nothing left this machine. Everything lies in {data}:")
    for name, path in (("warehouse", "jobshift.duckdb"), ("figures", "report"), ("truth", "truth.json")):
        console.print(f"  {name:<10} {data / path}", soft_wrap=True)
    console.print(f"Look around: JOBSHIFT_DATA={data} jobshift series --skill pytorch", soft_wrap=True)
    return code


def _clear(data: Path) -> None:
    if is_held(data):
        raise Locked(f"{holder(data / 'run.lock')}: another demo is running")
    shutil.rmtree(data, ignore_errors=True)
    (data / "ledger").mkdir(parents=True)
    (data / "ledger" / "about.txt").write_text("an invented sample, no real posting\n", encoding="utf-8")


def _write_boards(world: Sample, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("source", "token", "employer", "frame"))
        rows.writerows((b.source, b.token, b.employer, "sample") for b in world.nights[world.world.nights[0]])


@contextmanager
def _environment(data: Path, replay: str) -> Iterator[None]:
    """The demo's own configuration, whatever the user's is: nothing may reach a live source, a server or a proxy."""
    before = dict(os.environ)
    for name in before:
        if name.startswith("JOBSHIFT_") or name == "PREFECT_API_URL" or name.lower().endswith("_proxy"):
            del os.environ[name]
    lines = [f'data = "{data}"', f'boards = "{data / "boards.csv"}"', f'replay_url = "{replay}"']
    lines += [f"[source.{name}]\ndelay = 0" for name in ("hn", *SOURCES)]
    (data / "jobshift.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.environ |= {"JOBSHIFT_CONFIG": str(data / "jobshift.toml"), "NO_PROXY": "*", **defaults(data)}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _steps(world: Sample, server: SampleServer, boards: Path) -> list[Step]:
    """The runs of the demo in order: the history of Hacker News, then each night. Figures are drawn after the last."""
    months, nights = world.world.months, world.world.nights

    def history() -> Any:
        from flows.backfill import backfill

        return backfill("hn", months[0], months[-1], nights[0] - timedelta(days=1), return_state=True).result()

    def night(day: date) -> Callable[[], Any]:
        def run() -> Any:
            from flows.nightly import nightly

            server.set_night(day)
            os.environ["JOBSHIFT_REPORT__ON"] = str(day == nights[-1]).lower()
            return nightly(day, SOURCES, boards, return_state=True).result()

        return run

    return [
        (f"three years of Hacker News, {months[0]:%Y-%m} to {months[-1]:%Y-%m}", history),
        *((f"night of {day}, {len(world.nights[day])} boards", night(day)) for day in nights),
    ]


def _run(console: Console, data: Path, steps: Sequence[Step]) -> None:
    """Run the steps, with one lock and one Prefect server for all of them."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    os.environ["JOBSHIFT_REPORT__ON"] = "false"
    with (
        Progress(*columns, console=console, transient=True) as progress,
        _told(progress.console),
        run_lock(data, "demo", 0) as lock,
        prefect_api(Family(data / "runs" / "logs", lock), "temporary"),
    ):
        task = progress.add_task("", total=len(steps))
        try:
            for name, step in steps:
                progress.update(task, description=name)
                progress.console.print(f"[bold]{name}[/bold]: {step()}")
                progress.advance(task)
        finally:
            settle()  # else Prefect waits a minute at the end for a server that is gone


@contextmanager
def _told(console: Console) -> Iterator[None]:
    """The program's own log lines, above the progress bar."""
    log = logging.getLogger("jobshift")
    shown = RichHandler(console=console, show_path=False, show_level=False, log_time_format="%X", keywords=[])
    shown.setLevel(logging.INFO)
    before = log.level
    log.setLevel(logging.INFO)
    log.addHandler(shown)
    try:
        yield
    finally:
        log.removeHandler(shown)
        log.setLevel(before)
