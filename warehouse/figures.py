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
    months = con.execute(
        "select month, month_status, n from ai_ladder_monthly "
        "where panel = ? and unit = 'opening' and definition = 'in_duties' order by month",
        [panel],
    ).df()
    if months.empty:
        raise NothingToDraw(f"panel {panel!r} has no month yet: nothing to draw")
    row = con.execute("select represents from panels where panel = ?", [panel]).fetchone()
    if row is None:
        raise LookupError(f"panel {panel!r} is not described in the table panels")
    current = snapshot(data)
    status = months["month_status"].value_counts()
    return Provenance(
        panel=panel,
        represents=str(row[0]),
        snapshot_id=current["snapshot_id"],
        published_at=current["published_at"],
        taxonomy_version=current["taxonomy_version"],
        first_month=f"{months['month'].iloc[0]:%Y-%m}",
        last_month=f"{months['month'].iloc[-1]:%Y-%m}",
        complete_months=int(status.get("complete", 0)),
        incomplete_months=int(status.get("incomplete", 0)),
        gap_months=int(status.get("gap", 0)),
        openings=int(months["n"].sum()),
    )


def frame(con: duckdb.DuckDBPyConnection, chart: Chart, panel: str) -> pd.DataFrame:
    """The relation that `chart` plots, months as timestamps."""
    found = con.execute(chart.select, {"panel": panel}).df()
    if "month" in found:
        found["month"] = pd.to_datetime(found["month"])
    return found
