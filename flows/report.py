"""Draw every figure from the published warehouse into `data/report/`."""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib.pyplot as plt

from pipeline.charts import charts, save
from warehouse.figures import frame, provenance
from warehouse.published import connect

PANEL = "hn"  # the panel with a past; the boards' panel joins when it has months of its own


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
