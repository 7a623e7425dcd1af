"""How much a skill belongs to AI by the company it keeps, not by hand (Babina et al. 2024; METHODS 5.12)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betaln, logit
from scipy.stats import spearmanr

from pipeline.trends.schemas import MENTIONS, Schema

Numbers = NDArray[np.float64]

TOP = 5  # skills of an opening whose mean is its score
FEWEST_OPENINGS = 20  # that ask for a skill

HITS = Schema("openings", {"opening_id": "id", "core": "text?"})
RELATED = Schema(
    "relatedness",
    {"skill": "text", "n": "count", "with_ai": "count", "with_ai_pct": "number", "relatedness": "number"},
)


def relatedness(openings: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """RELATED: one row per skill, logit P(AI | skill) − logit P(AI), shrunk; the most AI first.

    `openings`: opening_id and `core`, the core AI skills that make it an AI opening, joined by spaces (null: none).
    Give only those of openings with AI in their duties: where every posting speaks of AI, talk would make Python AI.
    A core skill is left out of its own company: an opening counts as AI for it only by another core skill. Shrinkage is
    beta-binomial, its prior by maximum likelihood over all skills. For postings of year t use those of t − 1.
    """
    HITS(openings)
    cores = openings.set_index("opening_id")["core"].fillna("").str.split()
    number = cores.map(len)
    named = MENTIONS(mentions).drop_duplicates(["opening_id", "skill"])
    named = named[named["opening_id"].isin(number.index)]
    own = cores.explode().dropna().reset_index().set_axis(["opening_id", "skill"], axis=1).assign(is_own=1)
    named = named.merge(own, on=["opening_id", "skill"], how="left")
    others = named["opening_id"].map(number) - named["is_own"].fillna(0)
    counted = named.assign(hit=others > 0).groupby("skill")["hit"].agg(n="size", with_ai="sum")
    counted = counted[counted["n"] >= FEWEST_OPENINGS].reset_index()
    if counted.empty:
        return RELATED.empty()
    n, hits = counted["n"].to_numpy(float), counted["with_ai"].to_numpy(float)
    base = (float((number > 0).mean()) * len(number) + 0.5) / (len(number) + 1)
    a, b = prior(n, hits)
    counted["with_ai_pct"] = 100 * hits / n
    counted["relatedness"] = logit((hits + a) / (n + a + b)) - logit(base)
    return RELATED(counted.sort_values(["relatedness", "skill"], ascending=[False, True], ignore_index=True))


def prior(n: Numbers, hits: Numbers) -> tuple[float, float]:
    """The beta prior of many shares, by maximum likelihood of the beta-binomial."""

    def unlikely(logs: Numbers) -> float:
        a, b = np.exp(np.clip(logs, -6, 10))
        return float(-np.sum(betaln(hits + a, n - hits + b) - betaln(a, b)))

    found = minimize(unlikely, np.zeros(2), method="Nelder-Mead")
    a, b = np.exp(np.clip(found.x, -6, 10))
    return float(a), float(b)


def scores(mentions: pd.DataFrame, related: pd.DataFrame) -> pd.DataFrame:
    """opening_id and score: the mean of the TOP most AI-related skills of each opening that has a known one."""
    value = RELATED(related).set_index("skill")["relatedness"]
    named = MENTIONS(mentions).assign(score=mentions["skill"].map(value)).dropna(subset=["score"])
    best = named.sort_values("score", ascending=False).groupby("opening_id").head(TOP)
    return best.groupby("opening_id")["score"].mean().reset_index()


def agreement(related: pd.DataFrame, tiers: dict[str, int]) -> float:
    """Spearman's rank correlation with tiers set by hand (skill → how much AI it is); NaN with fewer than three."""
    told = RELATED(related)[related["skill"].isin(tiers)]
    return float(spearmanr(told["relatedness"], told["skill"].map(tiers)).statistic) if len(told) > 2 else np.nan
