"""The status of a skill in 261 sentences under headings of all wordings, or under none.

The sentences are written anew. Those of the first half were written before the cues were read, those of the second
before any cue was mended; docs/results/accuracy.md tells how both halves were scored the first time.
"""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.records import ASKED, Posting, Status
from pipeline.understand import understand

TABLE = Path(__file__).parent / "statuses.csv"
HEAD = "Fernbrook | Engineer | Leeds, UK\n\n"
RIGHT = 0.94  # share of sentences whose status is read right
RIGHT_ASKED = 0.97  # share where at least asked or not asked is read right


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _said(row: dict[str, str]) -> Status | None:
    """The status that is read; None where the form is not found."""
    heading = f"{row['heading']}\n" if row["heading"] else ""
    mentions = understand(Posting(ref="1", url="", text=f"{HEAD}{heading}{row['sentence']}\n")).mentions
    exact = [m.status for m in mentions if m.form == row["form"]]
    near = [
        m.status for m in mentions if row["form"].lower() in m.form.lower() or m.form.lower() in row["form"].lower()
    ]
    return next(iter(exact or near), None)


def test_the_table_has_all_statuses_and_headings() -> None:
    rows = _rows()
    assert len(rows) >= 250
    assert {row["status"] for row in rows} == {"required", "preferred", "duty", "context", "negated"}
    assert len({row["heading"] for row in rows}) >= 120


def test_statuses_are_read_as_a_reader_reads_them() -> None:
    rows = _rows()
    wrong = [(row["status"], said, row["sentence"]) for row in rows if (said := _said(row)) != row["status"]]
    assert 1 - len(wrong) / len(rows) >= RIGHT, wrong


def test_what_is_asked_is_told_from_what_is_only_mentioned() -> None:
    rows = _rows()
    wrong = [row["sentence"] for row in rows if (_said(row) in ASKED) != (row["status"] in ASKED)]
    assert 1 - len(wrong) / len(rows) >= RIGHT_ASKED, wrong
