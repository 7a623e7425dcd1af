"""`jobshift serve`: the nightly flow by schedule, one at a time, nights that were missed not made up for."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import warnings
from datetime import UTC, datetime

from flows.config import CONFIG, Settings, config_file
from flows.lock import run_lock
from flows.night import SERVED_BY
from flows.parent import Family
from flows.server import SERVING, prefect_api

log = logging.getLogger("jobshift")
NAME = "jobshift"
STOPPED = "jobshift serve was stopped while this was due or running"
WAIT = 10  # seconds for the children of a server that was killed


def serve(settings: Settings) -> None:
    """Serve the nightly flow until stopped; Locked if another process serves this data folder."""
    logs = settings.data.resolve() / "runs" / "logs"
    with run_lock(logs.parent / "serve", "jobshift serve", WAIT) as lock:
        os.environ["JOBSHIFT_DATA"] = str(settings.data.resolve())  # for the processes that Prefect starts
        os.environ[SERVED_BY] = str(lock.path)
        if config_file().exists():
            os.environ[CONFIG] = str(config_file())
        (logs / SERVING).unlink(missing_ok=True)  # of one that was killed
        with prefect_api(Family(logs, lock), "lasting") as url:
            (logs / SERVING).write_text(json.dumps({"api": url}))
            log.info("nights at %r (%s); Prefect at %s", settings.schedule.cron, settings.zone().key, url)
            try:
                _serve(settings)
            finally:
                (logs / SERVING).unlink()


def _serve(settings: Settings) -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.nightly import nightly

    asyncio.run(clear())
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop'")  # Prefect's own, when it is stopped
    nightly.serve(
        name=NAME,
        schedule=Cron(settings.schedule.cron, timezone=settings.zone().key),
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )


async def clear() -> None:
    """Close what a killed `serve` left in Prefect's books: runs that are none, nights gone by, a slot still taken."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas import filters
    from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
    from prefect.client.schemas.objects import StateType
    from prefect.exceptions import ObjectNotFound
    from prefect.states import Crashed

    async with get_client() as client:
        try:
            deployment = await client.read_deployment_by_name(f"nightly/{NAME}")
        except ObjectNotFound:
            return
        ours = filters.DeploymentFilter(id=filters.DeploymentFilterId(any_=[deployment.id]))
        unfinished = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING, StateType.SCHEDULED]
        found = await client.read_flow_runs(
            deployment_filter=ours,
            flow_run_filter=filters.FlowRunFilter(
                state=filters.FlowRunFilterState(type=filters.FlowRunFilterStateType(any_=unfinished))
            ),
        )
        for run in found:
            due = run.expected_start_time
            if run.state_type != StateType.SCHEDULED or (due is not None and due < datetime.now(UTC)):
                await client.set_flow_run_state(run.id, Crashed(message=STOPPED), force=True)
        limit = deployment.global_concurrency_limit
        if limit is not None:
            await client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=0))
