"""The rebuild flow: lake and work warehouse made again from landing zone and ledger, with the steps of a night."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.config import settings, today
from flows.nightly import conduct


class PagesLost(RuntimeError):
    """Files of the lake have no pages in the landing zone any more, and would be lost; names some."""


@flow
def rebuild(night: date | None = None, lose: bool = False) -> State[Any]:
    """Throw lake and work warehouse away and make them again; what is published stays until the end."""
    data = settings().data
    if not lose:
        check(data)
    throw_away(data)
    return conduct("rebuild", night or today(), None, None)


def check(data: Path) -> None:
    """Raise PagesLost where the lake holds what the landing zone does not."""
    from spiders import landing
    from warehouse import lake

    kept = {lake.path(data, part.source, part.night, part.name) for part in landing.parts(data)}
    if lost := [file for file in lake.files(data) if file not in kept]:
        names = ", ".join("/".join(file.parts[-3:]) for file in lost[:5])
        raise PagesLost(f"{len(lost)} files of the lake have no pages in landing/ and would be lost: {names}")


def throw_away(data: Path) -> None:
    """Remove what can be made again from landing zone and ledger; that something was tagged again stays noted."""
    from warehouse import effects, work

    is_pending = effects.is_pending(data)
    for path in (data / "lake", data / "work.tmp"):
        shutil.rmtree(path, ignore_errors=True)
    for path in (work.path(data), work.path(data).with_name("work.duckdb.wal")):
        path.unlink(missing_ok=True)
    (data / "lake").mkdir()
    if is_pending:
        effects.begin(data)
