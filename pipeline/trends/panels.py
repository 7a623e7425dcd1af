"""Sources come and go: the raw share, the share of a fixed panel and the share net of source effects (METHODS 5.6).

All three stand on every chart. Where raw and panel part by more than chance, the label is "source change", not
"trend". Nothing is chained from month to month: windows of 25 months are linked by their mean over all shared months.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.special import expit, logit

from pipeline.trends.bootstrap import weights
from pipeline.trends.schemas import SOURCE_CELLS, Schema
from pipeline.trends.shares import Z
from pipeline.trends.two_way import effects

Numbers = NDArray[np.float64]

WINDOW = 25  # months fitted together
ALIVE = 0.95  # of a window's months, for a source of the fixed panel
OVERLAP = 2  # months that a new source must have beside others before it counts (8 weeks)
BASE = 3  # first months whose level raw and panel are compared from
DRAWS = 199
SOURCE_CHANGE = "source change, not trend"

INDEX = Schema(
    "index",
    {
        "month": "month",
        "n": "count",
        "raw_pct": "number?",
        "raw_low_pct": "number?",
        "raw_high_pct": "number?",
        "panel_pct": "number?",
        "panel_low_pct": "number?",
        "panel_high_pct": "number?",
        "source_effects_pct": "number?",
        "source_effects_low_pct": "number?",
        "source_effects_high_pct": "number?",
        "gap_points": "number?",
        "gap_low_points": "number?",
        "gap_high_points": "number?",
        "alarm": "text?",
    },
)
VOLUME = Schema("volume", {"month": "month", "n": "count", "raw": "number?", "index": "number?"})


def alive(cells: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> list[str]:
    """Sources with openings in at least 95 % of the months from `first` to `last`: the fixed panel of that window."""
    months = pd.date_range(first, last, freq="MS")
    inside = cells[cells["month"].isin(months) & (cells["n"] > 0)]
    present = inside.groupby("source")["month"].nunique()
    return sorted(str(source) for source in present.index[present >= ALIVE * len(months)])


def index(cells: pd.DataFrame, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """INDEX: one row per month from the first to the last, with intervals from an employer bootstrap.

    `cells`: SOURCE_CELLS. raw: all openings together. panel: sources alive in 95 % of the months of a window, linked
    over windows. source_effects: logit p_st = source + month, said at the level of the last window's sources.
    gap: how far raw has moved away from panel since the first months; its interval holds for all months at once, and
    beyond it `alarm` says "source change, not trend". Months without openings are null.
    """
    if cells.empty:
        return INDEX.empty()
    months, n, x = _drawn(SOURCE_CELLS(cells), draws, seed)
    raw = _share(n.sum(axis=1), x.sum(axis=1))
    panel = expit(linked(n, x, _panel_level))
    net = _at_the_last_level(n, x, linked(n, x, _source_level))
    gap, low, high, moved = _gap(raw, panel)
    columns: dict[str, object] = {"month": months, "n": n[0].sum(axis=0).astype("int64")}
    for name, share in (("raw", raw), ("panel", panel), ("source_effects", net)):
        columns |= dict(zip((f"{name}_pct", f"{name}_low_pct", f"{name}_high_pct"), _bounds(share), strict=True))
    columns |= {"gap_points": gap, "gap_low_points": low, "gap_high_points": high}
    columns["alarm"] = pd.Series(np.where(moved, SOURCE_CHANGE, ""), dtype="str").replace("", pd.NA)
    return INDEX(pd.DataFrame(columns))


def volume(cells: pd.DataFrame) -> pd.DataFrame:
    """VOLUME: openings per month relative to the first month: raw, and net of sources that come and go.

    log n_st = source + month by Poisson quasi-likelihood over the months in which a source has openings.
    """
    if cells.empty:
        return VOLUME.empty()
    months, n, _ = _drawn(SOURCE_CELLS(cells), 0, 0)
    level = linked((n > 0).astype(np.float64), n, _volume_level)[0]
    total = n[0].sum(axis=0)
    first = np.flatnonzero(total > 0)[0]
    raw = np.where(total > 0, total / total[first], np.nan)
    found = {"month": months, "n": total.astype("int64"), "raw": raw, "index": np.exp(level - level[first])}
    return VOLUME(pd.DataFrame(found))


def linked(n: Numbers, x: Numbers, level: Callable[[Numbers, Numbers], Numbers]) -> Numbers:
    """Levels (draws × months, log scale) of windows of WINDOW months, spliced by the mean over their shared months."""
    span = min(WINDOW, n.shape[2])
    whole = np.full((n.shape[0], n.shape[2]), np.nan)
    whole[:, :span] = level(n[:, :, :span], x[:, :, :span])
    for last in range(span, n.shape[2]):
        first = last - span + 1
        window = level(n[:, :, first : last + 1], x[:, :, first : last + 1])
        apart = whole[:, first:last] - window[:, :-1]
        shared = np.isfinite(apart)
        mean = np.where(shared, apart, 0).sum(axis=1) / np.where(shared.any(axis=1), shared.sum(axis=1), np.nan)
        whole[:, last] = window[:, -1] + mean
        if not shared.any():  # nothing to link to: a new series begins at its own level
            whole[:, last] = window[:, -1]
    return whole


def _drawn(cells: pd.DataFrame, draws: int, seed: int) -> tuple[pd.DatetimeIndex, Numbers, Numbers]:
    """Months and counts (1 + draws) × sources × months; the first is what was observed."""
    months = pd.date_range(cells["month"].min(), cells["month"].max(), freq="MS")
    employer, names = pd.factorize(cells["employer"])
    source, sources = pd.factorize(cells["source"], sort=True)
    place = source * len(months) + months.get_indexer(pd.DatetimeIndex(cells["month"]))
    shape = (len(names), len(sources) * len(months))
    drawn = np.vstack([np.ones(len(names)), weights(len(names), draws, np.random.default_rng(seed))])
    counted = [
        (drawn @ coo_array((cells[name].to_numpy(float), (employer, place)), shape=shape).tocsr()).reshape(
            1 + draws, len(sources), len(months)
        )
        for name in ("n", "x")
    ]
    return months, counted[0], counted[1]


def _share(n: Numbers, x: Numbers) -> Numbers:
    return np.asarray(np.divide(x, n, out=np.full(n.shape, np.nan), where=n > 0))


def _is_member(n: Numbers) -> NDArray[np.bool_]:
    """Sources of a window's fixed panel, by what was observed."""
    return np.asarray((n[0] > 0).mean(axis=1) >= ALIVE)


def _panel_level(n: Numbers, x: Numbers) -> Numbers:
    """Logit of the panel's share; no or only hits count as half an opening, so that it is finite."""
    members = _is_member(n)
    size, hits = n[:, members].sum(axis=1), x[:, members].sum(axis=1)
    return np.where(size > 1, logit(np.clip(hits, 0.5, size - 0.5) / np.maximum(size, 2)), np.nan)


def _source_level(n: Numbers, x: Numbers) -> Numbers:
    counted = _overlapping(n)
    return effects(n * counted[None, :, None], x * counted[None, :, None])[1]


def _volume_level(n: Numbers, x: Numbers) -> Numbers:
    return effects(n, x * n, "poisson")[1]


def _overlapping(n: Numbers) -> NDArray[np.bool_]:
    """Sources with OVERLAP months beside another source, or alone in the window."""
    seen = n[0] > 0
    beside = (seen & (seen.sum(axis=0) > 1)).sum(axis=1)
    return np.asarray((beside >= min(OVERLAP, seen.shape[1])) | (seen.sum(axis=1) > seen.shape[1] / 2))


def _at_the_last_level(n: Numbers, x: Numbers, level: Numbers) -> Numbers:
    """Shares that the sources of the last window, weighted by their openings in it, would have in every month."""
    span = min(WINDOW, n.shape[2])
    counted = _overlapping(n[:, :, -span:])
    last, hits = n[:, :, -span:] * counted[None, :, None], x[:, :, -span:] * counted[None, :, None]
    source, month = effects(last, hits)
    told = np.isfinite(month) & np.isfinite(level[:, -span:])
    apart = np.where(told, month - level[:, -span:], 0).sum(axis=1) / np.maximum(1, told.sum(axis=1))
    size = last[0].sum(axis=1)
    weight = np.where(np.isfinite(source), size, 0.0)
    weight = weight / weight.sum(axis=1, keepdims=True)
    linear = np.nan_to_num(source)[:, :, None] + (level + apart[:, None])[:, None, :]
    return np.asarray(np.einsum("bs,bst->bt", weight, expit(linear)))


def _bounds(share: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Per cent, with the interval that the draws' spread on the logit gives."""
    with np.errstate(divide="ignore", invalid="ignore"):
        each = logit(share)
        spread = np.nanstd(np.where(np.isfinite(each[1:]), each[1:], np.nan), axis=0) if len(each) > 1 else np.nan
        low, high = expit(each[0] - Z * spread), expit(each[0] + Z * spread)
    return 100 * share[0], 100 * low, 100 * high


def _gap(raw: Numbers, panel: Numbers) -> tuple[Numbers, Numbers, Numbers, NDArray[np.bool_]]:
    """Points by which raw has moved from panel since the first months, its simultaneous interval, and where it is out.

    An interval for all months at once: else one month in twenty would sound the alarm by chance.
    """
    apart = 100 * (raw - panel)
    told = np.flatnonzero(np.isfinite(apart[0]))
    if len(told) <= BASE or len(apart) < 2:
        empty = np.full(raw.shape[1], np.nan)
        return empty, empty, empty, np.zeros(raw.shape[1], dtype=bool)
    moved = apart - np.nanmean(apart[:, told[:BASE]], axis=1, keepdims=True)
    error = np.nanstd(moved[1:], axis=0)
    sure = error > 1e-9
    score = np.abs(moved[1:] - moved[0])[:, sure] / error[sure]
    worst = np.quantile(np.nanmax(score, axis=1), 0.95) if sure.any() else 0.0
    low, high = moved[0] - worst * error, moved[0] + worst * error
    with np.errstate(invalid="ignore"):
        return moved[0], low, high, np.asarray((low > 1e-9) | (high < -1e-9))
