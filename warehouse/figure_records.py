"""What was published of each figure, kept in the ledger: numbers and data sheets of a snapshot in one file.

`ledger/figures/<snapshot>/<code version>.zip` holds `<id>.csv` and `<id>.json` as their packs do; the picture is drawn
from them again. Where a snapshot has none, figures of monthly tables come from its series.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipeline.charts import Chart, Provenance
from pipeline.charts.values import read_csv, settled

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes


class NoRecord(LookupError):
    """The ledger does not hold a figure of a snapshot; names both."""


@dataclass(frozen=True, slots=True)
class Record:
    """A figure as it was published."""

    frame: pd.DataFrame
    csv: bytes
    sheet: bytes

    @property
    def facts(self) -> dict[str, Any]:
        """The data sheet."""
        read: dict[str, Any] = json.loads(self.sheet)
        return read


def write(data: Path, provenance: Provenance, packs: Mapping[str, Mapping[str, bytes]]) -> Path:
    """Keep the numbers of a snapshot's figures: `packs` by id, each with csv and json. What is kept stays."""
    target = _folder(data, provenance.snapshot_id) / f"{provenance.code_version}.zip"
    if target.exists():
        return target
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for chart_id, files in sorted(packs.items()):
            for kind in ("csv", "json"):
                name = zipfile.ZipInfo(f"{chart_id}.{kind}", LONG_AGO)
                name.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(name, files[kind])
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".tmp")
    with unfinished.open("wb") as file:
        file.write(held.getvalue())
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(target)
    return target


def read(data: Path, snapshot_id: str, chart_id: str, code_version: str | None = None) -> Record:
    """A figure as it was published by that code, else by the code whose record is oldest; raises NoRecord."""
    files = sorted(_folder(data, snapshot_id).glob("*.zip"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    for file in sorted(files, key=lambda file: file.stem != code_version):
        with zipfile.ZipFile(file) as archive:
            if f"{chart_id}.json" in archive.namelist():
                csv, sheet = archive.read(f"{chart_id}.csv"), archive.read(f"{chart_id}.json")
                return Record(read_csv(csv.decode(), json.loads(sheet)["columns"]), csv, sheet)
    raise NoRecord(f"the ledger holds no figure {chart_id} of snapshot {snapshot_id}")


def from_series(data: Path, chart: Chart, panel: str, snapshot_id: str) -> pd.DataFrame:
    """What a figure of monthly tables plotted on a snapshot, from the series that the ledger keeps; raises NoRecord."""
    series = data / "ledger" / "series" / f"{snapshot_id}.parquet"
    if not series.exists() or not all(name.endswith("_monthly") for name in chart.relations):
        raise NoRecord(f"the ledger holds no figure {chart.id} of snapshot {snapshot_id}")
    with duckdb.connect() as con:
        con.read_parquet(str(series)).create_view("series")
        for name in chart.relations:
            con.execute(f"create view {name} as select * exclude (relation) from series where relation = '{name}'")
        found = con.execute(chart.select, {"panel": panel}).df()
    if found.empty:
        raise NoRecord(f"snapshot {snapshot_id} has nothing of panel {panel} for figure {chart.id}")
    return settled(chart.measure(found))


def _folder(data: Path, snapshot_id: str) -> Path:
    return data / "ledger" / "figures" / Path(snapshot_id).name
