"""One share in two periods: how far apart, how surely, what could have been seen, and a sentence to print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
import pandas as pd

from pipeline.trends.contrasts import POWER_Z, Means, means
from pipeline.trends.shares import Share, Z, clustered_wilson


@dataclass(frozen=True, slots=True)
class Comparison:
    """A share before and after, in %, and their difference in points; None where a share is suppressed."""

    before: Share
    after: Share
    difference_points: float | None = None
    low_points: float | None = None  # 95 %
    high_points: float | None = None
    detectable_points: float | None = None  # the smallest true difference that is found 4 times in 5

    @property
    def is_told_apart(self) -> bool:
        """Whether the interval of the difference leaves out zero."""
        return self.low_points is not None and self.high_points is not None and self.low_points * self.high_points > 0


def compared(before: pd.DataFrame, after: pd.DataFrame, unit: str = "opening") -> Comparison:
    """The difference of two shares whose employers may be the same.

    `before`, `after`: employer, n and x, a row per employer and month. The interval is built from the two published
    intervals and the covariance of employers in both periods (MOVER, Zou and Donner 2008): where those are lopsided, so
    is it, and a share of zero has one.
    """
    first, second = (clustered_wilson(cells, unit) for cells in (before, after))
    if first.share_pct is None or second.share_pct is None:
        return Comparison(first, second)
    found = _means(before, after)
    moved = second.share_pct - first.share_pct
    spread = np.sqrt(np.diag(found.covariance))
    together = found.covariance[0, 1] / spread.prod() if spread.prod() else 0.0
    error = 100 * sqrt(max(0.0, found.covariance.trace() - 2 * together * spread.prod()))
    independent = 100 * sqrt(sum(_smoothed(share) for share in (first, second)))
    return Comparison(
        first,
        second,
        moved,
        moved - _reach(_down(second), _up(first), together),
        moved + _reach(_up(second), _down(first), together),
        (Z + POWER_Z) * max(error, independent if not (first.count and second.count) else 0.0),
    )


def sentence(what: str, named: tuple[str, str], found: Comparison, panel: str, unit: str = "opening") -> str:
    """The comparison in words; `what` opens it ("Openings that ask for rust"), `named` are the periods."""
    shares = zip(named, (found.before, found.after), strict=True)
    if found.difference_points is None:
        reasons = [f"{name}: {share.suppressed_because}" for name, share in shares if share.suppressed_because]
        return f"{what}: no comparison, {'; '.join(reasons)} (panel {panel})."
    first, second = (
        f"{share.share_pct:.2f} % in {name} ({share.low_pct:.2f} to {share.high_pct:.2f})" for name, share in shares
    )
    n = f"n = {found.before.n:,} and {found.after.n:,} {unit}s, panel {panel}"
    if not found.is_told_apart:
        return (
            f"{what} cannot be told apart ({n}): {first}, {second}; a difference of "
            f"{found.detectable_points:.2f} points would have been seen 4 times in 5."
        )
    direction = "more" if found.difference_points > 0 else "fewer"
    bounds = sorted(abs(bound) for bound in (found.low_points or 0.0, found.high_points or 0.0))
    return (
        f"{what}: from {first} to {second}, {abs(found.difference_points):.2f} points {direction} "
        f"(95 % interval {bounds[0]:.2f} to {bounds[1]:.2f}; {n})."
    )


def _means(before: pd.DataFrame, after: pd.DataFrame) -> Means:
    """Both shares with their covariance, from sums of employers."""
    cells = pd.concat([before.assign(period=0), after.assign(period=1)])
    summed = cells.groupby(["employer", "period"], as_index=False)[["n", "x"]].sum()
    inside = np.stack([summed["period"] == period for period in (0, 1)], axis=1)
    codes = pd.factorize(summed["employer"])[0].astype(np.int64)
    n = summed["n"].to_numpy(dtype=float)
    found = means(codes, inside * n[:, None], summed["x"].to_numpy(dtype=float) / n)
    return replace(found, n=(inside * n[:, None]).sum(axis=0).astype(np.int64))


def _smoothed(share: Share) -> float:
    p = (share.count + 0.5) / (share.n + 1)
    return p * (1 - p) / share.n


def _up(share: Share) -> float:
    return (share.high_pct or 0.0) - (share.share_pct or 0.0)


def _down(share: Share) -> float:
    return (share.share_pct or 0.0) - (share.low_pct or 0.0)


def _reach(one: float, other: float, together: float) -> float:
    return sqrt(max(0.0, one * one + other * other - 2 * together * one * other))
