"""Which skills are asked for together more than their frequency and the length of postings explain (METHODS 5.11).

Long postings name everything together, so pairs are compared within terciles of length (Cochran–Mantel–Haenszel).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.stats import norm

from pipeline.trends.growth import benjamini_hochberg
from pipeline.trends.schemas import MENTIONS, Schema

Numbers = NDArray[np.float64]

TERCILES = 3
FEWEST_EMPLOYERS = 10  # that ask for both
LEAST_ODDS = 1.5  # an odds ratio must be shown to lie above it: everything in IT goes together a little
BACKBONE = 0.05  # of the disparity filter (Serrano et al. 2009)

LENGTHS = Schema("openings", {"opening_id": "id", "employer": "text", "text_length": "count"})
PAIRS = Schema(
    "pairs",
    {
        "skill": "text",
        "other": "text",
        "count": "count",
        "employers": "count",
        "lift": "number",
        "npmi": "number",
        "odds_ratio": "number",
        "low": "number",
        "high": "number",
        "p": "number",
        "is_edge": "flag",
        "is_backbone": "flag",
    },
)


def pairs(openings: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """PAIRS: one row per pair of skills that FEWEST_EMPLOYERS ask for together, the strongest odds first.

    `openings`: LENGTHS; `mentions`: MENTIONS. odds_ratio: Mantel–Haenszel over terciles of text_length, 0.5 added to
    every cell; its variance (Robins, Breslow and Greenland 1986) is multiplied by the pair's clustering in employers,
    sum x_e² / sum x_e. p: that it lies above LEAST_ODDS; is_edge after Benjamini–Hochberg over all pairs tested.
    is_backbone: an edge that the disparity filter keeps for one of its skills. lift and npmi are for display.
    """
    asked, skills, length, employer = _matrix(openings, mentions)
    if not len(skills):
        return PAIRS.empty()
    one, other, employers, clustering = _tested(asked, employer)
    if not len(one):
        return PAIRS.empty()
    together, first, second, size = (
        np.zeros((3, len(one))),
        np.zeros((3, len(one))),
        np.zeros((3, len(one))),
        np.zeros(3),
    )
    for tercile in range(TERCILES):
        rows = asked[np.flatnonzero(length == tercile)]
        joint, alone = (rows.T @ rows).tocsr(), np.asarray(rows.sum(axis=0)).ravel()
        together[tercile] = np.asarray(joint[one, other]).ravel()
        first[tercile], second[tercile], size[tercile] = alone[one], alone[other], rows.shape[0]
    log_odds, error = mantel_haenszel(together, first, second, size)
    error = error * np.sqrt(clustering)
    p = norm.sf((log_odds - np.log(LEAST_ODDS)) / error)
    is_edge, _ = benjamini_hochberg(p)
    count = together.sum(axis=0)
    share, expected = count / size.sum(), first.sum(axis=0) * second.sum(axis=0) / size.sum() ** 2
    half = norm.ppf(0.975) * error
    found = pd.DataFrame(
        {
            "skill": pd.Series(skills[one], dtype="str"),
            "other": pd.Series(skills[other], dtype="str"),
            "count": count.astype("int64"),
            "employers": employers,
            "lift": share / expected,
            "npmi": np.where(share < 1, np.log(share / expected) / -np.log(np.minimum(share, 1 - 1e-12)), 1.0),
            "odds_ratio": np.exp(log_odds),
            "low": np.exp(log_odds - half),
            "high": np.exp(log_odds + half),
            "p": p,
            "is_edge": is_edge,
            "is_backbone": is_edge & _backbone(one, other, np.where(is_edge, np.maximum(log_odds, 0), 0), len(skills)),
        }
    )
    return PAIRS(found.sort_values(["odds_ratio", "skill", "other"], ascending=[False, True, True], ignore_index=True))


def mantel_haenszel(both: Numbers, first: Numbers, second: Numbers, size: Numbers) -> tuple[Numbers, Numbers]:
    """Log odds ratio and its standard error of many 2 × 2 tables: arrays strata × tables, `size` per stratum."""
    a = both + 0.5
    b, c = first - both + 0.5, second - both + 0.5
    d = size[:, None] - first - second + both + 0.5
    n = a + b + c + d
    agree, differ = (a + d) / n, (b + c) / n
    r, s = a * d / n, b * c / n
    top, bottom = r.sum(axis=0), s.sum(axis=0)
    variance = (
        (agree * r).sum(axis=0) / (2 * top**2)
        + (agree * s + differ * r).sum(axis=0) / (2 * top * bottom)
        + (differ * s).sum(axis=0) / (2 * bottom**2)
    )
    return np.log(top / bottom), np.sqrt(variance)


def _matrix(
    openings: pd.DataFrame, mentions: pd.DataFrame
) -> tuple[csr_array, NDArray[np.object_], NDArray[np.int64], NDArray[np.int64]]:
    """Openings × skills, names of skills, tercile of length and number of the employer of each opening."""
    LENGTHS(openings)
    row = pd.Index(openings["opening_id"]).get_indexer(pd.Index(MENTIONS(mentions)["opening_id"]))
    skill, skills = pd.factorize(mentions["skill"], sort=True)
    told = row >= 0
    shape = (len(openings), len(skills))
    asked = coo_array((np.ones(told.sum()), (row[told], skill[told])), shape=shape).tocsr()
    asked.data[:] = 1.0
    order = openings["text_length"].rank(method="first").to_numpy(float)
    tercile = np.minimum(TERCILES - 1, ((order - 1) * TERCILES / max(1, len(openings))).astype(np.int64))
    return asked, np.asarray(skills, dtype=object), tercile, np.asarray(pd.factorize(openings["employer"])[0], np.int64)


def _tested(
    asked: csr_array, employer: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Numbers]:
    """Pairs (one < other) that enough employers ask for together; how many do, and sum x_e² / sum x_e over them.

    Only pairs with as many openings can have so many employers: their openings alone are looked at.
    """
    joint = coo_array(np.triu((asked.T @ asked).toarray(), 1))
    often = joint.data >= FEWEST_EMPLOYERS
    skills = asked.shape[1]
    wanted = np.sort(joint.row[often].astype(np.int64) * skills + joint.col[often])
    starts, places = asked.indptr, asked.indices
    keys = []
    for size in np.unique(np.diff(starts)):
        rows = np.flatnonzero(np.diff(starts) == size)
        named = np.sort(places[starts[rows][:, None] + np.arange(size)], axis=1).astype(np.int64)
        left, right = np.triu_indices(size, 1)
        pair = named[:, left] * skills + named[:, right]
        at = np.searchsorted(wanted, pair)
        kept = (at < len(wanted)) & (wanted[np.minimum(at, len(wanted) - 1)] == pair) if len(wanted) else at < 0
        who = np.broadcast_to(employer[rows][:, None], pair.shape)
        keys.append(at[kept] * (int(employer.max()) + 1) + who[kept])
    key, times = np.unique(np.concatenate(keys) if keys else np.array([], dtype=np.int64), return_counts=True)
    of_pair = key // (int(employer.max()) + 1)
    employers = np.bincount(of_pair, minlength=len(wanted))
    squares = np.bincount(of_pair, weights=times.astype(float) ** 2, minlength=len(wanted))
    total = np.bincount(of_pair, weights=times.astype(float), minlength=len(wanted))
    enough = employers >= FEWEST_EMPLOYERS
    pair = wanted[enough]
    return pair // skills, pair % skills, employers[enough].astype(np.int64), squares[enough] / total[enough]


def _backbone(one: NDArray[np.int64], other: NDArray[np.int64], weight: Numbers, skills: int) -> NDArray[np.bool_]:
    """Edges whose part of all weight at one of their ends is more than chance would give it, or all there is."""
    ends, doubled = np.concatenate([one, other]), np.concatenate([weight, weight])
    degree = np.bincount(ends[doubled > 0], minlength=skills)
    strength = np.bincount(ends, weights=doubled, minlength=skills)
    kept = np.zeros(len(one), dtype=bool)
    for end in (one, other):
        part = np.divide(weight, strength[end], out=np.zeros(len(weight)), where=strength[end] > 0)
        kept |= ((1 - part) ** np.maximum(0, degree[end] - 1) < BACKBONE) | ((degree[end] == 1) & (weight > 0))
    return kept
