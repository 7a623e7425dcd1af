"""What of a series is the season: STL on the logit of shares, only where it is there and long enough (METHODS 5.7).

Shares are far less seasonal than volumes, so a season is tested for before it is taken off. Both lines are shown.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit
from scipy.stats import friedmanchisquare

from pipeline.trends.schemas import Schema

Numbers = NDArray[np.float64]

PERIOD = 12
FEWEST_MONTHS = 36
SURE = 0.01  # p of the test, below which a season is believed

SERIES = Schema("series", {"item": "text", "month": "month", "n": "count", "count": "count"})
SEASONAL = SERIES.also(
    share_pct="number?",
    adjusted_pct="number?",
    year_ago_points="number?",
    season_log_odds="number?",
    p="number?",
    is_adjusted="flag",
    not_adjusted_because="text?",
)


def seasonal(series: pd.DataFrame) -> pd.DataFrame:
    """SEASONAL: `series` (SERIES, complete months) by item and month with the share and, if there is a season, without.

    adjusted_pct is share_pct where nothing is adjusted, and not_adjusted_because says why: fewer than 36 months, or no
    season by Friedman's test over whole years of what a centred yearly mean leaves. Months without openings have a
    null share; the fit bridges them. year_ago_points: against the same month a year ago, for every length.
    """
    parts = [_item(rows) for _, rows in SERIES(series).groupby("item", sort=True, observed=True)]
    return SEASONAL(pd.concat(parts, ignore_index=True)) if parts else SEASONAL.empty()


def _item(rows: pd.DataFrame) -> pd.DataFrame:
    ordered = rows.sort_values("month").reset_index(drop=True)
    n, count = ordered["n"].to_numpy(float), ordered["count"].to_numpy(float)
    share = pd.Series(np.where(n > 0, 100 * count / np.maximum(n, 1), np.nan))
    by_month = pd.Series(share.to_numpy(), index=ordered["month"])
    year_ago = by_month.reindex(ordered["month"] - pd.DateOffset(years=1)).to_numpy()
    found = ordered.assign(
        share_pct=share, adjusted_pct=share, year_ago_points=share - year_ago, season_log_odds=np.nan
    )
    level = _level(ordered["month"], n, count)
    p = season_p(level.to_numpy()) if len(level) >= FEWEST_MONTHS else np.nan
    reason = None
    if len(level) < FEWEST_MONTHS:
        reason = f"fewer than {FEWEST_MONTHS} months"
    elif not p < SURE:
        reason = "no season found"
    else:
        season = pd.Series(_season(level.to_numpy()), index=level.index).reindex(ordered["month"]).to_numpy()
        clean = expit(logit(np.clip(share / 100, 1e-4, 1 - 1e-4)) - season)
        found = found.assign(adjusted_pct=100 * clean, season_log_odds=season)
    told = pd.Series([reason] * len(found), dtype="str")
    return found.assign(p=p, is_adjusted=reason is None, not_adjusted_because=told)


def _level(month: pd.Series, n: Numbers, count: Numbers) -> pd.Series:
    """Logits of every month from the first to the last; months without openings lie between their neighbours."""
    seen = pd.Series(np.where(n > 0, logit((count + 0.5) / (n + 1)), np.nan), index=pd.DatetimeIndex(month))
    return seen.reindex(pd.date_range(seen.index.min(), seen.index.max(), freq="MS")).interpolate(
        limit_direction="both"
    )


def season_p(level: Numbers) -> float:
    """Friedman's p that months of the year are alike, over whole years of the level less its centred yearly mean."""
    weights = np.r_[0.5, np.ones(PERIOD - 1), 0.5] / PERIOD
    rest = level[PERIOD // 2 : -(PERIOD // 2)] - np.convolve(level, weights, mode="valid")
    years = len(rest) // PERIOD
    if years < 2 or not np.ptp(rest):
        return 1.0
    table = rest[-years * PERIOD :].reshape(years, PERIOD)
    return float(friedmanchisquare(*table.T).pvalue)


def _season(level: Numbers) -> Numbers:
    from statsmodels.tsa.seasonal import STL

    return np.asarray(STL(level, period=PERIOD, robust=True).fit().seasonal)
