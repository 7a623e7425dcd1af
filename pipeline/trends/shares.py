"""Shares with their employer-clustered interval, as the warehouse's macro `clustered_interval` computes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

Z = 1.959963984540054  # two-sided 95 %
FEWEST_OPENINGS = 50  # a month with fewer gives no share
FEWEST_EMPLOYERS = 10
LARGEST_EMPLOYER_PCT = 50  # one employer above it speaks for itself, not for the month


@dataclass(frozen=True, slots=True)
class Share:
    """One share in per cent with its 95 % interval, or the reason why there is none."""

    n: int
    count: int
    employers: int
    share_pct: float | None
    low_pct: float | None
    high_pct: float | None
    deff: float | None
    suppressed_because: str | None


def clustered_wilson(clusters: pd.DataFrame, unit: str = "opening") -> Share:
    """The share of all rows together, clustered by employer (METHODS 5.2).

    `clusters`: employer (str; null: unresolved, a cluster of its own per row), n and x (counts, 0 <= x <= n).
    v = K/(K-1) sum_e (x_e - p n_e)^2 / n^2, deff = v / (p (1 - p) / n), then Wilson with n/deff and x/deff.
    """
    row = shares(clusters.assign(all=0), by=["all"], unit=unit).iloc[0]
    values = {
        name: None if pd.isna(row[name]) else float(row[name]) for name in ("share_pct", "low_pct", "high_pct", "deff")
    }
    reason = row["suppressed_because"]
    return Share(
        n=int(row["n"]),
        count=int(row["count"]),
        employers=int(row["employers"]),
        suppressed_because=None if pd.isna(reason) else str(reason),
        **values,
    )


def shares(clusters: pd.DataFrame, by: Sequence[str], unit: str = "opening") -> pd.DataFrame:
    """One row per group of `by`: n, count, employers, share_pct, low_pct, high_pct, deff, suppressed_because.

    `clusters`: the columns of `by`, employer, n and x as in `clustered_wilson`; an employer may have several rows.
    """
    groups = list(by)
    resolved = clusters["employer"].notna()
    own = pd.Series(np.where(resolved, -1, np.arange(len(clusters))), index=clusters.index)
    cells = (
        clusters.assign(own=own).groupby([*groups, "employer", "own"], dropna=False, observed=True)[["n", "x"]].sum()
    )
    cells = cells.assign(nn=cells["n"] ** 2, xx=cells["x"] ** 2, xn=cells["x"] * cells["n"])
    summed = cells.groupby(level=groups).agg(
        n=("n", "sum"),
        count=("x", "sum"),
        employers=("n", "size"),
        largest=("n", "max"),
        sum_nn=("nn", "sum"),
        sum_xx=("xx", "sum"),
        sum_xn=("xn", "sum"),
    )
    return intervals(summed, unit).reset_index()


def intervals(summed: pd.DataFrame, unit: str = "opening") -> pd.DataFrame:
    """Shares of rows already summed over employers e (METHODS 5.2).

    `summed`: n, count, employers, largest (n_e), and sums: sum_nn (of n_e^2), sum_xx (of x_e^2), sum_xn (of x_e n_e).
    With no or only hits the variance between employers says nothing, so their sizes speak: deff = sum_nn / n, and the
    open bound lies 3 / (n/deff) away (rule of three). Employers that agree exactly (v = 0) show no clustering: deff 1.
    """
    n, count, employers = (summed[name].astype(float) for name in ("n", "count", "employers"))
    with np.errstate(divide="ignore", invalid="ignore"):
        p = count / n
        squares = summed["sum_xx"] - 2 * p * summed["sum_xn"] + p * p * summed["sum_nn"]
        spread = employers / (employers - 1) * squares / n / (p * (1 - p))
        is_one_sided = p.isin([0, 1])
        deff = (summed["sum_nn"] / n).where(is_one_sided, spread.where(spread >= 1e-9, 1))
        zz = Z * Z * deff / n
        half = Z * np.sqrt(p * (1 - p) * deff / n + zz * deff / n / 4)
        low = ((p + zz / 2 - half) / (1 + zz)).mask(p == 0, 0).mask(p == 1, (1 - 3 * deff / n).clip(lower=0))
        high = ((p + zz / 2 + half) / (1 + zz)).mask(p == 1, 1).mask(p == 0, (3 * deff / n).clip(upper=1))
    reasons = suppressed_because(summed, unit)
    told = reasons.isna()
    return summed[["n", "count", "employers"]].assign(
        share_pct=(100 * p).where(told),
        low_pct=(100 * low).where(told),
        high_pct=(100 * high).where(told),
        deff=deff.where(told),
        suppressed_because=reasons,
    )


def suppressed_because(summed: pd.DataFrame, unit: str = "opening") -> pd.Series:
    """Why a row with n, employers and largest gives no share: the first reason that holds, null if none does."""
    reasons = {
        f"fewer than {FEWEST_OPENINGS} {unit}s": summed["n"] < FEWEST_OPENINGS,
        f"fewer than {FEWEST_EMPLOYERS} employers": summed["employers"] < FEWEST_EMPLOYERS,
        f"one employer has more than {LARGEST_EMPLOYER_PCT} %": summed["largest"]
        > summed["n"] * LARGEST_EMPLOYER_PCT / 100,
    }
    chosen = np.select(list(reasons.values()), list(reasons), default="")
    return pd.Series(chosen, index=summed.index, dtype="str").replace("", pd.NA)
