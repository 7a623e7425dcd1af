"""The extractor's own error in a share: labels of a sample put right what the tags say (METHODS 5.3).

Prediction-powered: a corrected share is the tagged one plus the mean of weight · (label − tag). Here the labels are
taken per tagged AI level and applied to each month's mix of levels: p* = sum over levels of (the level's share of the
month) · (how often labellers say yes there). Over all openings together this is the prediction-powered estimate
itself; for a month it assumes that the tag of a level is wrong as often as in the other months, not that all tags are.

Answers, the frame these functions take: panel, posting_id, ai_level (as tagged now), labelled (AI level by a reader),
weight (inverse inclusion probability); a row per label, so that a posting with two labellers has two.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.records import AI_LEVELS, IN_DUTIES
from pipeline.trends.shares import Z

FEWEST_LABELS = 200  # labelled openings of a panel; with fewer its series carry no correction
IN_DUTIES_NAME = "in_duties"
DEFINITIONS: dict[str, frozenset[str]] = {
    IN_DUTIES_NAME: frozenset(IN_DUTIES),
    **{level: frozenset({level}) for level in AI_LEVELS},
}
UNKNOWN_VARIANCE = 0.25  # of a level that nobody labelled: anything can be
ERRORS = ["panel", "definition", "ai_level", "labels", "mean", "smooth", "variance"]
CHECKS = ["panel", "definition", "labels", "naive", "correction", "sensitivity", "specificity"]


def errors(answers: pd.DataFrame) -> pd.DataFrame:
    """ERRORS: per panel, definition and tagged AI level, what labellers said of the openings tagged so.

    labels: openings labelled; mean: weighted share that a labeller puts under the definition (two labellers: their
    mean); smooth: the same with half an opening added on both sides, so that no is never certain; variance: of mean,
    smooth · (1 − smooth) over the effective number of openings. A level without labels keeps the tag's word, with
    UNKNOWN_VARIANCE.
    """
    rows = []
    for panel, of_panel in _openings(answers).groupby("panel", sort=True):
        for definition, levels in DEFINITIONS.items():
            for level in AI_LEVELS:
                said = of_panel[of_panel["ai_level"] == level]
                rows.append((panel, definition, level, len(said), *_moments(said, definition, level in levels)))
    return pd.DataFrame(rows, columns=ERRORS).astype({"labels": "int64"})


def _moments(said: pd.DataFrame, definition: str, is_tagged: bool) -> tuple[float, float, float]:
    """mean, smooth and variance of one level."""
    if said.empty:
        return float(is_tagged), 0.5, UNKNOWN_VARIANCE
    weight = said["weight"]
    mean = float(np.average(said[definition], weights=weight))
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    smooth = (effective * mean + 0.5) / (effective + 1)
    return mean, smooth, smooth * (1 - smooth) / effective


def _openings(answers: pd.DataFrame) -> pd.DataFrame:
    """One row per panel and labelled opening: ai_level, weight, and per definition the share of its labellers."""
    marked = answers.assign(**{name: answers["labelled"].isin(levels) for name, levels in DEFINITIONS.items()})
    kept = {"ai_level": "first", "weight": "first", **dict.fromkeys(DEFINITIONS, "mean")}
    return marked.groupby(["panel", "posting_id"], as_index=False).agg(kept)


def checks(answers: pd.DataFrame) -> pd.DataFrame:
    """CHECKS: per panel and definition, over the labelled openings as drawn.

    naive: weighted share by tags; correction: mean of weight · (label − tag), what to add to it; sensitivity and
    specificity of the tags, null where no label says yes (or no).
    """
    rows = []
    for panel, said in _openings(answers).groupby("panel", sort=True):
        weight = said["weight"] / said["weight"].mean()
        for definition, levels in DEFINITIONS.items():
            tag, label = said["ai_level"].isin(levels).astype(float), said[definition]
            yes, no = (weight * label).sum(), (weight * (1 - label)).sum()
            sensitivity = (weight * tag * label).sum() / yes if yes else np.nan
            specificity = (weight * (1 - tag) * (1 - label)).sum() / no if no else np.nan
            correction = (weight * (label - tag)).mean()
            rows.append((panel, definition, len(said), (weight * tag).mean(), correction, sensitivity, specificity))
    return pd.DataFrame(rows, columns=CHECKS).astype({"labels": "int64"})


def rogan_gladen(share: float, sensitivity: float, specificity: float) -> float | None:
    """(p + specificity − 1) / (sensitivity + specificity − 1) within 0..1; None where the tags tell nothing."""
    told = sensitivity + specificity - 1
    return min(1.0, max(0.0, (share + specificity - 1) / told)) if told > 0 else None


def corrected(counts: pd.DataFrame, error: pd.DataFrame) -> pd.DataFrame:
    """Corrected shares: the index of `counts`, with share, low, high (0..1) and variance.

    `counts`: a row per share with a column per AI level (openings tagged so) and deff, the design effect of employer
    clusters (0: the openings are all there are, and only the labels err). `error`: rows of one panel and definition
    of `errors`. The variances of openings and labels add; Wilson with the sample size that has their sum.
    """
    known = error.set_index("ai_level").loc[list(AI_LEVELS)]
    n = counts[list(AI_LEVELS)].sum(axis=1)
    mix = counts[list(AI_LEVELS)].div(n, axis=0)
    share, smooth = mix @ known["mean"], mix @ known["smooth"]
    variance = (mix**2) @ known["variance"] + counts["deff"] * smooth * (1 - smooth) / n
    zz = Z * Z * variance / (smooth * (1 - smooth))
    half = Z * np.sqrt(share * (1 - share) * zz / (Z * Z) + zz * zz / (4 * Z * Z))
    return pd.DataFrame(
        {
            "share": share,
            "low": ((share + zz / 2 - half) / (1 + zz)).clip(lower=0),
            "high": ((share + zz / 2 + half) / (1 + zz)).clip(upper=1),
            "variance": variance,
        }
    )
