"""Whether work with AI is offered remotely more often, net of role, seniority, country, month, source (METHODS 5.16).

Three odds ratios stand side by side: raw; net of the controls; and within employers, where an employer's own habit
falls out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, hstack
from scipy.special import expit
from scipy.stats import norm, t

from pipeline.trends.schemas import OPENINGS, Schema

Numbers = NDArray[np.float64]

CONTROLS = ("role_seniority", "country", "month", "source")
FEWEST_EMPLOYERS = 10
RARE = 20  # openings; rarer values of a control are taken together
RIDGE = 1e-4  # on the controls alone
STEPS = 50
LARGEST_GROUP = 30  # openings of an employer and half-year that are compared; more are drawn at random
HALF_YEAR = 6

REMOTE = OPENINGS.also(source="text", role="text", seniority="text?", country="text?", is_ai="flag", is_remote="flag")
ODDS = Schema(
    "odds",
    {
        "definition": "text",
        "n": "count",
        "n_ai": "count",
        "employers": "count",
        "odds_ratio": "number?",
        "low": "number?",
        "high": "number?",
        "p": "number?",
        "suppressed_because": "text?",
    },
)


def odds(openings: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """ODDS: three rows, the odds of remote with AI against without: raw, net of CONTROLS, within employers.

    `openings`: REMOTE; only openings whose workplace is known should be given. raw and net: logit, errors clustered by
    employer. within employers: conditional logit over employer × half-year with the controls' linear predictor as a
    second variable; only groups in which both remote and AI vary count.
    """
    counted = REMOTE(openings).assign(
        role_seniority=openings["role"] + " " + openings["seniority"].fillna("unknown"),
        country=openings["country"].fillna("unknown"),
    )
    remote, ai = (counted[name].to_numpy(float) for name in ("is_remote", "is_ai"))
    code, employers = pd.factorize(counted["employer"])
    reason = _too_few(counted)
    if reason:
        sizes = (len(counted), int(ai.sum()), len(employers))
        empty = (np.nan, np.nan, np.nan, np.nan, reason)
        return ODDS.frame([(name, *sizes, *empty) for name in ("raw", "net of controls", "within employers")])
    rows: list[tuple[object, ...]] = []
    predicted = np.zeros(len(counted))
    for name, columns in (("raw", ()), ("net of controls", CONTROLS)):
        design = _design(counted, columns)
        value, error, predicted = logit_clustered(remote, ai, design, code)
        p = 2 * t.sf(abs(value / error), max(1, len(employers) - 1))
        rows.append((name, len(counted), int(ai.sum()), len(employers), *_ratio(value, error), float(p), None))
    rows.append(_within(counted, predicted, seed))
    return ODDS.frame(rows)


def _too_few(counted: pd.DataFrame) -> str | None:
    for flag in ("is_ai", "is_remote"):
        for value in (True, False):
            if counted.loc[counted[flag] == value, "employer"].nunique() < FEWEST_EMPLOYERS:
                return f"fewer than {FEWEST_EMPLOYERS} employers with {flag} {str(value).lower()}"
    return None


def _design(counted: pd.DataFrame, columns: Sequence[str]) -> csr_array:
    """A constant and one column per value of every control but its most frequent; rare values are one."""
    parts = [np.ones((len(counted), 1))]
    for name in columns:
        values = counted[name].astype("str")
        common = values.map(values.value_counts()) >= RARE
        code, names = pd.factorize(values.where(common, "rare"))
        usual = np.bincount(code).argmax()
        kept = code != usual
        matrix = coo_array((np.ones(kept.sum()), (np.flatnonzero(kept), code[kept])), shape=(len(counted), len(names)))
        parts.append(matrix.tocsr()[:, [place for place in range(len(names)) if place != usual]])
    return csr_array(hstack([csr_array(part) for part in parts]))


def logit_clustered(
    hit: Numbers, x: Numbers, controls: csr_array, employer: NDArray[np.int64]
) -> tuple[float, float, Numbers]:
    """Log-odds ratio of x, its error clustered by employer, and what the controls alone predict (log-odds).

    Newton steps on sparse normal equations: hundreds of month and role effects cost statsmodels a dense matrix.
    """
    design = csr_array(hstack([csr_array(x[:, None]), controls]))
    penalty = np.full(design.shape[1], RIDGE)
    penalty[:2] = 0.0
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        p = expit(design @ beta)
        hessian = (design.T @ design.multiply((p * (1 - p))[:, None])).toarray() + np.diag(penalty)
        step = np.linalg.solve(hessian, design.T @ (hit - p) - penalty * beta)
        beta = beta + np.clip(step, -3, 3)
        if np.abs(step).max() < 1e-9:
            break
    p = expit(design @ beta)
    row = np.linalg.solve(
        (design.T @ design.multiply((p * (1 - p))[:, None])).toarray() + np.diag(penalty), np.eye(len(beta))[0]
    )
    pull = np.bincount(employer, weights=(design @ row) * (hit - p))
    clusters = len(pull)
    error = np.sqrt((pull**2).sum() * clusters / max(1, clusters - 1))
    return float(beta[0]), float(error), np.asarray(design @ beta - beta[0] * x)


def _within(counted: pd.DataFrame, predicted: Numbers, seed: int) -> tuple[object, ...]:
    """The row "within employers"."""
    from statsmodels.discrete.conditional_models import ConditionalLogit

    half_year = (counted["month"].dt.year * 12 + counted["month"].dt.month - 1) // HALF_YEAR
    frame = pd.DataFrame(
        {
            "group": counted["employer"] + " " + half_year.astype("str"),
            "employer": counted["employer"],
            "hit": counted["is_remote"].astype(float),
            "ai": counted["is_ai"].astype(float),
            "predicted": predicted,
        }
    )
    frame = frame.sample(frac=1.0, random_state=seed)
    frame = frame[frame.groupby("group").cumcount() < LARGEST_GROUP]
    groups = frame.groupby("group")
    frame = frame[(groups["hit"].transform("nunique") == 2) & (groups["ai"].transform("nunique") == 2)]
    employers = frame["employer"].nunique()
    size = (len(frame), int(frame["ai"].sum()), int(employers))
    name = "within employers"
    if employers < FEWEST_EMPLOYERS:
        reason = f"fewer than {FEWEST_EMPLOYERS} employers that vary in both"
        return (name, *size, np.nan, np.nan, np.nan, np.nan, reason)
    exog = frame[["ai", "predicted"]].to_numpy()
    found = ConditionalLogit(frame["hit"].to_numpy(), exog, groups=pd.factorize(frame["group"])[0]).fit(disp=False)
    value, error = float(found.params[0]), float(found.bse[0])
    return (name, *size, *_ratio(value, error), float(2 * norm.sf(abs(value / error))), None)


def _ratio(value: float, error: float) -> tuple[float, float, float]:
    half = float(norm.ppf(0.975)) * error
    return float(np.exp(value)), float(np.exp(value - half)), float(np.exp(value + half))
