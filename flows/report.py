"""Draw every figure of the published warehouse and their page into `data/report/`; the ledger keeps what was told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import matplotlib.pyplot as plt

from flows import claims, corrections, site
from flows.claims import assess
from flows.figures import PANEL, Told
from pipeline.charts import charts
from pipeline.charts.claim_figures import claim_figure
from pipeline.charts.pack import save
from pipeline.charts.values import settled
from pipeline.claims.entry import Result
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


def report(data: Path, results: Sequence[Result] | None = None) -> list[Path]:
    """Write the pack of every figure that has data, then what changed since the last snapshot (`corrections.xml`).

    `results`: of claims, whose figures stand beside the others; judged here if not given. Then the contact sheet, the
    list (`figures.json`), the claims (`claims.json`) and the page that shows them all, `index.html`.
    """
    found = assess(data, PANEL) if results is None else results
    folder = data / "report" / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    packs: dict[str, dict[str, bytes]] = {}
    told: list[Told] = []
    with connect(data) as con:
        about = provenance(con, data, PANEL)
        told += [
            Told(chart, numbers, about)
            for chart in charts().values()
            if not (numbers := frame(con, chart, PANEL)).empty
        ]
    told += [Told(made[0], settled(made[1]), about) for result in found if (made := claim_figure(result))]
    for figure in told:
        paths = save(figure.chart, figure.frame, about, folder)
        packs[figure.chart.id] = {path.suffix[1:]: path.read_bytes() for path in paths}
        written += paths
    figure_records.write(data, about, packs)
    corrections.add(data, told)
    changes = data / "report" / "corrections.xml"
    changes.write_text(corrections.feed(data, about.published_at), encoding="utf-8")
    pictures = [path for path in written if path.suffix == ".png"]
    index = folder / "figures.json"
    index.write_text(json.dumps(list(packs), indent=2) + "\n", encoding="utf-8")
    judged = claims.keep(data, found)
    return [*written, changes, contact_sheet(pictures, folder / "contact_sheet.png"), index, judged, site.write(data)]
