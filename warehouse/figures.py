"""What charts need from the published warehouse: their frames and where their numbers come from."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from pipeline.charts import ALL, Chart, Provenance, Slice
from pipeline.charts.values import settled
from pipeline.version import drawing, rules
from warehouse.published import snapshot

Connection = duckdb.DuckDBPyConnection


class NothingToDraw(LookupError):
    """A panel has no month yet; names the panel."""


def provenance(con: Connection, data: Path, panel: str, part: Slice = ALL) -> Provenance:
    """What the figures of `panel` must say about their numbers; NothingToDraw if the panel has no month yet."""
    month = con.execute("select 1 from ai_ladder_monthly where panel = ? and n > 0 limit 1", [panel]).fetchall()
    if not month:
        raise NothingToDraw(f"panel {panel!r} has no month yet: nothing to draw")
    row = con.execute("select represents from panels where panel = ?", [panel]).fetchall()
    if not row:
        raise NothingToDraw(f"panel {panel!r} is not described in the table panels")
    current = snapshot(data)
    return Provenance(
        panel=panel,
        represents=substitute(data) or str(row[0][0]),
        snapshot_id=current["snapshot_id"],
        published_at=current["published_at"],
        taxonomy_version=current["taxonomy_version"],
        extractor_version=rules(),
        code_version=drawing(),
        part=part,
    )


def substitute(data: Path) -> str:
    """What the data folder holds where that is not the real sources (`ledger/about.txt`); empty for the real ones."""
    about = data / "ledger" / "about.txt"
    return about.read_text(encoding="utf-8").strip() if about.exists() else ""


def frame(con: Connection, chart: Chart, panel: str) -> pd.DataFrame:
    """What `chart` plots, settled as its CSV tells it; months as timestamps. Empty where there is nothing to plot."""
    found = con.execute(chart.select, {"panel": panel}).df()
    if "month" in found:
        found["month"] = pd.to_datetime(found["month"])
    plotted = chart.measure(found) if len(found) else found
    return settled(plotted) if len(plotted) else plotted
