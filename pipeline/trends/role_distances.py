"""How far two roles lie from each other, year by year (METHODS 5.13)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.trends.roles import DRAWS, FEWEST_EMPLOYERS, ROLE_OPENINGS, Numbers, Profiles, profiles
from pipeline.trends.schemas import Schema

DISTANCE = Schema(
    "distance",
    {
        "year": "count",
        "role": "text",
        "other": "text",
        "n": "count",
        "n_other": "count",
        "distance": "number",
        "low": "number",
        "high": "number",
    },
)


def distances(
    openings: pd.DataFrame, mentions: pd.DataFrame, pairs: Sequence[tuple[str, str]], draws: int = DRAWS
) -> pd.DataFrame:
    """DISTANCE: Jensen–Shannon distance (0 alike, 1 nothing in common) of each pair of roles, by year.

    `openings`: ROLE_OPENINGS with month. Fewer openings look further apart: the draws' mean excess is taken off.
    Years in which one of the two has fewer than FEWEST_EMPLOYERS employers are left out.
    """
    ROLE_OPENINGS.also(month="month")(openings)
    rows: list[tuple[object, ...]] = []
    for year, of_year in openings.groupby(openings["month"].dt.year, sort=True):
        found = profiles(of_year, mentions[mentions["opening_id"].isin(of_year["opening_id"])], draws)
        for role, other in pairs:
            if role not in found.roles or other not in found.roles:
                continue
            one, two = found.role(role), found.role(other)
            if min(found.employers[one], found.employers[two]) < FEWEST_EMPLOYERS:
                continue
            either = found.kept[one] | found.kept[two]
            each = _jensen_shannon(_telling(found, one, either), _telling(found, two, either))
            value = float(np.clip(2 * each[0] - each[1:].mean(), 0, 1))
            low, high = np.clip(2 * each[0] - np.quantile(each[1:], [0.975, 0.025]), 0, 1)
            numbers = int(found.n[one]), int(found.n[two]), value, min(low, value), max(high, value)
            rows.append((int(str(year)), role, other, *numbers))
    return DISTANCE.frame(rows)


def _telling(found: Profiles, role: int, skills: NDArray[np.bool_]) -> Numbers:
    """(1 + draws, skills) the RCA-weighted profile over these skills, adding to 1."""
    share = found.share[:, role][:, skills]
    weight = share * np.log2(1 + share / found.base[:, skills])
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _jensen_shannon(one: Numbers, two: Numbers) -> Numbers:
    middle = (one + two) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.nansum(np.where(part > 0, part * np.log2(part / middle), 0.0), axis=1) for part in (one, two)]
    return np.asarray(np.sqrt(np.maximum(0, (parts[0] + parts[1]) / 2)))
