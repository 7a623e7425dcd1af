"""Shares in 3, 6 and 12 months with quantiles, scored against no change and drift, shown only where they are better.

A share is smoothed on the logit by how much its months can tell; where past forecasts from a slope were better, its
damped slope goes on. Quantiles are those of the errors that the same method made before, of all items together. A
forecast for month t made in month o uses months to o alone. What was made in a month is kept by
`warehouse.forecasts`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from pipeline.trends.schemas import Kind, Schema

Numbers = NDArray[np.float64]

HORIZONS = (3, 6, 12)  # months
LEVELS = tuple(range(5, 100, 5))  # of the quantiles, per cent
QUANTILES = [f"q{level:02d}" for level in LEVELS]
METHODS = ("smoothed", "no_change", "drift")
FEWEST_MONTHS = 24  # before the first forecast
FEWEST_ERRORS = 30  # of one horizon, over all items, before it has quantiles
FEWEST_SCORED = 24  # forecasts of an item and horizon, before it can be shown
ADAPTS = 0.05  # of the logarithm of an item's width, for a band that missed
MEMORY = 60  # months of past errors that quantiles are taken from
DRIFTS = (0.0005, 0.003, 0.02)  # variance per month of a level, candidates
DAMPED, SLOPE_GAIN = 0.9, 0.1  # of the slope, per month
LEANS = 24  # forecasts that the mean over all items counts as, when an item's candidate is chosen

SERIES = Schema("series", {"item": "text", "month": "month", "n": "count", "count": "count", "deff": "number?"})
_NUMBER: Kind = "number"
FORECASTS = Schema(
    "forecasts",
    {"item": "text", "method": "text", "made_in": "month", "month": "month", "horizon": "count"},
).also(**dict.fromkeys(QUANTILES, _NUMBER))
SCORES = Schema(
    "scores",
    {
        "item": "text",
        "horizon": "count",
        "method": "text",
        "scored": "count",
        "crps_points": "number",
        "covered_pct": "number",
        "skill_pct": "number",
        "is_shown": "flag",
    },
)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Items by months: shares as logits, and the variance that sampling alone gives each."""

    items: list[str]
    months: pd.DatetimeIndex
    level: Numbers
    variance: Numbers


def forecasts(series: pd.DataFrame) -> pd.DataFrame:
    """FORECASTS made in the last month of `series` (SERIES: complete months only), in per cent, for every item."""
    return _made(series, only_last=True)


def backtest(series: pd.DataFrame) -> pd.DataFrame:
    """FORECASTS as they would have been made in every month from FEWEST_MONTHS on, of all METHODS: rolling origin."""
    return _made(series, only_last=False)


def scores(made: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """SCORES: FORECASTS against what came: one row per item, horizon and method.

    crps_points: continuous ranked probability score (twice the mean pinball loss over LEVELS), in points; covered_pct:
    of the 80 % bands q10 to q90; skill_pct: by how much the score lies below that of no change. is_shown: of method
    smoothed, with FEWEST_SCORED forecasts and a better score than no change and drift.
    """
    share = SERIES(series).query("n > 0").assign(came=lambda rows: 100 * rows["count"] / rows["n"])
    met = FORECASTS(made).merge(share[["item", "month", "came"]], on=["item", "month"])
    if met.empty:
        return SCORES.empty()
    levels = np.array(LEVELS) / 100
    over = met["came"].to_numpy()[:, None] - met[QUANTILES].to_numpy()
    met = met.assign(
        crps=2 * np.maximum(levels * over, (levels - 1) * over).mean(axis=1),
        covered=100.0 * ((met["q10"] <= met["came"]) & (met["came"] <= met["q90"])),
    )
    found = met.groupby(["item", "horizon", "method"], as_index=False).agg(
        scored=("crps", "size"), crps_points=("crps", "mean"), covered_pct=("covered", "mean")
    )
    against = found.pivot(index=["item", "horizon"], columns="method", values="crps_points").reindex(
        columns=list(METHODS)
    )
    beside = against.loc[pd.MultiIndex.from_frame(found[["item", "horizon"]])].reset_index(drop=True)
    found["skill_pct"] = 100 * (1 - found["crps_points"] / beside["no_change"]).fillna(0)
    is_best = (beside["smoothed"] < beside["no_change"]) & (beside["smoothed"] < beside["drift"])
    found["is_shown"] = is_best & (found["method"] == "smoothed") & (found["scored"] >= FEWEST_SCORED)
    return SCORES(found)


def shown(made: pd.DataFrame, score: pd.DataFrame) -> pd.DataFrame:
    """Those of `made` whose item and horizon have beaten no change and drift; method smoothed alone."""
    best = score.loc[score["is_shown"], ["item", "horizon", "method"]]
    return made.merge(best, on=["item", "horizon", "method"])


def _made(series: pd.DataFrame, only_last: bool) -> pd.DataFrame:
    grid = _grid(SERIES(series))
    last = len(grid.months) - 1
    frames = []
    for method, points in _points(grid).items():
        for place, horizon in enumerate(HORIZONS):
            for origin, quantiles in _quantiles(grid, points[:, :, place], horizon).items():
                if only_last and origin != last:
                    continue
                told = np.isfinite(quantiles).all(axis=1)
                frame = pd.DataFrame(100 * expit(quantiles[told]), columns=QUANTILES)
                frame.insert(0, "item", np.array(grid.items, dtype=object)[told])
                frame.insert(1, "method", method)
                frame.insert(2, "made_in", grid.months[origin])
                frame.insert(3, "month", grid.months[origin] + pd.DateOffset(months=horizon))
                frame.insert(4, "horizon", horizon)
                frames.append(frame)
    return FORECASTS(pd.concat(frames, ignore_index=True)) if frames else FORECASTS.empty()


def _grid(series: pd.DataFrame) -> _Grid:
    items = sorted(series["item"].unique())
    if not items:
        return _Grid([], pd.DatetimeIndex([]), np.empty((0, 0)), np.empty((0, 0)))
    months = pd.date_range(series["month"].min(), series["month"].max(), freq="MS")
    rows, columns = pd.Index(items).get_indexer(pd.Index(series["item"])), months.get_indexer(pd.Index(series["month"]))
    n, count, deff = np.zeros((3, len(items), len(months)))
    for target, name in ((n, "n"), (count, "count"), (deff, "deff")):
        target[rows, columns] = series[name].fillna(1).to_numpy(float)
    share = (count + 0.5) / (n + 1)
    seen = n > 0
    variance = np.where(seen, np.maximum(deff, 1) / (np.maximum(n, 1) * share * (1 - share)), np.nan)
    return _Grid(list(map(str, items)), months, np.where(seen, logit(share), np.nan), variance)


def _points(grid: _Grid) -> dict[str, Numbers]:
    """Point forecasts (items × origins × horizons) of every method; NaN before an item has two months."""
    steps = np.array(HORIZONS, dtype=float)
    last = _carried(grid.level)
    seen = np.cumsum(np.isfinite(grid.level), axis=1)
    first = (
        np.take_along_axis(grid.level, np.isfinite(grid.level).argmax(axis=1)[:, None], axis=1) if grid.items else last
    )
    slope = (last - first) / np.maximum(1, seen - 1)
    plain = {
        "no_change": np.repeat(last[:, :, None], len(steps), axis=2),
        "drift": last[:, :, None] + slope[:, :, None] * steps,
    }
    candidates = []
    ahead = np.array([(DAMPED ** np.arange(1, horizon + 1)).sum() for horizon in HORIZONS])
    for drift in DRIFTS:
        level, trend = _smoothed(grid, drift)
        candidates += [np.repeat(level[:, :, None], len(steps), axis=2), level[:, :, None] + trend[:, :, None] * ahead]
    return {"smoothed": _chosen(grid, np.stack(candidates)), **plain}


def _carried(level: Numbers) -> Numbers:
    """The last value that was seen, for every month."""
    return pd.DataFrame(level).ffill(axis=1).to_numpy(float)


def _smoothed(grid: _Grid, drift: float) -> tuple[Numbers, Numbers]:
    """Level and slope of every item after each month: a Kalman filter of a level that moves by `drift` a month."""
    level, slope = np.full_like(grid.level, np.nan), np.full_like(grid.level, np.nan)
    now, trend, unsure = np.full(len(level), np.nan), np.zeros(len(level)), np.full(len(level), np.inf)
    for month in range(level.shape[1]):
        value, variance = grid.level[:, month], grid.variance[:, month]
        seen = np.isfinite(value)
        unsure = unsure + drift
        known = np.isfinite(unsure)
        gain = np.where(known, unsure / np.where(known, unsure + variance, 1.0), 1.0)
        before = np.where(np.isnan(now), value, now)
        moved = np.where(seen, gain * (value - before - DAMPED * trend), 0.0)
        begun = np.isfinite(now)
        now = np.where(seen | begun, before + np.where(begun, DAMPED * trend, 0) + moved, np.nan)
        trend = np.where(begun, DAMPED * trend + SLOPE_GAIN * moved, 0.0)
        unsure = np.where(seen, np.where(known, (1 - gain) * np.where(known, unsure, 0.0), variance), unsure)
        level[:, month], slope[:, month] = now, trend
    return level, slope


def _chosen(grid: _Grid, candidates: Numbers) -> Numbers:
    """Of candidates (first axis), for every item, origin and horizon that whose past errors were smallest."""
    best = np.full(candidates.shape[1:], np.nan)
    for place, horizon in enumerate(HORIZONS):
        missed = np.abs(grid.level[None, :, horizon:] - candidates[:, :, :-horizon, place])
        known = np.isfinite(missed)
        total, count = np.cumsum(np.where(known, missed, 0), axis=2), np.cumsum(known, axis=2)
        everyone = total.sum(axis=1, keepdims=True) / np.maximum(1, count.sum(axis=1, keepdims=True))
        mean = (total + LEANS * everyone) / (count + LEANS)
        # An error of a forecast made in month s is known in month s + horizon.
        mean = np.concatenate([np.zeros((*mean.shape[:2], horizon)), mean], axis=2)[:, :, : candidates.shape[2]]
        picked = mean.argmin(axis=0)
        best[:, :, place] = np.take_along_axis(candidates[:, :, :, place], picked[None], axis=0)[0]
    return best


def _quantiles(grid: _Grid, points: Numbers, horizon: int) -> dict[int, Numbers]:
    """Quantiles (items × LEVELS, logit) of the forecasts made in each month (its number) that has enough past errors.

    They are those of past errors over what sampling and moving levels explain. An item whose 80 % bands held less of
    late has wider ones until they do again: adaptive conformal inference (Gibbs and Candès 2021), never narrower than
    the errors of all items say.
    """
    found: dict[int, Numbers] = {}
    levels, wider = np.array(LEVELS) / 100, np.zeros(len(grid.items))
    sampling = _carried(grid.variance)
    for origin in range(FEWEST_MONTHS - 1, len(grid.months)):
        if (met := origin - horizon) in found:
            came, band = grid.level[:, origin], found[met]
            known = np.isfinite(came) & np.isfinite(band[:, 0])
            missed = (came < band[:, LEVELS.index(10)]) | (came > band[:, LEVELS.index(90)])
            wider = np.maximum(0.0, wider + ADAPTS * np.where(known, missed - 0.2, 0.0))
        first = max(0, origin - horizon - MEMORY + 1)
        error = grid.level[:, first + horizon : origin + 1] - points[:, first : max(0, origin - horizon + 1)]
        variance = grid.variance[:, first + horizon : origin + 1]
        known = np.isfinite(error) & np.isfinite(variance)
        if known.sum() < FEWEST_ERRORS:
            continue
        moved = max(1e-4, float(np.mean(error[known] ** 2 - variance[known])))
        scale = np.quantile(error[known] / np.sqrt(variance[known] + moved), levels)
        spread = np.sqrt(sampling[:, origin] + moved)[:, None] * scale * np.exp(wider)[:, None]
        found[origin] = points[:, origin][:, None] + spread
    return found
