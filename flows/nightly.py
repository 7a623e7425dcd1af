"""The nightly flow: crawl each source → tag new parts → load → build and check → publish → report."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed
from prefect.utilities.annotations import quote

from flows import ledger, night, summary
from flows.config import today
from flows.errors import WRONG_USES
from flows.night import Night, Span, opened, recorded
from flows.outcome import Crawl, Outcome
from flows.parent import STOPPED, ChildFailed
from flows.tagging import Tagging

RETRIES = [2.0, 20.0]  # seconds before a broken crawl is started again
LATEST = timedelta(hours=12)  # a start that comes later than this crawls another night than it was meant for


def is_worth_a_retry(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Whether another attempt could go better: not where the configuration is at fault or the run ends."""
    error = state.result(raise_on_failure=False)
    return not (isinstance(error, ChildFailed) and error.kind in (STOPPED, *WRONG_USES))


@task(
    task_run_name="crawl {source}",
    retries=len(RETRIES),
    retry_delay_seconds=RETRIES,
    retry_condition_fn=is_worth_a_retry,
    cache_policy=NO_CACHE,
)
def crawl(tonight: Night, source: str) -> Crawl:
    return night.crawl(tonight, source)


@task(cache_policy=NO_CACHE)
def tag(tonight: Night) -> list[Tagging]:
    return night.tag(tonight)


@task(cache_policy=NO_CACHE)
def load(tonight: Night, gaps: str) -> dict[str, Any]:
    return night.load(tonight, gaps)


@task(name="build and check", cache_policy=NO_CACHE)
def build(tonight: Night) -> dict[str, Any]:
    return night.build(tonight)


@task(name="account for tagging again", cache_policy=NO_CACHE)
def account(tonight: Night) -> dict[str, Any]:
    return night.account(tonight)


@task(cache_policy=NO_CACHE)
def publish(tonight: Night) -> dict[str, Any]:
    return night.publish(tonight)


@task(cache_policy=NO_CACHE)
def report(tonight: Night) -> list[str]:
    return night.report(tonight)


@flow
def nightly(
    night: date | None = None, sources: Sequence[str] = (), boards: Path | None = None, full: bool = False
) -> State[Any]:
    """Collect, tag, load, check and publish one night; the sources that are on unless some are named.

    `full`: make every table anew and run every check, which is else done once a week.
    """
    return conduct("nightly", night or scheduled_night(), sources, boards, full=full)


def conduct(
    kind: str,
    on: date,
    sources: Sequence[str] | None,
    boards: Path | None,
    span: Span | None = None,
    collect: Callable[[Night, Outcome], None] | None = None,
    full: bool = False,
) -> State[Any]:
    """One run from its lock to its report; gives the state in which it ends. `collect` instead of crawling."""
    with opened(kind, on, sources, boards, span, full=full) as tonight:
        outcome = Outcome()
        try:
            with recorded(tonight, outcome):
                (collect or crawl_all)(tonight, outcome)
                steps(tonight, outcome)
        finally:
            create_markdown_artifact(summary.write(tonight, outcome), key=f"{kind}-{on}")
    return Completed(name=outcome.state.capitalize(), message=outcome.message, data=outcome.state)


def crawl_all(tonight: Night, outcome: Outcome) -> None:
    """Visit all sources of the run at once."""
    given: Any = quote(tonight)  # Prefect passes it on as it is
    with outcome.timed("crawl"):
        crawls = {source: crawl.submit(given, source) for source in tonight.run.sources}
        for source, future in crawls.items():
            done = future.result(raise_on_failure=False)
            outcome.crawls.append(done if isinstance(done, Crawl) else Crawl(source, failure=str(done)))


def steps(tonight: Night, outcome: Outcome) -> None:
    """All steps after collecting, in order; what each gives is kept in `outcome`."""
    given: Any = quote(tonight)
    with outcome.timed("tag"):
        outcome.taggings = tag(given)
    ledger.append(tonight.data, tonight.run, "crawled", "running", "; ".join(outcome.gaps))
    with outcome.timed("load"):
        outcome.loaded = load(given, "; ".join(outcome.gaps))
    with outcome.timed("build and check"):
        outcome.built = build(given)
    with outcome.timed("account for tagging again"):
        outcome.effects = account(given)
    with outcome.timed("publish"):
        outcome.snapshot = publish(given)
    if outcome.snapshot:
        ledger.append(tonight.data, tonight.run, "published", "running", str(outcome.snapshot["snapshot_id"]))
        draw(tonight, outcome)


def draw(tonight: Night, outcome: Outcome) -> None:
    """The figures, if they are wanted; what is published stays published when they fail."""
    if not tonight.settings.report.on:
        return
    given: Any = quote(tonight)
    with outcome.timed("report"):
        try:
            outcome.figures = report(given)
        except ChildFailed as error:
            if error.kind != "NothingToDraw":
                outcome.warnings.append(str(error))


def scheduled_night() -> date:
    """The UTC date of the scheduled start; today's where nothing was scheduled or the start is long past."""
    planned: datetime | None = flow_run.scheduled_start_time
    if planned is None or datetime.now(UTC) - planned > LATEST:
        return today()
    return planned.astimezone(UTC).date()
