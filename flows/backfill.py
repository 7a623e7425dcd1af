"""The backfill flows: the months of an archive or the files of one, with the same steps as a night."""

from datetime import date
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.backfill_files import collect
from flows.config import today
from flows.night import Span
from flows.nightly import conduct


@flow
def backfill(source: str, since: date, until: date, night: date | None = None) -> State[Any]:
    """Read the months from `since` to `until` (first days; both count) of one source's archive, in a night: today's."""
    return conduct("backfill", night or today(), [source], None, Span(since, until))


@flow
def backfill_files(order: dict[str, Any], night: date | None = None) -> State[Any]:
    """Take in files (order: flows.backfill_files.collect) in a night: today's."""
    return conduct("backfill", night or today(), None, None, collect=collect(order))
