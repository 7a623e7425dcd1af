"""The backfill flow: the months of an archive, with the same steps as a night."""

from datetime import date
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.config import today
from flows.night import Span
from flows.nightly import conduct


@flow
def backfill(source: str, since: date, until: date, night: date | None = None) -> State[Any]:
    """Read the months from `since` to `until` (first days; both count) of one source's archive, in a night: today's."""
    return conduct("backfill", night or today(), [source], None, Span(since, until))
