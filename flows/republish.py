"""`jobshift publish`: what the last run built, published by hand after the audit held it back."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import Any

from flows import ledger, night
from flows.config import Settings, today
from flows.lock import run_lock
from flows.outcome import Outcome
from flows.parent import Family


def republish(settings: Settings, checks: Sequence[str], because: str) -> dict[str, Any]:
    """Publish and draw; {} when nothing changed. `checks` are overruled, and who did it and why is on record."""
    force = {"checks": list(checks), "because": because, "who": getpass.getuser()} if checks else None
    with run_lock(settings.data, "publish", settings.wait) as lock:
        run = ledger.new_run("publish", today(), ())
        tonight = night.Night(settings, run, Family(settings.data / "runs" / "logs" / run.run_id, lock), ())
        outcome = Outcome()
        with night.recorded(tonight, outcome):
            with outcome.timed("publish"):
                outcome.snapshot = night.publish(tonight, force)
            if outcome.snapshot and settings.report.on:
                outcome.figures = night.report(tonight)
    return outcome.snapshot
