"""`jobshift prune`: says what would go, and removes it only when told to."""

from __future__ import annotations

import json
from pathlib import Path

from tests.flows.conftest import Jobshift

SNAPSHOTS = {"a": "2020-01-05", "b": "2020-01-31", "c": "2020-02-10", "new": "2099-01-01"}


def world(data: Path) -> None:
    """Old and new reports of runs, four snapshots with their series, and pages."""
    for name in (
        "runs/2020-01-05/quarantine/x.jsonl", "runs/2020-01-05.md", "runs/2099-01-01.md", "landing/hn/p.warc.gz",
        "lake/hn/2020-01-05/p.parquet", "ledger/runs.jsonl",
    ):  # fmt: skip
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("0123456789")
    lines = [{"snapshot_id": name, "published_at": f"{day}T02:00:00Z"} for name, day in SNAPSHOTS.items()]
    (data / "ledger" / "snapshots.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n")
    (data / "ledger" / "series").mkdir()
    for name in SNAPSHOTS:
        (data / "ledger" / "series" / f"{name}.parquet").write_text("0123456789")


def files(data: Path) -> set[str]:
    return {str(path.relative_to(data)) for path in data.rglob("*") if path.is_file()}


def test_nothing_goes_without_yes_and_then_only_what_was_said(folder: Path, jobshift: Jobshift) -> None:
    data = folder / "data"
    world(data)
    before = files(data)
    said = jobshift("prune", "--keep", "12m", "--json")
    assert said.returncode == 0
    told = json.loads(said.stdout)
    assert [row["path"] for row in told["files"]] == [
        "runs/2020-01-05",
        "runs/2020-01-05.md",
        "ledger/series/a.parquet",
    ]
    assert {row["bytes"] for row in told["files"]} == {10}
    assert before <= files(data)

    done = jobshift("prune", "--keep", "12m", "--yes")
    assert "removed" in done.stdout
    gone = {"runs/2020-01-05/quarantine/x.jsonl", "runs/2020-01-05.md", "ledger/series/a.parquet"}
    assert before - files(data) == gone
    assert json.loads(jobshift("prune", "--keep", "12m", "--json").stdout)["files"] == []


def test_an_age_that_is_none_is_wrong_use(jobshift: Jobshift) -> None:
    done = jobshift("prune", "--keep", "soon")
    assert (done.returncode, "--keep soon" in done.stderr) == (2, True)
    assert jobshift("forget", "--because", "x").returncode == 2
