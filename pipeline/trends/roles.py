"""What roles ask for, how far they lie from each other, and what is missing on the way (METHODS 5.13).

Employers are drawn again and again, so that ranks of roles and of missing skills have intervals. A coverage is no
probability of being hired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from pipeline.trends.bootstrap import weights
from pipeline.trends.schemas import MENTIONS, Schema

Numbers = NDArray[np.float64]

PRIOR = 20.0  # openings that the share in all IT counts as in a role's profile
FEWEST_EMPLOYERS = 10  # that ask a role for a skill, else it is not of its profile
NEAREST = 10  # skills that may stand in for one, itself among them
STAND_IN = 0.5  # at most: who knows what is alike still has to learn the other half
FEWEST_TOGETHER = 5  # openings with both, else two skills are not known to be near
LISTED_PCT = 80.0  # of what is missing
DRAWS = 199

# Openings with one role alone, and role blocks: only there do skills belong to the role.
ROLE_OPENINGS = Schema("role openings", {"opening_id": "id", "employer": "text", "role": "text"})
PROFILE = Schema(
    "profile",
    {
        "role": "text",
        "skill": "text",
        "n": "count",
        "share_pct": "number",
        "low_pct": "number",
        "high_pct": "number",
        "rca": "number",
        "is_kept": "flag",
    },
)
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


class UnknownRole(LookupError):
    """A role that no opening has; names it and those there are."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """R roles by K skills; arrays with a first axis hold what was observed, then one row per draw of employers."""

    roles: tuple[str, ...]
    skills: tuple[str, ...]
    n: NDArray[np.int64]  # (R,) openings
    employers: NDArray[np.int64]  # (R,)
    share: Numbers  # (1 + draws, R, K) of the role's openings that ask for the skill, shrunk towards all IT
    base: Numbers  # (1 + draws, K) of all openings
    kept: NDArray[np.bool_]  # (R, K) at least as usual as in all IT, and asked for by enough employers
    near: NDArray[np.int64]  # (K, NEAREST) the skills nearest to each, itself first
    likeness: Numbers  # (K, NEAREST) 1 for itself, 0..1 for the others

    def role(self, name: str) -> int:
        """The role's number; UnknownRole."""
        if name not in self.roles:
            raise UnknownRole(f"no opening has the role {name!r}; there are {', '.join(self.roles)}")
        return self.roles.index(name)

    def weight(self, role: int) -> Numbers:
        """(1 + draws, K) how much each skill matters to the role: share × log2(1 + RCA), 0 outside its profile."""
        share = self.share[:, role]
        return np.where(self.kept[role], share * np.log2(1 + share / self.base), 0.0)


def profiles(openings: pd.DataFrame, mentions: pd.DataFrame, draws: int = DRAWS, seed: int = 0) -> Profiles:
    """Profiles of all roles. `openings`: ROLE_OPENINGS, a row per opening (or role block); `mentions`: MENTIONS."""
    ROLE_OPENINGS(openings)
    role, roles = pd.factorize(openings["role"], sort=True)
    employer, employers = pd.factorize(openings["employer"], sort=True)
    asked, skills = _asked(openings, mentions)
    drawn = np.vstack([np.ones(len(employers)), weights(len(employers), draws, np.random.default_rng(seed))])
    n, counts = np.zeros((len(drawn), len(roles))), np.zeros((len(drawn), len(roles), len(skills)))
    of_employers = np.zeros((len(roles), len(skills)))
    clusters = np.zeros(len(roles), dtype=np.int64)
    for number in range(len(roles)):
        rows = np.flatnonzero(role == number)
        who, own = np.unique(employer[rows], return_inverse=True)
        clusters[number] = len(who)
        of_employer = coo_array((np.ones(len(rows)), (own, np.arange(len(rows)))), shape=(len(who), len(rows))).tocsr()
        summed = (of_employer @ asked[rows]).tocsr()
        n[:, number] = drawn[:, who] @ of_employer.sum(axis=1)
        counts[:, number] = drawn[:, who] @ summed
        of_employers[number] = (summed > 0).sum(axis=0)
    base = (counts.sum(axis=1) + 0.5) / (n.sum(axis=1)[:, None] + 1)
    share = (counts + PRIOR * base[:, None]) / (n[:, :, None] + PRIOR)
    near, likeness = similar(asked)
    kept = (share[0] >= base[0]) & (of_employers >= FEWEST_EMPLOYERS)
    names = tuple(map(str, roles)), tuple(map(str, skills))
    return Profiles(*names, n[0].astype(np.int64), clusters, share, base, kept, near, likeness)


def table(found: Profiles) -> pd.DataFrame:
    """PROFILE: one row per role and skill of its profile, the most telling first; low, high: 95 % over the draws."""
    rows: list[tuple[object, ...]] = []
    for number, role in enumerate(found.roles):
        matters = found.weight(number)[0]
        low, high = np.quantile(found.share[1:, number], [0.025, 0.975], axis=0)
        for skill in np.argsort(-matters, kind="stable")[: int(found.kept[number].sum())]:
            share = found.share[0, number, skill]
            numbers = (
                100 * share,
                100 * min(share, low[skill]),
                100 * max(share, high[skill]),
                share / found.base[0, skill],
            )
            rows.append((role, found.skills[skill], int(found.n[number]), *numbers, True))
    return PROFILE.frame(rows)


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


def similar(asked: csr_array) -> tuple[NDArray[np.int64], Numbers]:
    """The NEAREST skills of each (itself first) and their likeness: STAND_IN × squared cosine of positive NPMIs.

    Squared, because the cosine of two skills that merely stand in the same kind of postings is already about a half.
    """
    openings, skills = asked.shape
    together = np.asarray((asked.T @ asked).todense(), dtype=np.float64)
    alone = together.diagonal().copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        p = together / openings
        npmi = np.log(p / np.outer(alone / openings, alone / openings)) / -np.log(p)
    npmi = np.where(together >= FEWEST_TOGETHER, np.nan_to_num(np.maximum(npmi, 0), posinf=1.0), 0.0)
    np.fill_diagonal(npmi, 0.0)  # a skill says nothing by standing beside itself
    length = np.linalg.norm(npmi, axis=1, keepdims=True)
    unit = npmi / np.maximum(length, 1e-12)
    likeness = STAND_IN * np.clip(unit @ unit.T, 0, 1) ** 2
    np.fill_diagonal(likeness, 1.0)
    near = np.argsort(-likeness, axis=1, kind="stable")[:, : min(NEAREST, skills)]
    return near, np.take_along_axis(likeness, near, axis=1)


def _asked(openings: pd.DataFrame, mentions: pd.DataFrame) -> tuple[csr_array, pd.Index]:
    """Openings × skills, 1 where the opening asks for it; mentions of other openings are left out."""
    row = pd.Index(openings["opening_id"]).get_indexer(pd.Index(MENTIONS(mentions)["opening_id"]))
    skill, skills = pd.factorize(mentions["skill"], sort=True)
    told = row >= 0
    matrix = coo_array((np.ones(told.sum()), (row[told], skill[told])), shape=(len(openings), len(skills))).tocsr()
    matrix.data[:] = 1.0
    return matrix, skills


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
