"""A figure as it was published beside the same figure today: which numbers moved, and whether that matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from pipeline.charts import Chart
from pipeline.charts.values import DIGITS, kinds

Answer = Literal["unchanged", "revised within the interval", "correct it", "superseded"]

NO_KEY = frozenset({"month_status", "suppressed_because", "label"})


@dataclass(frozen=True, slots=True)
class Moved:
    """One mark of a figure, then and now; None: not there, or no share."""

    key: dict[str, str]
    then: float | None
    now: float | None
    low: float | None  # the interval published then
    high: float | None

    @property
    def is_within(self) -> bool:
        """Whether what was published still holds: today's number lies in its interval, or there was none."""
        if self.then is None:
            return True
        if self.now is None or self.low is None or self.high is None:
            return False
        return self.low <= self.now <= self.high

    def in_words(self) -> str:
        """One line."""
        interval = "" if self.low is None or self.high is None else f" (published {self.low:.4g} to {self.high:.4g})"
        return f"{', '.join(self.key.values())}: {_number(self.then)} then, {_number(self.now)} now{interval}"


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of a published figure."""

    answer: Answer
    marks: int  # numbers published
    moved: tuple[Moved, ...]  # the farthest first


def compared(chart: Chart, then: pd.DataFrame, now: pd.DataFrame) -> Compared:
    """Both frames settled. Months that came since are no revision; a number that went is one."""
    names = _keys(then)
    value, low, high = chart.value
    if "month" not in then and "last_month" in then and set(then["last_month"]) != set(now["last_month"]):
        return Compared("superseded", int(then[value].notna().sum()), ())
    before, after = _indexed(then, names), _indexed(now, names)
    wanted = after.index
    if "month" in names:  # what came after is no revision
        wanted = after.index[after.index.get_level_values("month") <= then["month"].max()]
    moved = []
    for key in before.index.union(wanted, sort=True):
        one, other = _row(before, key), _row(after, key)
        published, today = _value(one, value), _value(other, value)
        if _told(published) != _told(today):
            named = dict(zip(names, (_word(part) for part in key), strict=True))
            moved.append(Moved(named, published, today, _value(one, low), _value(one, high)))
    answer: Answer = "unchanged"
    if moved:
        answer = "revised within the interval" if all(mark.is_within for mark in moved) else "correct it"
    moved.sort(key=lambda mark: (mark.is_within, -_distance(mark), tuple(mark.key.values())))
    return Compared(answer, int(then[value].notna().sum()), tuple(moved))


def altered(published: pd.DataFrame, given: pd.DataFrame) -> list[str]:
    """The cells in which a table differs from the one that was published, in words."""
    if list(published) != list(given):
        return [f"its columns are {', '.join(map(str, given))}, published were {', '.join(map(str, published))}"]
    if len(published) != len(given):
        return [f"it has {len(given)} rows, published were {len(published)}"]
    names = _keys(published)
    found = []
    for column in published:
        told, said = published[column].map(_cell), given[column].map(_cell)
        for at in published.index[told != said]:
            where = ", ".join(_word(published[name][at]) for name in names)
            found.append(f"{where}: {column} is {said[at] or 'empty'}, published was {told[at] or 'empty'}")
    return found


def _keys(frame: pd.DataFrame) -> list[str]:
    return [name for name, kind in kinds(frame).items() if kind in ("text", "date") and name not in NO_KEY]


def _indexed(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    index = pd.MultiIndex.from_frame(frame[names].astype(object).where(frame[names].notna(), ""))
    return frame.set_axis(index)


def _row(frame: pd.DataFrame, key: object) -> pd.Series | None:
    return frame.loc[[key]].iloc[0] if key in frame.index else None


def _value(row: pd.Series | None, name: str) -> float | None:
    return None if row is None or name not in row or pd.isna(row[name]) else float(row[name])


def _told(value: float | None) -> str:
    return "" if value is None else DIGITS % value


def _distance(mark: Moved) -> float:
    return float("inf") if mark.then is None or mark.now is None else abs(mark.now - mark.then)


def _number(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.4g}"


def _word(part: object) -> str:
    return f"{part:%Y-%m}" if isinstance(part, pd.Timestamp) else str(part)


def _cell(value: object) -> str:
    if value is None or value is pd.NaT or value != value:
        return ""
    return DIGITS % value if isinstance(value, float) else str(value)
