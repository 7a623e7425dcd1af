"""What AI pays more, within title × country × month (METHODS 5.16).

Only where pay is posted, which laws decide more than employers: the share with pay stands beside. Amounts are never
converted: currency and period are part of the cell, so that only like is held against like.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t

from pipeline.trends.schemas import OPENINGS, Schema

FEWEST_EMPLOYERS = 10
CELL = ["role", "country", "month", "pay_currency", "pay_period"]

PAID = OPENINGS.also(
    role="text",
    country="text?",
    is_ai="flag",
    pay_min="number?",
    pay_max="number?",
    pay_currency="text?",
    pay_period="text?",
)
PREMIUM = Schema(
    "premium",
    {
        "definition": "text",
        "openings": "count",
        "with_pay": "count",
        "with_pay_pct": "number",
        "n": "count",
        "n_ai": "count",
        "cells": "count",
        "employers": "count",
        "premium_pct": "number?",
        "low_pct": "number?",
        "high_pct": "number?",
        "suppressed_because": "text?",
    },
)


def premium(openings: pd.DataFrame) -> pd.DataFrame:
    """PREMIUM: by how many per cent pay is higher with AI, raw (within currency and period) and within CELL.

    `openings`: PAID, one role each. Pay is the middle of its bounds, or the one there is; its log is regressed on
    is_ai with an effect per cell, errors clustered by employer. n: openings in cells that have both kinds.
    """
    PAID(openings)
    amount = openings[["pay_min", "pay_max"]].mean(axis=1)
    told = openings.assign(log_pay=np.log(amount.where(amount > 0)))
    told = told[told["log_pay"].notna() & told["pay_currency"].notna() & told["pay_period"].notna()]
    rows = []
    for definition, cell in (("raw", ["pay_currency", "pay_period"]), ("within title, country and month", CELL)):
        counted = told.dropna(subset=cell)
        groups = counted.groupby(cell, observed=True)
        mixed = counted[groups["is_ai"].transform("nunique") == 2]
        share = 100 * len(told) / len(openings) if len(openings) else 0.0
        size = (
            len(mixed),
            int(mixed["is_ai"].sum()),
            mixed[cell].drop_duplicates().shape[0],
            mixed["employer"].nunique(),
        )
        rows.append((definition, len(openings), len(told), share, *size, *_estimate(mixed, cell)))
    return PREMIUM.frame(list(rows))


def _estimate(mixed: pd.DataFrame, cell: list[str]) -> tuple[float, float, float, str | None]:
    """Premium, low and high in per cent, or why there is none."""
    if mixed.loc[mixed["is_ai"], "employer"].nunique() < FEWEST_EMPLOYERS:
        return (
            np.nan,
            np.nan,
            np.nan,
            f"fewer than {FEWEST_EMPLOYERS} employers with AI and pay in cells that have both",
        )
    flags = mixed.assign(ai=mixed["is_ai"].astype(float))
    inside = flags[["log_pay", "ai"]] - flags.groupby(cell, observed=True)[["log_pay", "ai"]].transform("mean")
    value, error, degrees = slope(inside["ai"].to_numpy(), inside["log_pay"].to_numpy(), mixed["employer"])
    half = t.ppf(0.975, degrees) * error
    middle, low, high = (100 * float(np.expm1(part)) for part in (value, value - half, value + half))
    return middle, low, high, None


def slope(x: NDArray[np.float64], y: NDArray[np.float64], employer: pd.Series) -> tuple[float, float, int]:
    """Slope of y on x, both free of their cells' means, its error clustered by employer, and degrees of freedom."""
    from statsmodels.regression.linear_model import OLS

    codes, names = pd.factorize(employer)
    found = OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": codes})
    return float(found.params[0]), float(found.bse[0]), max(1, len(names) - 1)
