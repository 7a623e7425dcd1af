"""Which of many skills grow: clustered log-odds, Benjamini–Hochberg, shrinkage, ranks with intervals (METHODS 5.4)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import logit
from scipy.stats import norm, t

from pipeline.trends.schemas import Schema

Numbers = NDArray[np.float64]

Q = 0.05  # expected share of false ones among those called moving
FEWEST_EMPLOYERS = 10  # that ask for it in both periods together
LEAST_PCT = 0.2  # the larger of both shares; chosen without looking at the direction
RANKINGS = 2_000  # simulated orders, for the interval of a rank
SEED = 0

# Counts of one employer in one of two periods, 0 before and 1 after.
SIZES = Schema("sizes", {"period": "count", "employer": "text", "n": "count"})
HITS = Schema("hits", {"item": "text", "period": "count", "employer": "text", "x": "count"})
GROWTH = Schema(
    "growth",
    {
        "item": "text",
        "count_before": "count",
        "count_after": "count",
        "share_before_pct": "number",
        "share_after_pct": "number",
        "employers": "count",
        "is_tested": "flag",
        "change_log_odds": "number?",
        "error": "number?",
        "p": "number?",
        "p_adjusted": "number?",
        "is_moving": "flag",
        "low_log_odds": "number?",
        "high_log_odds": "number?",
        "shrunk_log_odds": "number?",
        "shrunk_low": "number?",
        "shrunk_high": "number?",
        "rank": "number?",
        "rank_low": "number?",
        "rank_high": "number?",
    },
)


def growth(hits: pd.DataFrame, sizes: pd.DataFrame, q: float = Q) -> pd.DataFrame:
    """GROWTH: one row per item, change = logit(after) − logit(before), by shrunk change from most to least.

    `hits`: HITS, items with no hit in an employer and period are left out. `sizes`: SIZES, all employers of both
    periods, also those without hits. The variance is clustered by employer over both periods together. Tested are
    items with a share of LEAST_PCT and FEWEST_EMPLOYERS; is_moving after Benjamini–Hochberg at `q`. low, high: 95 %,
    for moving items widened for having been selected (Benjamini and Yekutieli 2005). shrunk: empirical Bayes with a
    normal prior over all tested items; ranks are those of it, 95 % over its posterior. Untested items have null there.
    """
    found = _counted(HITS(hits), SIZES(sizes))
    tested = found[found["is_tested"]]
    if tested.empty:
        return GROWTH(found.reindex(columns=list(GROWTH.columns)).assign(is_moving=False))
    change, error = (tested[name].to_numpy(float) for name in ("change_log_odds", "error"))
    degrees = np.maximum(1, tested["employers"].to_numpy(float) - 1)
    p = 2 * t.sf(np.abs(tested["score"].to_numpy(float)), degrees)
    moving, adjusted = benjamini_hochberg(p, q)
    level = np.where(moving, 1 - q * moving.sum() / len(p), 0.95)
    half = t.ppf((1 + level) / 2, degrees) * error
    shrunk, spread = shrink(change, error)
    rank, first, last = ranks(shrunk, spread)
    told = pd.DataFrame(
        {
            "p": p,
            "p_adjusted": adjusted,
            "moving": moving,
            "low_log_odds": change - half,
            "high_log_odds": change + half,
            "shrunk_log_odds": shrunk,
            "shrunk_low": shrunk - norm.ppf(0.975) * spread,
            "shrunk_high": shrunk + norm.ppf(0.975) * spread,
            "rank": rank,
            "rank_low": first,
            "rank_high": last,
        },
        index=tested.index,
    )
    whole = found.join(told)
    whole["is_moving"] = whole["moving"].eq(True)
    return GROWTH(whole.sort_values(["rank", "item"])[list(GROWTH.columns)].reset_index(drop=True))


def benjamini_hochberg(p: Numbers, q: float = Q) -> tuple[NDArray[np.bool_], Numbers]:
    """Which tests are found at a false share of `q`, and the adjusted p of each."""
    from statsmodels.stats.multitest import multipletests

    found, adjusted, _, _ = multipletests(p, alpha=q, method="fdr_bh")
    return np.asarray(found, dtype=bool), np.asarray(adjusted, dtype=np.float64)


def shrink(change: Numbers, error: Numbers) -> tuple[Numbers, Numbers]:
    """Posterior mean and standard deviation under a normal prior whose moments the changes themselves give.

    Moments of DerSimonian and Laird (1986). Where they show no spread beyond error, all stand at the common mean.
    """
    weight = 1 / error**2
    mean = np.average(change, weights=weight)
    surplus = (weight * (change - mean) ** 2).sum() - (len(change) - 1)
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    between = max(0.0, surplus / scale) if scale > 0 else 0.0
    centre = np.average(change, weights=1 / (error**2 + between))
    kept = between / (between + error**2)
    return centre + kept * (change - centre), np.sqrt(kept) * error


def ranks(value: Numbers, spread: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Rank of each value (1: the largest) and its 95 % interval, were all redrawn with their spread."""
    order: Numbers = (-value).argsort(kind="stable").argsort().astype(np.float64) + 1
    random = np.random.default_rng(SEED)
    drawn = value + spread * random.standard_normal((RANKINGS, len(value)))
    places = (-drawn).argsort(axis=1).argsort(axis=1) + 1
    low, high = np.quantile(places, [0.025, 0.975], axis=0, method="nearest")
    return order, np.minimum(low, order), np.maximum(high, order)


def _counted(hits: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """Per item: counts, shares, employers, whether tested, change of log-odds, its error and its score.

    sum_e u_e² with u_e = a x_1e − b x_0e − c_e is expanded, so that employers without hits cost nothing.
    """
    size = sizes.pivot_table(index="employer", columns="period", values="n", aggfunc="sum", fill_value=0)
    size = size.reindex(columns=[0, 1], fill_value=0).astype(float)
    wide = hits.pivot_table(index=["item", "employer"], columns="period", values="x", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=[0, 1], fill_value=0).astype(float)
    own = size.reindex(wide.index.get_level_values("employer"))
    x0, x1 = (wide[period].to_numpy() for period in (0, 1))
    n0, n1 = (own[period].to_numpy() for period in (0, 1))
    code, items = pd.factorize(wide.index.get_level_values("item"), sort=True)

    def summed(values: Numbers) -> Numbers:
        return np.asarray(np.bincount(code, weights=values, minlength=len(items)), dtype=np.float64)

    totals = {period: float(size[period].sum()) for period in (0, 1)}
    count0, count1, employers = summed(x0), summed(x1), summed(np.ones(len(x0)))
    smooth0, smooth1 = (
        (count + 0.5) / (total + 1) for count, total in zip((count0, count1), totals.values(), strict=True)
    )
    together = (count0 + count1 + 0.5) / (sum(totals.values()) + 1)
    nn = {pair: float((size[pair[0]] * size[pair[1]]).sum()) for pair in ((0, 0), (1, 1), (0, 1))}

    def variance(p0: Numbers, p1: Numbers) -> Numbers:
        b, a = 1 / (totals[0] * p0 * (1 - p0)), 1 / (totals[1] * p1 * (1 - p1))
        moved = a[code] * x1 - b[code] * x0
        fixed = (a * p1)[code] * n1 - (b * p0)[code] * n0
        whole = (a * p1) ** 2 * nn[1, 1] + (b * p0) ** 2 * nn[0, 0] - 2 * a * p1 * b * p0 * nn[0, 1]
        clustered = summed(moved**2 - 2 * moved * fixed) + whole
        # A handful of hits by different employers cannot show that they are spread more evenly than by chance.
        return np.maximum(clustered * len(size) / max(1, len(size) - 1), a + b)

    change = logit(smooth1) - logit(smooth0)
    larger = np.maximum(count0 / max(1.0, totals[0]), count1 / max(1.0, totals[1]))
    return pd.DataFrame(
        {
            "item": pd.Series(items, dtype="str"),
            "count_before": count0.astype("int64"),
            "count_after": count1.astype("int64"),
            "share_before_pct": 100 * count0 / max(1.0, totals[0]),
            "share_after_pct": 100 * count1 / max(1.0, totals[1]),
            "employers": employers.astype("int64"),
            "is_tested": (100 * larger >= LEAST_PCT) & (employers >= FEWEST_EMPLOYERS),
            "change_log_odds": change,
            "error": np.sqrt(variance(smooth0, smooth1)),
            "score": change / np.sqrt(variance(together, together)),  # the error there is if nothing has changed
        }
    )
