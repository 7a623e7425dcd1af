"""What goes to an editor: packs of figures in one file with a README, and a page of sentences that are all computed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from flows.errors import WrongUse
from flows.figures import PANEL, Told, Wanted, figure, today
from pipeline.charts import charts
from pipeline.charts.ai_ladder import RUNGS
from pipeline.charts.pack import PACK
from pipeline.charts.phrases import change, sentence_case
from pipeline.charts.sheet import LICENCE, LIMITS, credit
from warehouse import published
from warehouse.figures import NothingToDraw

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same packs give the same bytes
README = """# Figures for an article

From snapshot {snapshot} of {published}, panel {panel}: {represents}.
Licence: {licence}. Keep the credit line with every figure.

What is in the folders: SVG for print and web, PNG, the numbers that are plotted (CSV), and the data sheet (JSON:
question, definition, denominator, n, intervals, coverage, method). Before you print, ask whether it still holds:
`jobshift verify <figure>.json`.

{limits}

{figures}"""
ONE = """## {title}

* Question: {question}
* Caption: {caption}
* Alt text: {alt_text}
* Credit: {credit}
* Definition: {definition} Denominator: {denominator}; n = {n:,} {n_counts}, {first_month} to {last_month}.
* Interval: {interval}; the extractor's own error is {error}in it.
"""


def kit(data: Path, ids: Sequence[str], target: Path, panel: str = PANEL) -> Path:
    """Zip the packs of some figures with a README for editors; gives the file. Same snapshot, same bytes.

    Raises WrongUse for a figure that there is not, NothingToDraw, NothingPublished.
    """
    if not ids:
        raise WrongUse(f"name at least one figure: {', '.join(sorted(charts()))}")
    held: dict[str, bytes] = {}
    sheets: list[dict[str, Any]] = []
    folder = target.parent / f".{target.name}.packs"
    try:
        for name in dict.fromkeys(ids):
            for path in figure(data, Wanted(name, panel), folder):
                held[f"{name}/{path.name}"] = path.read_bytes()
            sheets.append(json.loads(held[f"{name}/{name}.json"]) | {"credit": _credit(data, name, panel)})
    finally:
        for name in ids:
            for kind in PACK:
                (folder / f"{name}.{kind}").unlink(missing_ok=True)
        if folder.exists():
            folder.rmdir()
    held["README.md"] = readme(sheets).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(held):
            about = zipfile.ZipInfo(name, LONG_AGO)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, held[name])
    unfinished = target.with_name(target.name + ".part")
    unfinished.write_bytes(written.getvalue())
    unfinished.replace(target)
    return target


def _credit(data: Path, name: str, panel: str) -> str:
    told = today(data, Wanted(name, panel))
    return credit(told.chart, told.frame, told.provenance)


def readme(sheets: Sequence[dict[str, Any]]) -> str:
    """What an editor reads first, from the data sheets of the figures."""
    first = sheets[0]
    each = [ONE.format(**sheet, error="" if sheet["error_included"] else "not ") for sheet in sheets]
    return README.format(
        snapshot=first["snapshot"], published=first["published_at"][:10], panel=first["panel"],
        represents=first["panel_represents"], licence=LICENCE, limits=LIMITS, figures="\n".join(each),
    )  # fmt: skip


def brief(data: Path, month: str | None, panel: str = PANEL) -> str:
    """A page of Markdown on a month (YYYY-MM; the newest complete one): every sentence is computed and dated.

    Each figure with months tells where it stood in that month against a year before. Raises WrongUse for a month that
    is not complete in any figure, NothingPublished.
    """
    sections: list[str] = []
    about = None
    wanted = pd.Timestamp(f"{month}-01") if month else None
    labels = _labels(data)
    for chart in charts().values():
        try:
            told = today(data, Wanted(chart.id, panel))
        except NothingToDraw:
            continue
        if "month" not in told.frame or "month_status" not in told.frame:
            continue
        at = wanted or _newest(told.frame)
        said = _said(told, at, labels) if at is not None else []
        if said:
            about = told.provenance
            wanted = wanted or at
            sections.append(f"## {chart.title}\n\n{_month_words(at)} (figure `{chart.id}`):\n\n" + "\n".join(said))
    if about is None or wanted is None:
        raise WrongUse(f"no figure of panel {panel!r} has a complete month{f' {month}' if month else ''}")
    return (
        f"# IT openings and AI, {wanted:%B %Y}\n\n"
        f"Panel {panel}: {about.represents}. Snapshot {about.snapshot_id}, published {about.published_at[:10]}. "
        f"Shares of IT openings in per cent, in brackets their 95 % interval. {LIMITS}\n\n"
        + "\n\n".join(sections)
        + f"\n\n{LICENCE}. Does it still hold? `jobshift verify` on the figure's pack.\n"
    )


def _month_words(month: pd.Timestamp | None) -> str:
    return f"{month:%B %Y} against the year before" if month is not None else ""


def _newest(frame: pd.DataFrame) -> pd.Timestamp | None:
    whole = frame.loc[(frame["month_status"] == "complete") & frame["share_pct"].notna(), "month"]
    return None if whole.empty else whole.max()


def _labels(data: Path) -> dict[str, str]:
    """How skills, roles and rungs of the ladder are called."""
    with published.connect(data) as con:
        rows = con.execute("select skill, label from skills union all select role, label from roles").fetchall()
    return dict(rows) | {rung: look.label for rung, look in RUNGS.items()}


def _said(told: Told, month: pd.Timestamp, labels: dict[str, str]) -> list[str]:
    """A sentence per line of the figure: the same month a year before, and this one."""
    chart, frame = told.chart, told.frame
    if chart.value[0] not in frame or not chart.line:
        return []
    step = {"month": 1, "quarter": 3, "year": 12}[chart.scope(frame).step]
    start = month - pd.DateOffset(months=(month.month - 1) % step)
    found = []
    for name, line in frame.groupby(chart.line, sort=False):
        ends = line[line["month"].isin([start, start - pd.DateOffset(years=1)]) & (line["month_status"] == "complete")]
        ends = ends[ends[chart.value[0]].notna()].sort_values("month")
        if not ends.empty and ends["month"].max() == start:
            label = sentence_case(labels.get(str(name), str(name).replace("_", " ")))
            found.append(f"* {change(label, ends)} n = {int(ends['n'].iloc[-1]):,}.")
    return found
