"""Profiles of roles: which skills their openings ask for, and how far one profile is from another.

A profile is the share of a role's openings that asks for each skill. Profiles of few openings look far from everything:
every length and distance here is net of the sampling noise, which employers drawn again tell (METHODS 5.13, 5.14).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.claims.entry import SERIES, Part
from pipeline.claims.evidence import ALL, Evidence, Mask, Selection
from pipeline.claims.measures import normal, too_few
from pipeline.trends import bootstrap
from pipeline.trends.contrasts import Difference, Means, means

Numbers = NDArray[np.float64]

DRAWS = 200
SEED = 20261123
COMMON = 0.01  # a skill counts that one opening in a hundred of some profile asks for
FEWEST_ASKING = 5  # employers
NOISE = 0.5  # a profile of whose squared length so much is noise has no direction


class TooFew(ValueError):
    """A profile stands on too little; says on what."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """Profiles of G groups over S skills, as found and as found again with employers drawn anew."""

    found: Numbers  # (G, S)
    drawn: Numbers  # (draws, G, S)
    groups: Means  # n and employers of the groups

    def products(self) -> tuple[Numbers, Numbers]:
        """Inner products of the profiles (G, G), net of noise: as found, and per draw (draws, G, G)."""
        off = self.drawn - self.drawn.mean(axis=0)
        noise = np.einsum("dgs,dhs->gh", off, off) / (len(self.drawn) - 1)
        raw = self.found @ self.found.T
        if (np.diag(noise) > NOISE * np.diag(raw)).any():
            raise TooFew("a profile is mostly sampling noise")
        again = np.einsum("dgs,dhs->dgh", self.drawn, self.drawn)
        return raw - noise, again - 2 * noise  # what is drawn again has the noise of both drawings


def profiles(evidence: Evidence, groups: list[Mask], draws: int = DRAWS) -> Profiles:
    """The profiles of groups of openings; raises TooFew where the rules of every share would suppress one."""
    weights = np.stack(groups, axis=1).astype(float)
    sizes = means(evidence.employer, weights, np.ones(evidence.size))
    if reason := too_few(sizes):
        raise TooFew(reason)
    inside = np.flatnonzero(weights.any(axis=1))
    employers, cluster = np.unique(evidence.employer[inside], return_inverse=True)
    n, hits = _sums(evidence, weights, inside, cluster.reshape(-1), len(employers))
    again = bootstrap.weights(len(employers), draws, np.random.default_rng(SEED))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = hits.sum(axis=1) / n.sum(axis=1)[:, None]
        drawn = np.stack([(again @ of_group) / (again @ size)[:, None] for of_group, size in zip(hits, n, strict=True)])
    told = np.isfinite(drawn).all(axis=(0, 2))
    return Profiles(found, drawn.transpose(1, 0, 2)[told], sizes)


def _sums(
    evidence: Evidence, weights: Numbers, inside: NDArray[np.int64], cluster: NDArray[np.int64], employers: int
) -> tuple[Numbers, Numbers]:
    """Openings (G, K) and openings that ask for each common skill (G, K, S), by employer."""
    skills = evidence.tokens["skills"]
    row_cluster = np.full(evidence.size, -1, dtype=np.int64)
    row_cluster[inside] = cluster
    taken = row_cluster[skills.row] >= 0
    row, code = skills.row[taken], skills.code[taken]
    asked = weights[row].T  # (G, mentions)
    shares = np.stack([np.bincount(code, weights=of_group, minlength=len(skills.names)) for of_group in asked])
    asking = np.bincount(np.unique(code * employers + row_cluster[row]) // employers, minlength=len(skills.names))
    kept = np.flatnonzero(((shares / weights.sum(axis=0)[:, None]) >= COMMON).any(axis=0) & (asking >= FEWEST_ASKING))
    column = np.full(len(skills.names), -1)
    column[kept] = np.arange(len(kept))
    common = column[code] >= 0
    cell = row_cluster[row[common]] * len(kept) + column[code[common]]
    hits = np.stack(
        [
            np.bincount(cell, weights=of_group[common], minlength=employers * len(kept)).reshape(employers, len(kept))
            for of_group in asked
        ]
    )
    n = np.stack([np.bincount(cluster, weights=of_group, minlength=employers) for of_group in weights[inside].T])
    return n.astype(np.float64), hits.astype(np.float64)


@dataclass(frozen=True, slots=True)
class Group:
    """The openings for one role alone, of a span of years; no role: all openings."""

    role: str | None = None
    years: int = 3
    years_ago: int = 0

    def mask(self, evidence: Evidence) -> Mask:
        chosen = Selection(roles=(self.role,)) if self.role else ALL
        return evidence.having(chosen) & evidence.window(evidence.last - 12 * self.years_ago, self.years)


Statistic = Callable[[Profiles], tuple[float, Numbers]]  # the value found, and the value of every draw


@dataclass(frozen=True, slots=True)
class Profiled:
    """A statistic of the profiles of some groups of openings."""

    label: str
    groups: tuple[Group, ...]
    statistic: Statistic
    above: float

    def part(self, evidence: Evidence) -> Part:
        """The value with the error that the draws show; none where a profile stands on too little."""
        try:
            found = profiles(evidence, [group.mask(evidence) for group in self.groups])
            with np.errstate(invalid="ignore", divide="ignore"):
                value, values = self.statistic(found)
            told = values[np.isfinite(values)]
            if not np.isfinite(value) or len(told) < DRAWS / 2:
                raise TooFew("a profile is mostly sampling noise")
        except TooFew as reason:
            return Part(self.label, "0 to 1", self.above, suppressed_because=str(reason))
        error = float(told.std(ddof=1))
        return normal(self.label, "0 to 1", self.above, Difference(value, error), found.groups)

    def series(self, evidence: Evidence) -> pd.DataFrame:  # noqa: ARG002
        """None: profiles of single quarters would be noise."""
        return pd.DataFrame(columns=SERIES)


def position(label: str, role: str, start: str, end: str, above: float) -> Profiled:
    """Where the profile of `role` lies on the line from `start` (0) to `end` (1), whatever lies beside the line."""

    def place(g: Numbers) -> Numbers:
        along: Numbers = g[..., 0, 2] - g[..., 0, 1] - g[..., 1, 2] + g[..., 1, 1]
        return along / (g[..., 2, 2] - 2 * g[..., 1, 2] + g[..., 1, 1])

    return Profiled(label, (Group(role), Group(start), Group(end)), _of_products(place), above)


def evolved(label: str, role: str, above: float) -> Profiled:
    """Cosine distance of a role's profile from its own of three years before; two years pooled at each end."""
    return Profiled(
        label,
        (Group(role, 2), Group(role, 2, years_ago=3)),
        _of_products(lambda products: distance(products, 0, 1)),
        above,
    )


def closing(label: str, roles: tuple[str, ...], above: float) -> Profiled:
    """How much the mean cosine distance between roles fell in three years; three years pooled at each end."""
    size = len(roles)
    pairs = list(combinations(range(size), 2))

    def fallen(g: Numbers) -> Numbers:
        then = sum(distance(g, size + one, size + other) for one, other in pairs)
        now = sum(distance(g, one, other) for one, other in pairs)
        return np.asarray((then - now) / len(pairs))

    groups = [Group(role, years_ago=ago) for ago in (0, 3) for role in roles]
    return Profiled(label, tuple(groups), _of_products(fallen), above)


def turnover(label: str, above: float) -> Profiled:
    """The share of all asking that was exchanged in three years (Deming and Noray 2020), net of sampling noise.

    Half the summed change of every skill's share over the mean sum of shares; from each change is taken what employers
    drawn anew would show if nothing had changed (METHODS 5.14).
    """

    def exchanged(found: Profiles) -> tuple[float, Numbers]:
        change, again = found.found[0] - found.found[1], found.drawn[:, 0] - found.drawn[:, 1]
        noise = np.abs(again - again.mean(axis=0)).mean(axis=0)
        return (
            float((np.abs(change) - noise).sum() / found.found.sum()),
            (np.abs(again) - noise).sum(axis=1) / found.drawn.sum(axis=(1, 2)),
        )

    return Profiled(label, (Group(years=1), Group(years=1, years_ago=3)), exchanged, above)


def missing(label: str, start: str, target: str, above: float) -> Profiled:
    """The share of what `target` asks that `start` does not ask: 1 − coverage."""

    def gap(found: Profiles) -> tuple[float, Numbers]:
        return 1 - float(coverage(found.found, 0, 1)), 1 - coverage(found.drawn, 0, 1)

    return Profiled(label, (Group(start), Group(target), Group()), gap, above)


def nearer(label: str, start: str, target: str, rival: str, above: float = 0.0) -> Profiled:
    """How much more of `target` than of `rival` the profile of `start` covers."""

    def lead(found: Profiles) -> tuple[float, Numbers]:
        def less(shares: Numbers) -> Numbers:
            return coverage(shares, 0, 1) - coverage(shares, 0, 2)

        return float(less(found.found)), less(found.drawn)

    return Profiled(label, (Group(start), Group(target), Group(rival), Group()), lead, above)


def coverage(shares: Numbers, start: int, target: int) -> Numbers:
    """The part of what `target` asks that `start` asks too, of profiles (..., G, S) whose last is of all openings.

    A skill weighs by how often the target asks for it and how much oftener than all do: v · log2(1 + RCA).
    """
    wanted, had, common = shares[..., target, :], shares[..., start, :], shares[..., -1, :]
    weight = wanted * np.log2(1 + wanted / np.maximum(common, 1e-12))
    covered: Numbers = (weight * np.minimum(1, had / np.maximum(wanted, 1e-12))).sum(axis=-1) / weight.sum(axis=-1)
    return covered


def distance(products: Numbers, one: int, other: int) -> Numbers:
    """Cosine distance of two profiles from their inner products (..., G, G)."""
    lengths = np.sqrt(products[..., one, one] * products[..., other, other])
    gone: Numbers = 1 - products[..., one, other] / lengths
    return gone


def _of_products(statistic: Callable[[Numbers], Numbers]) -> Statistic:
    def applied(found: Profiles) -> tuple[float, Numbers]:
        products, drawn = found.products()
        return float(statistic(products)), statistic(drawn)

    return applied
