"""What publications changed of figures published before: a feed that whoever printed one can follow.

`ledger/corrections.jsonl` keeps a line per figure and snapshot that changed it; `report/corrections.xml` (Atom) shows
the newest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from flows.figures import Told
from flows.verify import causes
from pipeline.charts.comparing import compared
from pipeline.charts.safe import one_line
from pipeline.charts.sheet import provenance
from warehouse import figure_records, snapshots

ATOM = "http://www.w3.org/2005/Atom"
SHOWN = 200
ANSWERS = {"revised within the interval", "correct it"}


def add(data: Path, current: Iterable[Told]) -> list[dict[str, Any]]:
    """Compare the figures of the current snapshot with those of the one before, and keep what changed; gives that."""
    known = {(row["snapshot"], row["figure"]) for row in kept(data)}
    new = [row for told in current if (row := _changed(data, told)) and (row["snapshot"], row["figure"]) not in known]
    file = _file(data)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as ledger:
        ledger.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in new)
        ledger.flush()
        os.fsync(ledger.fileno())
    return new


def kept(data: Path) -> list[dict[str, Any]]:
    """All corrections, oldest first; half lines that a kill left are passed over."""
    file = _file(data)
    found = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def feed(data: Path, published_at: str) -> str:
    """The newest corrections as Atom (RFC 4287); `published_at`: of the current snapshot."""
    rows = list(reversed(kept(data)))[:SHOWN]
    Xml.register_namespace("", ATOM)
    root = Xml.Element(f"{{{ATOM}}}feed")
    _add(root, "id", "urn:jobshift:corrections")
    _add(root, "title", "jobshift: figures that changed after they were published")
    _add(root, "updated", rows[0]["published_at"] if rows else published_at)
    _add(_add(root, "author", ""), "name", "jobshift")
    _add(root, "link", "").attrib.update(rel="self", href="corrections.xml")
    for row in rows:
        entry = _add(root, "entry", "")
        _add(entry, "id", f"urn:jobshift:corrections:{row['figure']}:{row['snapshot']}")
        _add(entry, "title", f"{row['title']} {row['answer'].capitalize()}")
        _add(entry, "updated", row["published_at"])
        _add(entry, "link", "").attrib.update(rel="alternate", href=f"figures/{row['figure']}/{row['figure']}.svg")
        _add(entry, "category", "").attrib.update(term=row["answer"])
        _add(entry, "content", "\n".join(row["lines"])).attrib.update(type="text")
    Xml.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _changed(data: Path, told: Told) -> dict[str, Any] | None:
    """What the current snapshot changed of a figure; None for nothing, or if it was not published before."""
    about, ids = told.provenance, snapshots.ledger_ids(data)
    before = _before(data, ids[: ids.index(about.snapshot_id)], told)
    if before is None:
        return None
    found = compared(told.chart, before.frame, told.frame)
    if found.answer not in ANSWERS:
        return None
    why = causes(data, told, found, before)
    lines = [f"{len(found.moved)} of {found.marks} numbers moved since snapshot {before.provenance.snapshot_id}."]
    lines += [mark.in_words() for mark in found.moved[:5]]
    lines += [f"Because of {cause} ({weight})." for cause, weight in why.items()]
    return {
        "snapshot": about.snapshot_id,
        "before": before.provenance.snapshot_id,
        "published_at": about.published_at,
        "figure": told.chart.id,
        "title": told.chart.title,
        "answer": found.answer,
        "moved": len(found.moved),
        "causes": list(why),
        "lines": [one_line(line, 400) for line in lines],
    }


def _before(data: Path, ids: list[str], told: Told) -> Told | None:
    """The figure as it was last published."""
    for snapshot_id in reversed(ids):
        try:
            record = figure_records.read(data, snapshot_id, told.chart.id, told.provenance.code_version)
        except figure_records.NoRecord:
            continue
        return Told(told.chart, record.frame, provenance(record.facts), record)
    return None


def _file(data: Path) -> Path:
    return data / "ledger" / "corrections.jsonl"


def _add(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = text or None
    return child
