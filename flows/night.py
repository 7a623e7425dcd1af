"""One run, step by step, as plain functions: what the Prefect tasks of nightly and backfill call."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import alerts, events, ledger, room
from flows.config import Settings, require_contact, require_engine, settings
from flows.environment import prepare
from flows.ledger import Run
from flows.lock import end_with, run_lock
from flows.outcome import Crawl, Outcome
from flows.parent import HOUR, Family
from flows.progress import listen, told
from flows.taggers import Engine, Local, tag_parts
from flows.tagging import Tagging

if TYPE_CHECKING:
    from spiders.boards import Board
    from spiders.landing import Part

log = logging.getLogger("jobshift")
SERVED_BY = "JOBSHIFT_SERVED_BY"  # the lock of the `jobshift serve` whose Prefect runner started this process
ENDED_BY = {"TerminationSignal": "ended by SIGTERM", "KeyboardInterrupt": "ended by Ctrl-C"}
WAVE = 50_000_000  # bytes of archives: a minute of work for each of two cores
CRAWL_LIMIT = 10 * HOUR  # so that one night never reaches into the next


class MixedTags(RuntimeError):
    """Parts that another extractor tagged could not be tagged again, so nothing was counted; names them."""

    def __init__(self, parts: Sequence[str], done: Sequence[Tagging]) -> None:
        why = {tagging.failure for tagging in done if tagging.failure is not None}
        more = f" and {len(parts) - 5} more" if len(parts) > 5 else ""
        super().__init__(
            f"{len(parts)} parts could not be tagged again, nothing was counted: {', '.join(parts[:5])}{more}; "
            + "; ".join(sorted(why))
        )


@dataclass(frozen=True, slots=True)
class Span:
    """The months of a backfill, first days; both ends count."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Night:
    """What all steps of one run need."""

    settings: Settings
    run: Run
    family: Family
    boards: tuple[Board, ...]
    span: Span | None = None
    full: bool = False  # make all tables anew, though it is not due

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.settings.data

    @property
    def folder(self) -> Path:
        """Where the run keeps what could not be read."""
        return self.data / "runs" / self.run.night.isoformat()


def sources_read(settings: Settings, names: Sequence[str], boards: Sequence[Board]) -> list[str]:
    """The sources to crawl: those named, else all that are on; without a board there is nothing to ask."""
    from spiders.errors import UnknownSource
    from spiders.sources import SOURCES

    for name in names:
        if name not in SOURCES:
            raise UnknownSource(f"there is no source {name!r}; there are {', '.join(SOURCES)}")
    listed = {board.source for board in boards}
    return [
        name for name in (names or settings.on()) if name in names or name in listed or SOURCES[name].lists_itself()
    ]


def crawl(night: Night, source: str) -> Crawl:
    """Visit one source in a child of its own; ChildFailed if it breaks."""
    room.check(night.data, f"crawl {source}")
    start = time.monotonic()
    order = _crawl_order(night, source)
    with told(lambda: f"crawl {source}: {_boards_done(night, source)}"):
        summary = night.family.ask("crawl", f"crawl-{source}", {"order": order}, CRAWL_LIMIT)
    done = Crawl(
        source=source,
        seconds=round(time.monotonic() - start, 1),
        boards=summary["boards"],
        postings=summary["postings"],
        requests=summary["requests"],
        errors=summary["errors"],
        reasons=tuple(summary["reasons"]),
        failure=(summary["refused"] or "nothing could be read") if summary["state"] == "failed" else None,
        warnings=tuple(summary["warnings"]),
    )
    log.info("crawl %s (%.1f s)", done.in_words(), done.seconds)
    return done


def _boards_done(night: Night, source: str) -> str:
    """How far a crawl is, from the coverage ledger that it writes."""
    from spiders.coverage import rows

    listed = sum(board.source == source for board in night.boards)
    done = len({row["board"] for row in rows(night.data, source, night.run.night)})
    return f"{done} of {listed} boards" if listed else f"{done} boards"


def _crawl_order(night: Night, source: str) -> str:
    from spiders.crawl import Order

    own = night.settings.of(source)
    return Order(
        source=source,
        night=night.run.night,
        data=night.data,
        boards=tuple(board for board in night.boards if board.source == source),
        contact=night.settings.contact,
        replay=night.settings.replay_url,
        delay=own.delay,
        concurrency=own.concurrency,
        budget=own.budget,
        least_disk=room.LEAST_DISK // 2,
        least_memory=room.LEAST_MEMORY // 2,
        since=night.span.since if night.span else recent(night.run.night),
        until=night.span.until if night.span else None,
    ).to_json()


def recent(night: date) -> date:
    """The first month of an archive that a night reads: the month before last. Older ones are a backfill's."""
    months = night.year * 12 + night.month - 1 - 2
    return date(months // 12, months % 12 + 1, 1)


def tag(night: Night) -> list[Tagging]:
    """Tag the parts of the landing zone that are not in the lake, and again those that another extractor tagged.

    MixedTags if one of these cannot be tagged again: a series never mixes two extractors.
    """
    from spiders import foreign, landing
    from spiders.sources import SOURCES
    from spiders.state import forget
    from warehouse import effects, known, lake

    foreign.settle(night.data)
    landing.mend(night.data)
    parts = landing.parts(night.data)
    readers = {name: source.version for name, source in SOURCES.items()}
    outdated = lake.outdated(night.data, parts, readers)
    waiting = [*lake.missing(night.data, parts), *outdated]
    if outdated:
        effects.begin(night.data)
    room.check(night.data, "tag")
    workers = room.workers(night.settings.workers or os.cpu_count() or 1)
    employers: dict[str, dict[str, str]] = {}
    for board in night.boards:
        employers.setdefault(board.source, {})[board.token] = board.employer
    done: list[Tagging] = []
    for wave in waves(waiting):
        known.update(night.data, readers)
        done += tag_parts(night.data, wave, employers, night.folder / "quarantine", engine(night, workers))
    for lost in (part for part in done if part.is_damaged):
        forget(night.data, SOURCES[lost.source], lost.part)
    postings, faults = sum(part.postings for part in done), sum(part.faults for part in done)
    new, kept = len(done) - len(outdated), sum(part.kept for part in done)
    before = sum(part.known for part in done)
    log.info("tag: %d new parts, %d postings, %d as before, %d could not be read", new, postings, before, faults)
    if outdated:
        log.info("tag: %d parts again, %d postings untouched by the change", len(outdated), kept)
        if left := lake.outdated(night.data, outdated, readers):
            raise MixedTags([f"{part.source} {part.night} {part.name}" for part in left], done)
    return done


def waves(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts, oldest nights first, in portions of about WAVE bytes: what one gives, the next need not understand."""
    wave: list[Part] = []
    size = 0
    for _, group in groupby(sorted(parts, key=lambda part: part.night), key=lambda part: part.night):
        of_night = list(group)
        wave += of_night
        size += sum(part.path.stat().st_size for part in of_night)
        if size >= WAVE:
            yield wave
            wave, size = [], 0
    if wave:
        yield wave


def engine(night: Night, workers: int) -> Engine:
    """Who tags, as configured."""
    found = night.settings
    if found.engine == "local":
        return Local(night.family, workers)
    from flows.cluster import Cluster  # of the extra `cluster`

    return Cluster(found.engine, workers, found.data.absolute(), found.exchange)


def load(night: Night, gaps: str) -> dict[str, Any]:
    """Load lake and ledgers into the work warehouse, with this run as it will stand if all goes well."""
    room.check(night.data, "load")
    now = ledger.row(night.run, "published", "degraded" if gaps else "completed", gaps)
    boards = [[board.source, board.token, board.employer, board.frame] for board in night.boards]
    loaded = night.family.ask("load", "load", {"data": str(night.data), "boards": boards, "run": now})
    if loaded["schema"]:
        log.warning("load: %s", loaded["schema"])
    log.info("load: %s", in_words(loaded))
    return loaded


def build(night: Night) -> dict[str, Any]:
    """Build the marts and run the checks; ChildFailed names the check that fails, and yesterday's file stays."""
    room.check(night.data, "build")
    # Every night builds all, whatever `night.full` says: a build of changes closed the postings of boards that were
    # unchanged (tests/nights/test_replayed_nights.py, two days of all boards).
    built = night.family.ask("build", "build", {"data": str(night.data), "full": True})
    log.info("build of %s: %s", built["scope"], in_words(built))
    return built


def account(night: Night) -> dict[str, Any]:
    """What tagging again changed since the last snapshot, if anything was; {} otherwise."""
    from warehouse import effects

    if not effects.is_pending(night.data):
        return {}
    order = {"data": str(night.data), "run_id": night.run.run_id, "night": night.run.night.isoformat()}
    found = night.family.ask("effects", "effects", order)
    log.info("tagged again: %s", in_words(found))
    return found


def publish(night: Night, force: dict[str, Any] | None = None) -> dict[str, Any]:
    """Publish a snapshot; {} when nothing changed. `force`: the fields of a warehouse.audit.Force."""
    from warehouse import effects

    room.check(night.data, "publish")
    order = {"data": str(night.data), "run_id": night.run.run_id, "force": force}
    snapshot = night.family.ask("publish", "publish", order)
    log.info("publish: %s", snapshot.get("snapshot_id", "nothing new, no new snapshot"))
    effects.end(night.data)
    return snapshot


def report(night: Night) -> list[str]:
    """Draw the figures of the published snapshot."""
    files: list[str] = night.family.ask("report", "report", {"data": str(night.data)})["files"]
    log.info("report: %d files", len(files))
    return files


def in_words(summary: dict[str, Any]) -> str:
    """The plain numbers of a summary in one line."""
    numbers = {key.replace("_", " "): value for key, value in summary.items() if isinstance(value, int | float)}
    return ", ".join(
        f"{value:.1f} {key}" if isinstance(value, float) else f"{value} {key}" for key, value in numbers.items()
    )


@contextmanager
def opened(
    kind: str,
    on: date,
    sources: Sequence[str] | None,
    boards: Path | None,
    span: Span | None = None,
    wait: int | None = None,
    full: bool = False,
) -> Iterator[Night]:
    """A run with its lock, its id and its family; Locked if another run stays at work. Sources None: it reads none."""
    from spiders.boards import read_boards

    found = settings()
    prepare(found.data)
    require_engine(found)
    if SERVED_BY in os.environ:
        listen()
        end_with(Path(os.environ[SERVED_BY]))
    if sources is not None:
        require_contact(found)
    listed = read_boards(boards or found.boards)
    names = [] if sources is None else sources_read(found, sources, listed)
    with run_lock(found.data, f"{kind} of {on}", found.wait if wait is None else wait) as lock:
        run = ledger.new_run(kind, on, names)
        yield Night(found, run, Family(found.data / "runs" / "logs" / run.run_id, lock), listed, span, full)


@contextmanager
def recorded(night: Night, outcome: Outcome) -> Iterator[None]:
    """The run in the ledger and in its log: that it started, and how it ended, even if it is interrupted."""
    with events.kept(night.family.logs, night.run.run_id, night.settings.secrets()):
        yield from _recorded(night, outcome)


def _recorded(night: Night, outcome: Outcome) -> Iterator[None]:
    log.info("%s of %s begins: %s", night.run.kind, night.run.night, ", ".join(night.run.sources) or "no source")
    for dead in ledger.bury(night.data):
        log.warning("run %s had ended without a word; its work is taken up", dead)
    ledger.append(night.data, night.run, "started", "running")
    try:
        yield
    except BaseException as error:
        outcome.failure = ENDED_BY.get(type(error).__name__) or str(error) or type(error).__name__
        night.family.stop()  # what they are at is for nothing now, and Prefect would wait for them
        raise
    finally:
        ledger.append(night.data, night.run, "ended", outcome.state, outcome.message, outcome.measured)
        log.info("%s: %s", outcome.state, outcome.message)
        if night.run.kind == "nightly":
            alerts.after(night.run, outcome, night.data, night.settings.alerts)
