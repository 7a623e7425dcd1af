"""What roles ask for: profiles of skills, with employers drawn again and again for intervals (METHODS 5.13)."""

from __future__ import annotations

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
