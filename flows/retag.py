"""The retag flow: parts that another extractor tagged are tagged again, with the same steps as a night but no crawl."""

from datetime import date
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.config import today
from flows.nightly import conduct


@flow
def retag(night: date | None = None) -> State[Any]:
    """Bring all tags to the present taxonomy and rules, and publish what that makes of the series."""
    return conduct("retag", night or today(), None, None)
