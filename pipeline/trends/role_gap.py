"""Which roles somebody comes near to, and what is missing on the way to one (METHODS 5.13).

Employers are drawn again and again, so that ranks of roles and of missing skills have intervals. A coverage is no
probability of being hired.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.trends.roles import Numbers, Profiles
from pipeline.trends.schemas import Schema

LISTED_PCT = 80.0  # of what is missing

REACH = Schema(
    "reach",
    {
        "role": "text",
        "n": "count",
        "employers": "count",
        "coverage": "number",
        "low": "number",
        "high": "number",
        "rank": "count",
        "rank_low": "count",
        "rank_high": "count",
    },
)
GAP = Schema(
    "gap",
    {
        "skill": "text",
        "asked_pct": "number",
        "have_pct": "number",
        "covered": "number",
        "missing": "number",
        "low": "number",
        "high": "number",
        "rank": "count",
        "rank_low": "count",
        "rank_high": "count",
        "cumulated_pct": "number",
        "is_listed": "flag",
    },
)


def owning(found: Profiles, skills: Sequence[str]) -> Numbers:
    """(1, K) what someone has who knows these skills, as `reach` and `gap` take it; unknown ones raise KeyError."""
    unknown = sorted(set(skills) - set(found.skills))
    if unknown:
        raise KeyError(f"no opening asks for {', '.join(unknown)}")
    return np.isin(np.array(found.skills), list(skills)).astype(np.float64)[None, :]


def reach(found: Profiles, origin: str | Numbers) -> pd.DataFrame:
    """REACH: every role but the origin by how much of it the origin covers, the best first.

    `origin`: a role, or what `owning` gives. coverage = sum of weight × covered / sum of weight over the target's
    profile: 1 for the origin itself, 0 for somebody who knows nothing. Intervals and ranks: 95 % over the draws.
    """
    have, itself = _have(found, origin)
    targets = [number for number in range(len(found.roles)) if number != itself and found.kept[number].any()]
    if not targets:
        return REACH.empty()
    each = np.column_stack([_coverage(found, have, number) for number in targets])
    places = (-each).argsort(axis=1, kind="stable").argsort(axis=1) + 1
    low, high = np.quantile(each[1:], [0.025, 0.975], axis=0)
    first, last = np.quantile(places[1:], [0.025, 0.975], axis=0, method="nearest")
    rows: list[tuple[object, ...]] = [
        (
            found.roles[number], int(found.n[number]), int(found.employers[number]), each[0, at],
            min(low[at], each[0, at]), max(high[at], each[0, at]), int(places[0, at]),
            int(min(first[at], places[0, at])), int(max(last[at], places[0, at])),
        )
        for at, number in enumerate(targets)
    ]  # fmt: skip
    return REACH.frame(sorted(rows, key=lambda row: int(str(row[6]))))


def gap(found: Profiles, origin: str | Numbers, target: str) -> pd.DataFrame:
    """GAP: the skills of the target's profile by what is missing of them, the most first.

    missing = weight × (1 − covered), as a share of all that the target asks; is_listed: the first that add to
    LISTED_PCT of what is missing. Intervals and ranks: 95 % over the draws.
    """
    have, _ = _have(found, origin)
    number = found.role(target)
    skills = np.flatnonzero(found.kept[number])
    if not len(skills):
        return GAP.empty()
    weight = found.weight(number)[:, skills]
    covered = _covered(found, have, number, skills)
    missing = weight * (1 - covered) / weight.sum(axis=1, keepdims=True)
    places = (-missing).argsort(axis=1, kind="stable").argsort(axis=1) + 1
    low, high = np.quantile(missing[1:], [0.025, 0.975], axis=0)
    first, last = np.quantile(places[1:], [0.025, 0.975], axis=0, method="nearest")
    whole, so_far = missing[0].sum(), 0.0
    rows: list[tuple[object, ...]] = []
    for at in np.argsort(-missing[0], kind="stable"):
        is_listed = missing[0, at] > 1e-12 and so_far < LISTED_PCT / 100 * whole
        so_far += missing[0, at]
        rows.append(
            (
                found.skills[skills[at]], 100 * found.share[0, number, skills[at]], 100 * have[0, skills[at]],
                covered[0, at], missing[0, at], min(low[at], missing[0, at]), max(high[at], missing[0, at]),
                int(places[0, at]), int(min(first[at], places[0, at])), int(max(last[at], places[0, at])),
                100 * so_far / whole if whole > 0 else 0.0, bool(is_listed),
            )
        )  # fmt: skip
    return GAP.frame(rows)


def _have(found: Profiles, origin: str | Numbers) -> tuple[Numbers, int]:
    if isinstance(origin, str):
        number = found.role(origin)
        return found.share[:, number], number
    return origin, -1


def _covered(found: Profiles, have: Numbers, target: int, skills: NDArray[np.int64]) -> Numbers:
    """(1 + draws, len(skills)): how far each is covered by what the origin has most like it, asked as often."""
    near, likeness = found.near[skills], found.likeness[skills]
    wanted = found.share[:, target][:, skills]
    best = np.zeros(wanted.shape)
    for place in range(near.shape[1]):
        own = np.minimum(1.0, have[:, near[:, place]] / wanted)
        best = np.maximum(best, own * likeness[:, place])
    return best


def _coverage(found: Profiles, have: Numbers, target: int) -> Numbers:
    skills = np.flatnonzero(found.kept[target])
    weight = found.weight(target)[:, skills]
    return np.asarray((weight * _covered(found, have, target, skills)).sum(axis=1) / weight.sum(axis=1))
