"""Series as they were published: the ledger keeps those of every snapshot, whatever has become of them since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse import snapshots

MEASURES = ("month_status", "n", "count", "share_pct", "low_pct", "high_pct")


class NotKept(LookupError):
    """The ledger has no such snapshot, or its series are not kept; names it and what there is."""


def standing(data: Path, moment: str) -> str:
    """The snapshot of that id, or the one that stood published at the end of a day (YYYY-MM-DD, UTC)."""
    known = dict(_published(data))
    if moment in known:
        return moment
    try:
        day = date.fromisoformat(moment)
    except ValueError:
        few = ", ".join(list(known)[-3:]) or "none"
        raise NotKept(f"there is no snapshot {moment!r}, and it is no day (YYYY-MM-DD); the newest are {few}") from None
    until = [snapshot_id for snapshot_id, at in known.items() if at.date() <= day]
    if not until:
        first = min(known.values(), default=None)
        since = f"the first snapshot is of {first:%Y-%m-%d}" if first else "there is no snapshot"
        raise NotKept(f"nothing was published by {day}: {since}")
    return until[-1]


def rows(data: Path, snapshot_id: str, relation: str, key: Mapping[str, str], columns: str) -> pd.DataFrame:
    """Columns of a monthly table's rows with these keys, by month, as the snapshot published them. Raises NotKept.

    A series that the snapshot did not have gives no rows.
    """
    file = snapshots.series_path(data, snapshot_id)
    if not file.exists():
        raise NotKept(f"the series of snapshot {snapshot_id} are not kept any more")
    with duckdb.connect() as con:
        kept = con.read_parquet(str(file))
        if absent := [name for name in (*key, *columns.split(", ")) if name not in kept.columns]:
            raise NotKept(f"snapshot {snapshot_id} has no column {', '.join(absent)}")
        wanted = " and ".join(f"{name} = ${name}" for name in key)
        query = f"select {columns} from read_parquet($file) where relation = $relation and {wanted} order by month"
        return con.execute(query, {"file": str(file), "relation": relation} | dict(key)).df()


def point(data: Path, snapshot_id: str, relation: str, key: Mapping[str, str], month: date) -> dict[str, Any]:
    """MEASURES of one month of a series; a month or series that the snapshot does not have is empty."""
    found = rows(data, snapshot_id, relation, key, f"month, {', '.join(MEASURES)}")
    found = found[found["month"].dt.date == month] if len(found) else found
    if found.empty:
        return {"month_status": None, "n": 0, "count": 0} | dict.fromkeys(MEASURES[3:])
    row = found.iloc[0]
    shares = {name: None if pd.isna(row[name]) else float(row[name]) for name in MEASURES[3:]}
    return {"month_status": str(row["month_status"]), "n": int(row["n"]), "count": int(row["count"])} | shares


def _published(data: Path) -> Iterator[tuple[str, datetime]]:
    """Id and moment of every snapshot in the ledger, oldest first."""
    for line in snapshots.ledger_lines(data):
        try:
            row = json.loads(line)
            yield row["snapshot_id"], datetime.fromisoformat(row["published_at"])
        except ValueError:
            continue
