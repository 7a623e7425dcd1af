"""`jobshift doctor`: does this installation have what a run needs?"""

from __future__ import annotations

import importlib.metadata
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from flows import ledger, room
from flows.config import Settings, config_file, today
from flows.lock import holder, is_held

Verdict = Literal["good", "note", "bad"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    verdict: Verdict
    found: str

    def as_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def checks(settings: Settings) -> list[Check]:
    """All checks, in the order in which one would put things right."""
    looks: dict[str, Callable[[Settings], tuple[Verdict, str]]] = {
        "python": python,
        "packages": packages,
        "configuration": configuration,
        "contact": contact,
        "data folder": data_folder,
        "disk": disk,
        "clock": clock,
        "sources": sources,
        "run lock": run_lock,
        "warehouse": warehouse,
        "last run": last_run,
    }
    return [Check(name, *look(settings)) for name, look in looks.items()]


def python(_: Settings) -> tuple[Verdict, str]:
    """The interpreter."""
    fits = (3, 11) <= sys.version_info < (3, 14)
    return "good" if fits else "bad", f"{sys.version.split()[0]} in {sys.prefix}" + (
        "" if fits else "; 3.11 to 3.13 is needed"
    )


def packages(_: Settings) -> tuple[Verdict, str]:
    """The installed packages against what jobshift asks for."""
    from packaging.requirements import Requirement

    wrong = []
    asked = [Requirement(line) for line in importlib.metadata.requires("jobshift") or []]
    for need in (need for need in asked if need.marker is None or need.marker.evaluate({"extra": ""})):
        try:
            version = importlib.metadata.version(need.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{need.name} is missing")
            continue
        if not need.specifier.contains(version, prereleases=True):
            wrong.append(f"{need.name} {version} is not {need.specifier}")
    return ("bad", "; ".join(wrong)) if wrong else ("good", f"{len(asked)} requirements hold")


def configuration(_: Settings) -> tuple[Verdict, str]:
    """Where the configuration comes from; a mistake in it would have stopped us before."""
    variables = sorted(key for key in os.environ if key.startswith("JOBSHIFT_"))
    file = str(config_file()) if config_file().exists() else f"no {config_file()}, defaults"
    return "good", "; ".join([file, *variables])


def contact(settings: Settings) -> tuple[Verdict, str]:
    """Whether a live crawl may start."""
    if settings.contact:
        return "good", settings.contact
    if settings.replay_url:
        return "note", f"none; not needed for the replay {settings.replay_url}"
    return "bad", "none: a live crawl needs one; `jobshift init` or JOBSHIFT_CONTACT"


def data_folder(settings: Settings) -> tuple[Verdict, str]:
    """Whether state can be written."""
    folder = settings.data.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            return "good", f"{folder} is writable"
    except OSError as error:
        return "bad", f"{folder}: {error.strerror}"


def disk(settings: Settings) -> tuple[Verdict, str]:
    """Room for a night."""
    free, least = room.disk_free(settings.data), room.disk_needed(settings.data)
    return "good" if free >= least else "bad", f"{free / 1024**3:.1f} GB free, a night needs {least / 1024**3:.1f} GB"


def clock(settings: Settings) -> tuple[Verdict, str]:
    """Whether time goes forward, as far as the ledger knows, and in which zone nights start."""
    now = datetime.now(UTC)
    last = max((row["at"] for row in ledger.runs(settings.data)), default="")
    if last and datetime.fromisoformat(last) > now:
        return (
            "bad",
            f"{now:%Y-%m-%d %H:%M} UTC, but a run ended at {last[:16]}: the clock is or was wrong, set it (NTP)",
        )
    return "good", f"{now:%Y-%m-%d %H:%M} UTC; nights start by {settings.zone().key}"


def sources(settings: Settings) -> tuple[Verdict, str]:
    """Which are on, and which of them have long been silent."""
    from spiders.coverage import SILENT_AFTER, silent_nights

    names, tomorrow = settings.on(), today() + timedelta(days=1)
    silent = [name for name in names if silent_nights(settings.data, name, tomorrow) >= SILENT_AFTER]
    if not names:
        return "bad", "none is on: [source.NAME] on = true"
    if silent:
        return "bad", f"silent for {SILENT_AFTER} nights: {', '.join(silent)}; read the last report, or turn them off"
    return "good", f"{len(names)} on: {', '.join(names)}"


def run_lock(settings: Settings) -> tuple[Verdict, str]:
    """Whether a run is at work."""
    return ("note", holder(settings.data / "run.lock")) if is_held(settings.data) else ("good", "free")


def warehouse(settings: Settings) -> tuple[Verdict, str]:
    """Whether the published file opens."""
    import duckdb

    from warehouse import published

    try:
        con = published.connect(settings.data)
    except published.NothingPublished as error:
        return "note", str(error)
    except (duckdb.Error, published.Damaged, published.TooNew) as error:
        return "bad", str(error)
    try:
        row = con.execute("select count(*) from postings").fetchone()
        own = published.path(settings.data).stem
        lost = len(published.evidence_names(con, own)) - len(published.evidence_files(con, settings.data, own))
    finally:
        con.close()
    if lost:
        return "bad", f"evidence of {lost} older months is not beside it: `jobshift publish` writes it again"
    postings = row[0] if row else 0
    return "good", f"snapshot {published.snapshot(settings.data)['snapshot_id']}, {postings:,} postings"


def last_run(settings: Settings) -> tuple[Verdict, str]:
    """How the last run went."""
    found = ledger.runs(settings.data)
    if not found:
        return "note", "none yet; `jobshift nightly`"
    last = found[-1]
    verdict: Verdict = "good" if last["state"] == "completed" else "note"
    return (
        verdict,
        f"{last['run_id']}: {last['state']}, {last['message'].splitlines()[0] if last['message'] else last['event']}",
    )
