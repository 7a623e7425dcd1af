"""`jobshift audit sample`: published openings drawn to be read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from flows.errors import WrongUse
from pipeline.trends.drawing import drawn
from warehouse import labels, published
from warehouse.labels import Drawn

# One row per posting: what is advertised in several months is drawn once, in its first. Copies of one text are one.
OPENINGS = """
    select
        source, board, ref, postings.opening_id, url, min(opening_months.month) as month, postings.ai_level
    from opening_months
    join postings using (posting_id)
    where panel = ? and unit = 'opening' and is_first_of_text
    group by all
    order by source, board, ref
"""


def draw(data: Path, panel: str, n: int, seed: int | None) -> tuple[str, list[Drawn]]:
    """Draw a sample of a panel, keep it below data/audit/samples, and give its name and its openings.

    Without a seed it is the number after the panel's last sample. Openings of earlier samples are not drawn again.
    WrongUse where a sample of that seed is there, or the panel has nothing to draw from.
    """
    known = labels.samples(data, panel)
    number = seed if seed is not None else 1 + max((int(name.rpartition("-")[2]) for name in known), default=0)
    name = f"{panel}-{number}"
    if name in known:
        raise WrongUse(f"the sample {name} is there already ({labels.sample_path(data, name)}): choose another --seed")
    snapshot = published.snapshot(data)
    with published.connect(data) as con:
        openings = con.execute(OPENINGS, [panel]).df()
    before = {drawn.key for name in known for drawn in labels.read_sample(data, name)}
    keys = pd.MultiIndex.from_frame(openings[["source", "board", "ref"]])
    fresh = openings[~keys.isin(list(before))] if before else openings
    if fresh.empty:
        raise WrongUse(f"panel {panel!r} has no opening (left) to draw; `jobshift query 'from panels'` lists panels")
    sample = drawn(fresh.assign(month=pd.to_datetime(fresh["month"])), n, number)
    rows = [
        Drawn(
            sample=name,
            panel=panel,
            source=row["source"],
            board=row["board"],
            ref=row["ref"],
            opening_id=int(row["opening_id"]),
            url=row["url"],
            month=f"{row['month']:%Y-%m}",
            ai_level=row["ai_level"],
            stratum=row["stratum"],
            weight=round(float(row["weight"]), 6),
            snapshot=snapshot["snapshot_id"],
            taxonomy_version=snapshot["taxonomy_version"],
        )
        for row in sample.to_dict("records")
    ]
    labels.keep_sample(data, name, rows)
    return name, rows


def strata(openings: list[Drawn]) -> list[list[object]]:
    """Per AI level of a sample: openings drawn, and the share of the panel's openings that they stand for in %."""
    frame = pd.DataFrame([(row.ai_level, row.weight) for row in openings], columns=["ai_level", "weight"])
    grouped = frame.groupby("ai_level")["weight"].agg(["size", "sum"])
    return [[level, int(row["size"]), f"{100 * row['sum'] / len(frame):.1f}"] for level, row in grouped.iterrows()]
