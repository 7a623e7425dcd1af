"""`jobshift compare`: one measure in two periods of a panel."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from flows.errors import WrongUse
from pipeline.claims.comparison import Comparison, compared, sentence
from warehouse.series import Asked, Unit, by_employer

PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
OPENINGS = {
    "skill": "{unit} asking for {name}",
    "form": "{unit} naming {name!r}",
    "term": "{unit} with the words {name!r}",
    "role": "{unit} for the role {name}",
    "level": "{unit} of AI level {name}",
}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, from first to last."""

    name: str
    first: pd.Timestamp
    last: pd.Timestamp

    @classmethod
    def of(cls, words: str) -> Period:
        """2024, 2024-Q2, 2024-05, or two of them with two dots between: 2024-01..2024-05. Raises WrongUse."""
        ends = [PERIOD.fullmatch(word.strip()) for word in words.split("..")]
        if len(ends) > 2 or not all(ends):
            raise WrongUse(f"{words!r} is no period: give 2024, 2024-Q2, 2024-05 or 2024-01..2024-05")
        spans = [_span(end) for end in ends if end]
        if spans[0][0] > spans[-1][1]:
            raise WrongUse(f"{words!r} ends before it begins")
        return cls(words.strip(), spans[0][0], spans[-1][1])

    def of_cells(self, cells: pd.DataFrame, panel: str) -> pd.DataFrame:
        """The rows of its complete months. Raises WrongUse where the panel has none."""
        inside = cells[cells["month"].between(self.first, self.last) & (cells["month_status"] == "complete")]
        if inside.empty:
            raise WrongUse(f"panel {panel} has no complete month in {self.name}")
        return inside


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with what it is of."""

    kind: str
    name: str
    panel: str
    unit: str
    before: Period
    after: Period
    months: tuple[int, int]  # complete ones that were counted
    found: Comparison

    @property
    def sentence(self) -> str:
        what = OPENINGS[self.kind].format(unit=f"{self.unit.capitalize()}s", name=self.name)
        return sentence(what, (self.before.name, self.after.name), self.found, self.panel, self.unit)

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return {
            self.kind: self.name,
            "panel": self.panel,
            "unit": self.unit,
            "from": {"period": self.before.name, "months": self.months[0]} | asdict(self.found.before),
            "to": {"period": self.after.name, "months": self.months[1]} | asdict(self.found.after),
            "difference_points": self.found.difference_points,
            "low_points": self.found.low_points,
            "high_points": self.found.high_points,
            "detectable_points": self.found.detectable_points,
            "is_told_apart": self.found.is_told_apart,
            "sentence": self.sentence,
        }


def compare(
    data: Path, measure: dict[str, str], before: Period, after: Period, panel: str, status: Asked | None, unit: Unit
) -> Compared:
    """The one measure given in both periods, over their complete months. Raises what `warehouse.series` does."""
    if before.first <= after.last and after.first <= before.last:
        raise WrongUse(f"{before.name} and {after.name} share months")
    cells = by_employer(data, **measure, panel=panel, status=status, unit=unit)
    first, second = before.of_cells(cells, panel), after.of_cells(cells, panel)
    [(kind, name)] = measure.items()
    months = (first["month"].nunique(), second["month"].nunique())
    return Compared(kind, name, panel, unit, before, after, months, compared(first, second, unit))


def _span(found: re.Match[str]) -> tuple[pd.Timestamp, pd.Timestamp]:
    year, quarter, month = found.groups()
    first, months = (3 * int(quarter) - 2, 3) if quarter else (int(month), 1) if month else (1, 12)
    start = pd.Timestamp(year=int(year), month=first, day=1)
    return start, start + pd.DateOffset(months=months - 1)
