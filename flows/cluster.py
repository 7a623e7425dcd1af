"""The engine past one machine: parts tagged by Dask workers, through Prefect's task runner (extra `cluster`).

What travels through the scheduler are names and counts. Pages and postings are read from and written to the data
folder, which all workers see under one path, or an exchange on an object store (`flows.exchange`). One part gives one
file that appears whole, so a part may be tagged twice: the work of a lost worker is given to another one.
"""

from __future__ import annotations

import contextvars
import json
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distributed import as_completed, get_worker
from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.context import TaskRunContext
from prefect_dask.task_runners import DaskTaskRunner

from flows import children
from flows.exchange import Exchange
from flows.taggers import Order, failed
from flows.tagging import Tagging, told

log = logging.getLogger("jobshift")
BUNDLE = 2_000_000  # bytes of archives that one task takes: seconds of work, so that what Prefect adds does not count
PATIENCE = 60.0  # seconds for a scheduler to answer and for its first worker
ONE_AT_A_TIME = threading.Lock()  # a worker of several threads tags in one of them: the work holds the interpreter


class NoCluster(RuntimeError):
    """The scheduler does not answer or has no worker; names its address."""


class OtherExtractor(RuntimeError):
    """A worker would tag by other rules or another taxonomy than the run; says which."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Dask workers: of this machine ("dask", as many as `workers`), or those of the scheduler at `address`."""

    address: str
    workers: int
    data: Path
    exchange: str | None = None  # URL of a folder on an object store; None: the workers see the data folder

    def tag(self, orders: Sequence[Order]) -> Iterator[Tagging]:
        """Tag the parts in bundles; of a bundle that fails every part is tried once more, alone."""
        if not orders:
            return
        exchange = None if self.exchange is None else Exchange(self.exchange)
        if exchange is not None:
            exchange.clear()
        try:
            with self._runner() as runner:
                self._await_worker(runner)
                again: list[list[Order]] = []
                for bundle, answer in self._mapped(runner, bundles(orders), exchange):
                    if isinstance(answer, Exception) and len(bundle) > 1:
                        again += [[order] for order in bundle]
                    else:
                        yield from self._taken(bundle, answer, exchange)
                for bundle, answer in self._mapped(runner, again, exchange):
                    yield from self._taken(bundle, answer, exchange)
        finally:
            if exchange is not None:
                exchange.clear()

    def _runner(self) -> DaskTaskRunner:
        if self.address != "dask":
            return DaskTaskRunner(address=self.address, client_kwargs={"timeout": PATIENCE})
        return DaskTaskRunner(
            cluster_kwargs={
                "n_workers": self.workers,
                "threads_per_worker": 1,
                "host": "127.0.0.1",
                "dashboard_address": None,
                "local_directory": str(self.data.resolve() / "runs" / "dask"),
                "silence_logs": logging.CRITICAL,  # what is lost is told by us
            }
        )

    def _await_worker(self, runner: DaskTaskRunner) -> None:
        try:
            runner.client.wait_for_workers(1, timeout=PATIENCE)
        except OSError as error:
            raise NoCluster(f"engine {self.address}: no worker within {PATIENCE:.0f} s: {error}") from error

    def _mapped(
        self, runner: DaskTaskRunner, given: Iterable[list[Order]], exchange: Exchange | None
    ) -> Iterator[tuple[list[Order], list[dict[str, Any]] | Exception]]:
        """Each bundle with its answers, or with what became of it, as they are done."""
        context = contextvars.copy_context()
        context.run(TaskRunContext.__var__.set, None)  # type: ignore[arg-type]  # else the calling task travels along, with its locks
        waiting = {}
        for bundle in given:
            orders = bundle if exchange is None else [exchange.carry(self.data, order) for order in bundle]
            parameters = {"orders": json.dumps(orders), "wanted": extractor(), "exchange": self.exchange}
            future = context.run(runner.submit, TAG_BUNDLE, parameters)
            waiting[future.wrapped_future] = bundle
        for done in as_completed(list(waiting), loop=runner.client.loop):  # type: ignore[no-untyped-call]
            try:
                yield waiting[done], done.result().result()
            except Exception as error:  # noqa: BLE001 - a worker may be lost or break in any way
                log.warning("tag: %d parts failed on the cluster: %s", len(waiting[done]), told(error))
                yield waiting[done], error

    def _taken(
        self, bundle: list[Order], answer: list[dict[str, Any]] | Exception, exchange: Exchange | None
    ) -> Iterator[Tagging]:
        if isinstance(answer, Exception):
            yield from (failed(order, told(answer)) for order in bundle)
            return
        for reply in answer:
            if exchange is not None:
                exchange.get(self.data, reply.pop("files", []))
            yield Tagging(**reply)


def bundles(orders: Sequence[Order]) -> Iterator[list[Order]]:
    """The orders in portions of about BUNDLE bytes of archives."""
    bundle: list[Order] = []
    size = 0
    for order in orders:
        bundle.append(order)
        size += Path(order["path"]).stat().st_size
        if size >= BUNDLE:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle


def extractor() -> str:
    """By what this process would tag: rules and taxonomy."""
    from warehouse import lake_versions

    present = lake_versions.present(0)
    return f"rules {present.rules}, taxonomy {present.taxonomy}"


def tag_bundle(orders: str, wanted: str, exchange: str | None) -> list[dict[str, Any]]:
    """On a worker: tag the parts of a bundle, one after the other; each answer is that of the local engine's child.

    `wanted`: the run's `extractor()`; OtherExtractor if the worker's is another one.
    """
    if extractor() != wanted:
        raise OtherExtractor(f"a worker has {extractor()}; the run has {wanted}: install the same jobshift on both")
    with ONE_AT_A_TIME:
        return [_answer(order, exchange) for order in json.loads(orders)]


# Not a decorator: the plain function travels to the workers by its name.
TAG_BUNDLE = Task(tag_bundle, name="tag parts", cache_policy=NO_CACHE, persist_result=False)


def _answer(order: Order, exchange: str | None) -> dict[str, Any]:
    try:
        if exchange is None:
            return children.tag(order)
        return Exchange(exchange).work(order, Path(get_worker().local_directory) / "jobshift", children.tag)
    except Exception as error:  # as with a child: a fault of this part alone
        log.exception("tag %s", order["name"])
        return failed(order, told(error)).as_dict()
