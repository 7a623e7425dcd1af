"""What a chart needs from the published warehouse: its frame and where its numbers come from."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from pipeline.charts import Chart, Provenance
from warehouse.published import snapshot


class NothingToDraw(LookupError):
    """A panel has no month yet; names the panel."""


def provenance(con: duckdb.DuckDBPyConnection, data: Path, panel: str) -> Provenance:
    """What the figures of `panel` must say about their numbers; NothingToDraw if the panel has no month yet."""
    month = con.execute("select 1 from ai_ladder_monthly where panel = ? and n > 0 limit 1", [panel]).fetchone()
    if month is None:
        raise NothingToDraw(f"panel {panel!r} has no month yet: nothing to draw")
    row = con.execute("select represents from panels where panel = ?", [panel]).fetchone()
    if row is None:
        raise NothingToDraw(f"panel {panel!r} is not described in the table panels")
    current = snapshot(data)
    return Provenance(
        panel=panel,
        represents=substitute(data) or str(row[0]),
        snapshot_id=current["snapshot_id"],
        published_at=current["published_at"],
        taxonomy_version=current["taxonomy_version"],
    )


def substitute(data: Path) -> str:
    """What the data folder holds where that is not the real sources (`ledger/about.txt`); empty for the real ones."""
    about = data / "ledger" / "about.txt"
    return about.read_text(encoding="utf-8").strip() if about.exists() else ""


def frame(con: duckdb.DuckDBPyConnection, chart: Chart, panel: str) -> pd.DataFrame:
    """The relation that `chart` plots, months as timestamps."""
    found = con.execute(chart.select, {"panel": panel}).df()
    if "month" in found:
        found["month"] = pd.to_datetime(found["month"])
    return found
