"""Draw every figure from the published warehouse into `data/report/`, and keep what was published in the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib.pyplot as plt

from flows import corrections
from flows.figures import PANEL, Told
from pipeline.charts import charts
from pipeline.charts.pack import save
from warehouse import figure_records
from warehouse.figures import frame, provenance
from warehouse.published import connect

ABREAST = 3


def contact_sheet(pictures: list[Path], target: Path) -> Path:
    """All figures on one page, to look at them together."""
    rows = -(-len(pictures) // ABREAST)
    sheet, cells = plt.subplots(rows, ABREAST, figsize=(7.6 * ABREAST, 5.2 * rows), squeeze=False)
    for cell in cells.flat:
        cell.axis("off")
    for cell, picture in zip(cells.flat, pictures, strict=False):
        cell.imshow(plt.imread(picture), interpolation="antialiased")
    sheet.subplots_adjust(0, 0, 1, 1, 0.01, 0.01)
    sheet.savefig(target, dpi=80, metadata={"Software": None}, pil_kwargs={"optimize": True})
    plt.close(sheet)
    return target


def report(data: Path) -> list[Path]:
    """Write the pack of every figure that has data, then what changed since the last snapshot (`corrections.xml`).

    The contact sheet and `figures.json` (the list) come last.
    """
    folder = data / "report" / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    packs: dict[str, dict[str, bytes]] = {}
    told: list[Told] = []
    with connect(data) as con:
        about = provenance(con, data, PANEL)
        for chart in charts().values():
            numbers = frame(con, chart, PANEL)
            if not numbers.empty:
                paths = save(chart, numbers, about, folder)
                told.append(Told(chart, numbers, about))
                packs[chart.id] = {path.suffix[1:]: path.read_bytes() for path in paths}
                written += paths
    figure_records.write(data, about, packs)
    corrections.add(data, told)
    changes = data / "report" / "corrections.xml"
    changes.write_text(corrections.feed(data, about.published_at), encoding="utf-8")
    pictures = [path for path in written if path.suffix == ".png"]
    index = folder / "figures.json"
    index.write_text(json.dumps(list(packs), indent=2) + "\n", encoding="utf-8")
    return [*written, changes, contact_sheet(pictures, folder / "contact_sheet.png"), index]
