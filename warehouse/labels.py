"""What readers said of published openings: samples drawn for them, and their labels, below data/audit/.

`samples/<panel>-<seed>.jsonl` says which openings a sample holds, in the order in which they are shown, and why each
weighs what it weighs; `labels/<labeller>.jsonl` holds a line per answer. Both are only ever added to: an answer taken
back is a line that says so. No text is kept here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from pipeline.records import IN_DUTIES

Key = tuple[str, str, str]  # source, board, ref
Record = TypeVar("Record", "Drawn", "Label")
ANSWERS = [
    "sample", "panel", "source", "board", "ref", "text_hash", "labeller", "is_posting", "is_it", "labelled", "weight",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """One opening of a sample, by the posting that speaks for it."""

    sample: str
    panel: str
    source: str
    board: str
    ref: str
    opening_id: int
    url: str
    month: str  # YYYY-MM
    ai_level: str  # as tagged when it was drawn
    stratum: str
    weight: float  # inverse inclusion probability, mean 1 over the sample
    snapshot: str
    taxonomy_version: str

    @property
    def key(self) -> Key:
        """The posting, for ever."""
        return self.source, self.board, self.ref


@dataclass(frozen=True, slots=True)
class Label:
    """One reader's answer to one opening of a sample."""

    sample: str
    panel: str
    source: str
    board: str
    ref: str
    opening_id: int
    text_hash: int  # of the text that was read (pipeline.openings.text_hash)
    labeller: str
    at: str  # UTC, ISO
    taxonomy_version: str
    weight: float
    is_posting: bool
    is_it: bool | None  # None: not asked
    ai_level: str | None
    in_duties: bool | None  # uses, builds or governs
    roles: list[str] = field(default_factory=list)
    is_undone: bool = False

    @property
    def key(self) -> Key:
        """The posting, for ever."""
        return self.source, self.board, self.ref


class NotALabel(ValueError):
    """A line of a file of labels or of a sample that is none; names file, line and what is wrong."""


def answer(
    drawn: Drawn,
    labeller: str,
    text_hash: int,
    taxonomy_version: str,
    *,
    is_posting: bool,
    is_it: bool | None = None,
    ai_level: str | None = None,
    roles: Iterable[str] = (),
) -> Label:
    """The label that an answer given now makes."""
    return Label(
        sample=drawn.sample,
        panel=drawn.panel,
        source=drawn.source,
        board=drawn.board,
        ref=drawn.ref,
        opening_id=drawn.opening_id,
        text_hash=text_hash,
        labeller=labeller,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        taxonomy_version=taxonomy_version,
        weight=drawn.weight,
        is_posting=is_posting,
        is_it=is_it,
        ai_level=ai_level,
        in_duties=None if ai_level is None else ai_level in IN_DUTIES,
        roles=list(roles),
    )


def sample_path(data: Path, name: str) -> Path:
    """Where a sample lies."""
    return data / "audit" / "samples" / f"{name}.jsonl"


def samples(data: Path, panel: str | None = None) -> list[str]:
    """The names of the samples drawn (of a panel), by panel and number."""
    named = [file.stem.rpartition("-") for file in (data / "audit" / "samples").glob("*.jsonl")]
    return [f"{of}-{seed}" for of, _, seed in sorted(named, key=lambda n: (n[0], int(n[2]))) if panel in (None, of)]


def read_sample(data: Path, name: str) -> list[Drawn]:
    """The openings of a sample, in the order in which they are shown; NotALabel names a line that is none."""
    return [_made(Drawn, row, where) for row, where in _lines(sample_path(data, name))]


def keep_sample(data: Path, name: str, openings: Iterable[Drawn]) -> Path:
    """Write a new sample, whole or not at all; FileExistsError if there is one of that name."""
    target = sample_path(data, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".tmp")
    unfinished.write_text("".join(json.dumps(asdict(drawn)) + "\n" for drawn in openings), encoding="utf-8")
    try:
        os.link(unfinished, target)  # unlike a rename it never replaces what is there
    finally:
        unfinished.unlink()
    return target


def append(data: Path, label: Label) -> None:
    """Add one answer to its labeller's file, on disk when this returns."""
    file = data / "audit" / "labels" / f"{label.labeller}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    torn = file.exists() and not file.read_bytes().endswith(b"\n")  # what a kill left stays alone on its line
    with file.open("a", encoding="utf-8") as lines:
        lines.write("\n" * torn + json.dumps(asdict(label), ensure_ascii=False) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def labels(data: Path) -> list[Label]:
    """What stands: the last answer of each labeller to each posting and text, without those taken back."""
    last: dict[tuple[str, Key, int], Label] = {}
    for file in sorted((data / "audit" / "labels").glob("*.jsonl")):
        for row, where in _lines(file):
            label = _made(Label, row, where)
            last[label.labeller, label.key, label.text_hash] = label
    return [label for label in last.values() if not label.is_undone]


def frame(data: Path) -> pd.DataFrame:
    """The labels that stand, with the columns ANSWERS; one row per labeller, posting and text."""
    rows = [asdict(label) | {"labelled": label.ai_level} for label in labels(data)]
    found = pd.DataFrame(rows, columns=ANSWERS)
    texts = dict.fromkeys(("sample", "panel", "source", "board", "ref", "labeller", "labelled"), "str")
    flags = {"is_posting": "boolean", "is_it": "boolean"}
    return found.astype(texts | flags | {"text_hash": "uint64", "weight": "float64"})


def _lines(file: Path) -> Iterable[tuple[dict[str, Any], str]]:
    """The objects of a file with their places; a half line that a kill left is passed over."""
    if not file.exists():
        return
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        yield row, f"{file}: line {number}"


def _made(kind: type[Record], row: dict[str, Any], where: str) -> Record:
    try:
        return kind(**row)
    except TypeError as error:
        raise NotALabel(f"{where}: {error}") from error
