"""`jobshift status`: how it stands, from the ledgers alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flows import ledger, room
from flows.config import Settings
from flows.errors import DEGRADED, DONE, FAILED
from flows.lock import is_held
from flows.values import ticks

STALE = timedelta(hours=36)  # one night and the next one's start
SHOWN = 5
FEW_NIGHTS = 14


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands."""

    code: int
    verdict: str
    at_work: bool
    snapshot: dict[str, Any] | None
    runs: list[dict[str, Any]]
    coverage: list[dict[str, Any]]  # of the last night: source, boards by status
    next_run_at: str
    age_hours: float | None  # of the published snapshot
    disk_free_gb: float
    nights_left: int | None  # that the disk still holds

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def standing(settings: Settings) -> Standing:
    """How it stands now."""
    data = settings.data
    found = ledger.runs(data)
    at_work = is_held(data)
    left = room.nights_left(data)
    code, verdict = _verdict(found, at_work)
    if code == DONE and left is not None and left < FEW_NIGHTS:
        code, verdict = DEGRADED, f"the disk is full in about {left} nights"
    snapshot = _snapshot(settings)
    return Standing(
        code=code,
        verdict=verdict,
        at_work=at_work,
        snapshot=snapshot,
        runs=found[-SHOWN:],
        coverage=_coverage(settings, found),
        next_run_at=next_run(settings).isoformat(timespec="minutes"),
        age_hours=_age(snapshot),
        disk_free_gb=round(room.disk_free(data) / 1024**3, 1),
        nights_left=left,
    )


def _verdict(found: list[dict[str, Any]], at_work: bool) -> tuple[int, str]:
    ended = [run for run in found if run["state"] != "running"]
    if at_work and not ended:
        return DONE, "the first run is at work"
    if not found:
        return FAILED, "no run yet"
    if not at_work and found[-1]["state"] == "running":
        return FAILED, f"{found[-1]['run_id']} ended without a word; the next run takes up its work"
    last = ended[-1]
    if last["state"] == "failed":
        return FAILED, f"{last['run_id']} failed"
    nights = [run for run in ended if run["kind"] == "nightly" and run["state"] != "failed"]
    if nights and datetime.now(UTC) - datetime.fromisoformat(nights[-1]["at"]) > STALE:
        return DEGRADED, f"stale: the last good night ended {nights[-1]['at'][:16]}"
    if last["state"] == "degraded":
        return DEGRADED, f"degraded: {last['message']}"
    return DONE, "well"


def _snapshot(settings: Settings) -> dict[str, Any] | None:
    from warehouse import published

    try:
        return published.snapshot(settings.data)
    except published.NothingPublished:
        return None


def _age(snapshot: dict[str, Any] | None) -> float | None:
    """Hours since the publication."""
    if snapshot is None:
        return None
    age = datetime.now(UTC) - datetime.fromisoformat(snapshot["published_at"])
    return round(age / timedelta(hours=1), 1)


def _coverage(settings: Settings, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The boards of each source in the last night, by status."""
    nights = [run["night"] for run in found if run["kind"] in ("nightly", "crawl")]
    if not nights:
        return []
    from flows.summary import best

    night = date.fromisoformat(max(nights))
    statuses = best(settings.data, night)
    sources = sorted({source for source, _ in statuses})
    return [
        {"night": night.isoformat(), "source": source}
        | Counter(status for (name, _), status in statuses.items() if name == source)
        for source in sources
    ]


def next_run(settings: Settings) -> datetime:
    """When the schedule starts the next night; it does so only while `jobshift serve` runs."""
    return next(ticks(settings.schedule.cron, datetime.now(settings.zone())))


def show(found: Standing) -> None:
    """Print it for a reader."""
    from flows.commands.console import result, table

    result(found.verdict + ("; a run is at work" if found.at_work else ""))
    if found.snapshot is not None:
        result(f"snapshot {found.snapshot['snapshot_id']}, {found.age_hours} hours old")
    room_left = "" if found.nights_left is None else f", about {found.nights_left:,} nights more"
    result(f"disk {found.disk_free_gb:,} GB free{room_left}")
    result(f"next by schedule: {found.next_run_at} (while `jobshift serve` runs)")
    if found.runs:
        rows = [
            [
                run["run_id"],
                run["state"],
                run["started_at"][:16],
                run["at"][:16],
                " ".join(run["message"].split())[:100],
            ]
            for run in found.runs
        ]
        table("\nlast runs", ["run", "state", "started", "ended", "message"], rows)
    if found.coverage:
        kinds = sorted({key for row in found.coverage for key in row} - {"night", "source"})
        rows = [[row["source"], *(row.get(kind, 0) for kind in kinds)] for row in found.coverage]
        table(f"\nboards in the night {found.coverage[0]['night']}", ["source", *kinds], rows)
