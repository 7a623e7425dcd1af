"""The figures of the demo as its last run plotted them: numbers of an invented sample, to draw without a warehouse.

Written by `python -m tests.charts.packs FOLDER`, FOLDER being data/demo/report/figures after `jobshift demo`.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import pandas as pd

from pipeline.charts import Provenance, charts
from pipeline.charts.sheet import provenance
from pipeline.charts.values import read_csv

FOLDER = Path(__file__).parent / "plotted"
KEPT = (
    "id", "panel", "panel_represents", "slice", "snapshot", "published_at", "taxonomy_version", "extractor_version",
    "code_version", "columns",
)  # fmt: skip


@cache
def plotted() -> dict[str, tuple[pd.DataFrame, Provenance]]:
    """Frame and provenance of each figure by its id."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.csv"))}


def _read(csv: Path) -> tuple[pd.DataFrame, Provenance]:
    facts = json.loads(csv.with_suffix(".json").read_text())
    return read_csv(csv.read_text(), facts["columns"]), provenance(facts)


def keep(figures: Path) -> None:
    """Copy the numbers of every standing figure below `figures`; those of claims are drawn from their results."""
    FOLDER.mkdir(exist_ok=True)
    for csv in (figures / name / f"{name}.csv" for name in sorted(charts())):
        if not csv.exists():
            continue
        facts = json.loads(csv.with_suffix(".json").read_text())
        (FOLDER / csv.name).write_text(csv.read_text())
        kept = json.dumps({name: facts[name] for name in KEPT}, indent=1)
        (FOLDER / csv.name).with_suffix(".json").write_text(kept + "\n")


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
