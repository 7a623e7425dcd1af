"""Is my chart still true? A published figure, held against what was published and against today."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from defusedxml import ElementTree

from flows.errors import WrongUse
from flows.figures import Told, Wanted, as_of, today
from pipeline.charts import ALL, Slice
from pipeline.charts.comparing import Compared, Moved, altered, compared
from pipeline.charts.pack import drawn
from pipeline.charts.sheet import identified
from pipeline.charts.values import read_csv
from pipeline.version import drawing
from warehouse import revisions, snapshots
from warehouse.figure_records import NoRecord

IDENTIFIER = ".//{http://purl.org/dc/elements/1.1/}identifier"
METHOD = "method: jobshift computes it otherwise since"
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as somebody has it in a file."""

    path: Path
    id: str
    facts: dict[str, str]  # of its identifier

    @property
    def part(self) -> Slice:
        """Its slice."""
        return Slice(**{name: self.facts[name] for name in Slice.__slots__ if name in self.facts})


@dataclass(frozen=True, slots=True)
class Verified:
    """What is to be said of it."""

    figure: str
    snapshot: str
    today: str
    answer: str  # unchanged, revised within the interval, correct it, superseded, altered
    altered: tuple[str, ...]  # what in the file is not as it was published
    notes: tuple[str, ...]
    marks: int
    moved: tuple[Moved, ...]
    causes: dict[str, str]  # what the moves are by, the weightiest first: how much of it

    def row(self) -> dict[str, Any]:
        """For a program."""
        return asdict(self)

    def lines(self) -> list[str]:
        """For a reader."""
        told = [f"{self.figure}, snapshot {self.snapshot}, against {self.today}: {self.answer}"]
        told += [f"  altered: {line}" for line in _few(self.altered)]
        if self.moved:
            told.append(f"  {len(self.moved)} of {self.marks} numbers moved:")
            told += [f"  {line}" for line in _few([mark.in_words() for mark in self.moved])]
        told += [f"  because of {cause} ({weight})" for cause, weight in self.causes.items()]
        return [*told, *(f"  note: {note}" for note in self.notes)]


def verify(data: Path, file: Path) -> Verified:
    """Hold a figure's json, png or svg against what was published and against today; raises WrongUse."""
    given = read(file)
    then, notes = _published(data, given)
    now = today(data, Wanted(given.id, given.facts["panel"], given.part))
    changed = _changed(given, then)
    found = compared(now.chart, then.frame, now.frame)
    answer = "altered" if changed else found.answer
    if found.answer == "superseded":
        notes.append("the months that it pools have moved on: look at the new figure")
    return Verified(
        figure=given.id,
        snapshot=given.facts["snapshot"],
        today=now.provenance.snapshot_id,
        answer=answer,
        altered=tuple(changed),
        notes=tuple(notes),
        marks=found.marks,
        moved=found.moved,
        causes=causes(data, now, found, then),
    )


def read(file: Path) -> Published:
    """Which figure a file is; WrongUse where it does not say."""
    readers = {".json": _of_json, ".png": _of_png, ".svg": _of_svg}
    if file.suffix not in readers:
        raise WrongUse(f"{file}: a figure's .json, .png or .svg is verified")
    try:
        name = readers[file.suffix](file)
    except FileNotFoundError:
        raise WrongUse(f"{file}: there is no such file") from None
    except (OSError, ValueError, SyntaxError) as error:
        raise WrongUse(f"{file}: cannot be read as {file.suffix[1:]} ({type(error).__name__})") from None
    told = identified(name)
    if told is None or not {"snapshot", "panel"} <= told[1].keys():
        raise WrongUse(f"{file}: names no figure of jobshift in its metadata")
    return Published(file, *told)


def _of_json(file: Path) -> str:
    facts = json.loads(file.read_text(encoding="utf-8"))
    return str(facts.get("identifier", "")) if isinstance(facts, dict) else ""


def _of_png(file: Path) -> str:
    from PIL import Image

    with Image.open(file) as picture:
        return str(picture.info.get("Source", ""))


def _of_svg(file: Path) -> str:
    return str(ElementTree.parse(file).getroot().findtext(IDENTIFIER) or "")


def _published(data: Path, given: Published) -> tuple[Told, list[str]]:
    """The figure as it was published, and what has to be said of where that comes from."""
    facts = given.facts
    wanted = Wanted(given.id, facts["panel"], given.part, as_of=facts["snapshot"])
    if set(given.part.given()) <= {"since"}:
        told = as_of(data, wanted, facts.get("code"))
        is_other = told.provenance.code_version != facts.get("code", "")
        return told, ["the ledger holds it as other code gave it"] if is_other else []
    if facts["snapshot"] not in snapshots.ledger_ids(data):
        raise WrongUse(f"{given.path}: this ledger has no snapshot {facts['snapshot']!r}")
    own = _pack(given)
    if own is None:
        raise NoRecord(f"{given.path}: the ledger keeps no slices; verify its .json with the .csv beside it")
    now = today(data, Wanted(given.id, facts["panel"], given.part))
    return Told(now.chart, own, now.provenance), ["the ledger keeps no slices: its numbers are taken from the file"]


def _pack(given: Published) -> pd.DataFrame | None:
    """The numbers that lie beside a data sheet."""
    csv, sheet = given.path.with_suffix(".csv"), given.path.with_suffix(".json")
    if not csv.exists() or not sheet.exists():
        return None
    columns = json.loads(sheet.read_text(encoding="utf-8"))["columns"]
    try:
        return read_csv(csv.read_text(encoding="utf-8"), columns)
    except (KeyError, ValueError) as error:
        raise WrongUse(f"{csv}: does not fit {sheet.name} ({error})") from None


def _changed(given: Published, then: Told) -> list[str]:
    """In what the file differs from what was published."""
    if given.path.suffix != ".json":
        return _redrawn(given, then)
    found = []
    if then.kept:
        told, said = then.kept.facts, json.loads(given.path.read_text(encoding="utf-8"))
        found += [f"{name} of the data sheet" for name in told | said if told.get(name) != said.get(name)]
    own = _pack(given)
    return found if own is None else found + altered(then.frame, own)


def _redrawn(given: Published, then: Told) -> list[str]:
    """Whether a picture is the one that its numbers give; one by other code cannot be drawn again."""
    if given.facts.get("code") != drawing() or then.provenance.part != given.part:
        return []
    dpi = given.facts.get("dpi")
    kind = given.path.suffix[1:]
    width = given.facts.get("width", "page")
    own = drawn(then.chart, then.frame, then.provenance, [kind], width, float(dpi) if dpi else None)[kind]
    is_same = own == given.path.read_bytes() if kind == "svg" else _pixels(own) == _pixels(given.path.read_bytes())
    return [] if is_same else ["the picture is not the one that was published"]


def _pixels(png: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        return picture.convert("RGB").tobytes()


def causes(data: Path, now: Told, found: Compared, then: Told) -> dict[str, str]:
    """By what the numbers moved: words of a cause → how much of it, the weightiest first; empty where none moved."""
    if not found.moved:
        return {}
    before, after = then.provenance.snapshot_id, now.provenance.snapshot_id
    rows = revisions.between(data, before, after) if before != after else pd.DataFrame(columns=revisions.COLUMNS)
    rows = rows[(rows["panel"] == now.provenance.panel) & (rows["unit"] == "opening")]
    told = pd.concat([_of_mark(rows, now, mark) for mark in found.moved])
    if told.empty:
        is_method = then.provenance.code_version != now.provenance.code_version
        return {METHOD if is_method else revisions.WORDS["other"]: f"{len(found.moved)} numbers"}
    told = told.drop_duplicates(["snapshot_id", "relation", "definition", "series", "month", "cause"])
    sums = told.assign(size=told["points"].abs()).groupby("cause")[["size", "postings"]].sum()
    ordered = sums.sort_values(["size", "postings"], ascending=False)
    postings = ordered["postings"].to_dict()
    return {words: f"{postings[cause]:.0f} postings" for cause, words in _words(list(postings))}


def _of_mark(rows: pd.DataFrame, now: Told, mark: Moved) -> pd.DataFrame:
    """The recorded revisions of a mark's own series and months; of the panel's months where it has no series."""
    chart = now.chart
    if "month" in mark.key:
        months = {"month": 1, "quarter": 3, "year": 12}[chart.scope(now.frame).step]
        first = pd.Timestamp(mark.key["month"])
        last = first + pd.DateOffset(months=months - 1)
    else:
        scope = chart.scope(now.frame)
        first, last = scope.first_month, scope.last_month
    month = pd.to_datetime(rows["month"])
    found = rows[(month >= first) & (month <= last)]
    if chart.series is None or now.provenance.part != ALL:
        return found
    relation, definition = chart.series
    found = found[found["relation"] == relation]
    if definition is None:
        return found[found["definition"] == mark.key[chart.line]]
    return found[(found["definition"] == definition) & (found["series"] == mark.key[chart.line])]


def _words(found: list[object]) -> list[tuple[object, str]]:
    return [(cause, words) for cause in found for name, words in revisions.WORDS.items() if name == cause]


def _few(lines: tuple[str, ...] | list[str]) -> list[str]:
    rest = len(lines) - SHOWN
    return [*lines[:SHOWN], *([f"and {rest} more"] if rest > 0 else [])]
