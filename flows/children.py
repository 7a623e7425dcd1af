"""The child processes of a run: `python -m flows.children WORK LIFELINE`.

A child reads one order a line (JSON) on stdin and answers each with one line on stdout; whatever else is printed goes
to its log file. It holds the run lock by a descriptor it was given, and ends when its parent does, however that ends:
the read end of the lifeline pipe reports the end of file.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

Order = dict[str, Any]
Reply = dict[str, Any]


def crawl(order: Order) -> Reply:
    """Visit one source: order is a spiders.crawl.Order."""
    from spiders.crawl import Order as CrawlOrder
    from spiders.crawl import crawl as visit

    summary = visit(CrawlOrder.from_json(order["order"]))
    return plain(summary) | {"state": summary.state}


def take_in(order: Order) -> Reply:
    """Take files from elsewhere into the landing zone: order is that of flows.backfill_files.take_in."""
    from flows.backfill_files import take_in as take

    return take(order)


def tag(order: Order) -> Reply:
    """Tag one part of the landing zone into the lake: order has data, quarantine and the part's fields."""
    from flows import room
    from flows.tagging import tag_part
    from spiders.landing import Part

    room.check(Path(order["data"]), f"tag {order['name']}")
    part = Part(order["source"], date.fromisoformat(order["night"]), order["name"], Path(order["path"]))
    return tag_part(Path(order["data"]), part, order["employers"], Path(order["quarantine"])).as_dict()


def load(order: Order) -> Reply:
    """Load lake and ledgers into the work warehouse."""
    from warehouse import work
    from warehouse.load import load as load_all

    data, boards = Path(order["data"]), [tuple(board) for board in order["boards"]]
    return plain(work.sound(work.path(data), lambda: load_all(data, boards, order["run"])))


def build(order: Order) -> Reply:
    """Build the marts and run the checks: what changed, or with `full` everything."""
    from warehouse.build import build as build_all

    return plain(build_all(Path(order["data"]), is_full=order.get("full", False)))


def effects(order: Order) -> Reply:
    """Work out what tagging again changed since the published snapshot, and keep it."""
    from warehouse import effects as account

    rows = account.record(Path(order["data"]), order["run_id"], date.fromisoformat(order["night"]))
    return {"rows": len(rows), "months": sum(row["cause"] == "all" for row in rows)}


def publish(order: Order) -> Reply:
    """Publish the work warehouse as a snapshot; {} when nothing changed. Then keep the forecasts of a new month."""
    from warehouse import forecasts, published, work
    from warehouse.audit import Force
    from warehouse.publish import publish as publish_snapshot

    data = Path(order["data"])
    given = order.get("force")
    force = Force(tuple(given["checks"]), given["because"], given["who"]) if given else None
    snapshot = work.sound(published.path(data), lambda: publish_snapshot(data, order["run_id"], force))
    forecasts.freeze(data)
    return {} if snapshot is None else plain(snapshot)


def report(order: Order) -> Reply:
    """Draw the figures of the published warehouse."""
    from flows.report import report as draw

    return {"files": [str(path) for path in draw(Path(order["data"]))]}


def server(order: Order) -> Reply:
    """Serve the Prefect API on a listening socket that the parent has opened, until the parent ends."""
    from flows.server import serve_api

    serve_api(order["socket"], order["port"], order["kind"])
    return {}


WORKS: dict[str, Callable[[Order], Reply]] = {
    work.__name__: work for work in (crawl, take_in, tag, load, build, effects, publish, report, server)
}


def plain(record: Any) -> Reply:
    """A record as JSON takes it: dates and paths as text."""
    reply: Reply = json.loads(json.dumps(asdict(record), default=str))
    return reply


def watch(lifeline: int) -> None:
    """End this process at once when the other end of the pipe is gone."""

    def wait() -> None:
        os.read(lifeline, 1)
        os._exit(1)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()


def main(work: str, lifeline: int) -> None:
    """Answer orders until stdin ends; an error is answered and ends the child, its traceback goes to the log."""
    watch(lifeline)
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # prints of libraries go to the log
    level = logging.WARNING if work == "server" else logging.INFO
    logging.basicConfig(stream=sys.stderr, level=level, format="%(asctime)s %(name)s %(levelname)s %(message)s")

    def answer_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        traceback.print_exception(kind, error, trace)
        replies.write(json.dumps({"error": str(error) or kind.__name__, "kind": kind.__name__}) + "\n")

    sys.excepthook = answer_error
    for line in sys.stdin:
        replies.write(json.dumps(WORKS[work](json.loads(line))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
