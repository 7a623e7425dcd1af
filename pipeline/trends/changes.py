"""When a series changed: steps and kinks with the interval of their date, held against what changed in the data.

PELT (Killick, Fearnhead and Eckley 2012; ruptures) on the logit of monthly shares. A steady line is no change, and
a change that a new source or a new word explains says so (METHODS 5.10).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from pipeline.trends.schemas import Schema
from pipeline.trends.shares import Z

Numbers = NDArray[np.float64]

FEWEST_MONTHS = 18  # with a share; a shorter series has no change points
SHORTEST = 3  # months on each side of a change
PENALTY = 3.5  # times log(months), per change: BIC counts two numbers, date and height; months lean on each other
DRAWS = 199
NEAR = 1  # months around a date's interval in which an event explains it

SERIES = Schema("series", {"item": "text", "month": "month", "n": "count", "count": "count", "deff": "number?"})
CHANGES = Schema(
    "changes",
    {
        "item": "text",
        "month": "month",
        "first_month": "month",
        "last_month": "month",
        "kind": "text",
        "before_pct": "number",
        "after_pct": "number",
        "change_log_odds": "number",
        "low_log_odds": "number",
        "high_log_odds": "number",
        "explained_by": "text?",
    },
)
EVENTS = Schema("events", {"month": "month", "what": "text"})


def changes(series: pd.DataFrame, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """CHANGES: one row per item and change; `explained_by` is null until `explained` has looked.

    `series`: SERIES, a row per item and complete month with openings. kind "step": a new level from `month` on;
    before_pct, after_pct are the levels around it. kind "kink": from `month` on another slope; they are the fitted
    shares at `month` and at the end. first_month, last_month: 95 % of the dates under a bootstrap of the residuals.
    A step, a kink or a straight line: what needs the least penalty. change_log_odds of a kink is per year.
    """
    random = np.random.default_rng(seed)
    rows: list[tuple[object, ...]] = []
    for item, of_item in SERIES(series).groupby("item", sort=True, observed=True):
        ordered = of_item[of_item["n"] > 0].sort_values("month")
        if len(ordered) >= FEWEST_MONTHS:
            rows += [(str(item), *row, None) for row in _found(ordered, draws, random)]
    return CHANGES.frame(rows)


def explained(found: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """`found` with explained_by: the events (EVENTS: a source that came or went, a taxonomy that changed) within NEAR
    months of the date's interval, in order of time, joined by "; "."""
    EVENTS(events)
    around = pd.DateOffset(months=NEAR)
    ordered = events.sort_values("month")
    reasons = []
    for first, last in zip(found["first_month"], found["last_month"], strict=True):
        near = ordered[(ordered["month"] >= first - around) & (ordered["month"] <= last + around)]
        reasons.append("; ".join(dict.fromkeys(near["what"])) or None)
    return CHANGES(found.assign(explained_by=pd.Series(reasons, index=found.index, dtype="str")))


def _found(ordered: pd.DataFrame, draws: int, random: np.random.Generator) -> list[tuple[object, ...]]:
    """month, first_month, last_month, kind, before, after, change, low, high of one series."""
    n, count = ordered["n"].to_numpy(float), ordered["count"].to_numpy(float)
    share = (count + 0.5) / (n + 1)
    level = logit(share)
    months = pd.DatetimeIndex(ordered["month"])
    time = (months.year * 12 + months.month).to_numpy(float)
    noise = _noise(level, np.sqrt(ordered["deff"].fillna(1).to_numpy(float) / (n * share * (1 - share))))
    scaled = level / noise
    ends, kink = _shape(scaled, time)
    if kink is not None:
        return [_kink(level, time, months, kink, noise, draws, random)]
    rows = []
    for place, at in enumerate(ends[:-1]):
        first = ends[place - 1] if place else 0
        rows.append(_step(level[first : ends[place + 1]], at - first, months[first : ends[place + 1]], draws, random))
    return rows


def _noise(level: Numbers, expected: Numbers) -> float:
    """Standard deviation of a month: by the median step between months, at least what sampling alone gives."""
    steps = np.abs(np.diff(level))
    return float(max(np.median(steps) / (0.6744897501960817 * np.sqrt(2)), np.median(expected), 1e-6))


def _shape(scaled: Numbers, time: Numbers) -> tuple[list[int], int | None]:
    """Ends of the segments of equal level, or where the one kink is; no end before the last: nothing changed."""
    import ruptures

    months = len(scaled)
    penalty = PENALTY * np.log(months)
    ends = ruptures.KernelCPD(kernel="linear", min_size=SHORTEST, jump=1).fit(scaled[:, None]).predict(pen=penalty)
    if len(ends) == 1:
        return ends, None
    steps = sum(float(((part - part.mean()) ** 2).sum()) for part in np.split(scaled, ends[:-1]))
    line = _directions(time, [np.ones(months), time])
    rest = float(((scaled - line @ (line.T @ scaled)) ** 2).sum())
    places, hinges = _hinges(time)
    gains = (hinges @ scaled) ** 2
    costs = {"steps": steps + penalty * (len(ends) - 1), "line": rest + np.log(months)}
    if len(places):
        costs["kink"] = rest - float(gains.max()) + np.log(months) + penalty
    cheapest = min(costs, key=costs.__getitem__)
    if cheapest == "kink":
        return [months], int(places[gains.argmax()])
    return (ends, None) if cheapest == "steps" else ([months], None)


def _directions(time: Numbers, columns: list[Numbers]) -> Numbers:
    """An orthonormal basis of the columns."""
    basis, _ = np.linalg.qr(np.column_stack([column - (time.mean() if column is time else 0) for column in columns]))
    return np.asarray(basis)


def _unit(candidates: Numbers, basis: Numbers) -> Numbers:
    """Candidates (rows) made orthogonal to the basis and of length one; those within it are 0."""
    rest = candidates - (candidates @ basis) @ basis.T
    length = np.linalg.norm(rest, axis=1, keepdims=True)
    return np.asarray(np.where(length > 1e-9, rest / np.maximum(length, 1e-9), 0.0))


def _hinges(time: Numbers) -> tuple[NDArray[np.int64], Numbers]:
    """Where a slope may change, and for each the part of max(0, t − there) that no line explains."""
    places = np.arange(SHORTEST, len(time) - SHORTEST)
    hinges = np.maximum(0.0, time[None, :] - time[places][:, None])
    return places, _unit(hinges, _directions(time, [np.ones(len(time)), time]))


def _dates(fitted: Numbers, level: Numbers, units: Numbers, draws: int, random: np.random.Generator) -> tuple[int, int]:
    """The 2.5th and 97.5th of the best candidate (row of units) when the residuals are drawn again."""
    rest = level - fitted
    drawn = fitted + random.choice(rest - rest.mean(), size=(draws, len(level)))
    best = ((drawn @ units.T) ** 2).argmax(axis=1)
    low, high = np.quantile(best, [0.025, 0.975], method="nearest")
    return int(low), int(high)


def _step(
    level: Numbers, at: int, months: pd.DatetimeIndex, draws: int, random: np.random.Generator
) -> tuple[object, ...]:
    before, after = level[:at], level[at:]
    fitted = np.where(np.arange(len(level)) < at, before.mean(), after.mean())
    places = np.arange(1, len(level))
    steps = (np.arange(len(level))[None, :] >= places[:, None]).astype(float)
    low, high = _dates(fitted, level, _unit(steps, np.full((len(level), 1), len(level) ** -0.5)), draws, random)
    moved = after.mean() - before.mean()
    error = np.sqrt(sum(part.var(ddof=1) / len(part) for part in (before, after)))
    dates = (months[at], months[min(at, places[low])], months[max(at, places[high])])
    return (*dates, "step", *_per_cent(before.mean(), after.mean()), moved, moved - Z * error, moved + Z * error)


def _kink(
    level: Numbers,
    time: Numbers,
    months: pd.DatetimeIndex,
    at: int,
    noise: float,
    draws: int,
    random: np.random.Generator,
) -> tuple[object, ...]:
    hinge = np.maximum(0.0, time - time[at])
    design = np.column_stack([np.ones(len(time)), time - time[at], hinge])
    solved, *_ = np.linalg.lstsq(design, level, rcond=None)
    fitted = design @ solved
    places, units = _hinges(time)
    low, high = _dates(fitted, level, units, draws, random)
    error = 12 * noise * np.sqrt(np.linalg.inv(design.T @ design)[2, 2])
    bend = 12 * solved[2]
    dates = (months[at], months[min(at, places[low])], months[max(at, places[high])])
    return (*dates, "kink", *_per_cent(fitted[at], fitted[-1]), bend, bend - Z * error, bend + Z * error)


def _per_cent(before: float, after: float) -> tuple[float, float]:
    return float(100 * expit(before)), float(100 * expit(after))
