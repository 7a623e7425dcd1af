"""Draw every figure from the published warehouse into `data/report/`."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import matplotlib.pyplot as plt
import pandas as pd

from pipeline.charts import Chart, Provenance, charts, save
from warehouse.published import connect, snapshot

PANEL = "hn"  # the panel with a past; the boards' panel joins when it has months of its own


def provenance(con: duckdb.DuckDBPyConnection, data: Path, panel: str) -> Provenance:
    """What the figures of `panel` must say about their numbers; LookupError if the panel has no month yet."""
    months = con.execute(
        "select month, month_status, n from ai_ladder_monthly "
        "where panel = ? and unit = 'opening' and definition = 'in_duties' order by month",
        [panel],
    ).df()
    if months.empty:
        raise LookupError(f"panel {panel!r} has no month yet: nothing to draw")
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


def contact_sheet(pictures: list[Path], target: Path) -> Path:
    """All figures on one page, two abreast, to look at them together."""
    rows = -(-len(pictures) // 2)
    sheet, cells = plt.subplots(rows, 2, figsize=(15.2, 4.6 * rows), squeeze=False)
    for cell in cells.flat:
        cell.axis("off")
    for cell, picture in zip(cells.flat, pictures, strict=False):
        cell.imshow(plt.imread(picture), interpolation="lanczos")
    sheet.subplots_adjust(0, 0, 1, 1, 0.01, 0.01)
    sheet.savefig(target, dpi=110, metadata={"Software": None})
    plt.close(sheet)
    return target


def report(data: Path) -> list[Path]:
    """Write the pack of every figure that has data; the contact sheet and `figures.json` (the list) come last."""
    folder = data / "report" / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with connect(data) as con:
        about = provenance(con, data, PANEL)
        for chart in charts().values():
            numbers = frame(con, chart, PANEL)
            if not numbers.empty:
                written += save(chart, numbers, about, folder)
    pictures = [path for path in written if path.suffix == ".png"]
    index = folder / "figures.json"
    index.write_text(json.dumps([path.parent.name for path in pictures], indent=2) + "\n", encoding="utf-8")
    return [*written, contact_sheet(pictures, folder / "contact_sheet.png"), index]
