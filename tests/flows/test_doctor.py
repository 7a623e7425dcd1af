"""`jobshift doctor` on clock and sources: what is wrong, and how to mend it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import ledger
from flows.config import Schedule, Settings, Source, today
from flows.doctor import clock, sources
from spiders import coverage


@pytest.mark.parametrize(("hours", "verdict"), [(-1.0, "good"), (30.0, "bad")])
def test_run_of_tomorrow_says_that_the_clock_is_wrong(folder: Path, hours: float, verdict: str) -> None:
    run = ledger.row(ledger.new_run("nightly", today(), ["hn"]), "ended", "completed")
    run["at"] = (datetime.now(UTC) + timedelta(hours=hours)).isoformat()
    (folder / "ledger").mkdir()
    (folder / "ledger" / "runs.jsonl").write_text(json.dumps(run) + "\n")
    found = clock(Settings(data=folder, schedule=Schedule(timezone="Europe/Berlin")))
    assert found[0] == verdict
    assert ("set it (NTP)" if verdict == "bad" else "nights start by Europe/Berlin") in found[1]


def test_source_that_was_silent_for_three_nights_is_named(folder: Path) -> None:
    settings = Settings(data=folder)
    assert sources(settings)[0] == "good"
    for number in range(3):
        for source, status in (("ashby", "failed"), ("greenhouse", "complete")):
            night = today() - timedelta(days=number)
            ledger_of_night = coverage.Ledger(folder, source, night, f"{night:%Y%m%d}T020000000Z")
            ledger_of_night.write(
                "a",
                status,  # type: ignore[arg-type]  # of the two above
                postings=0,
                requests=1,
                errors=0,
                reason=None,
            )
    assert sources(settings) == ("bad", "silent for 3 nights: ashby; read the last report, or turn them off")
    assert sources(Settings(data=folder, source={"ashby": Source(on=False)}))[0] == "good"
