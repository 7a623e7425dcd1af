"""Roles with planted profiles: where they stand to each other, and how they change."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.claims.entry import Claim
from pipeline.claims.profiles import Profiled
from tests.claims.market import LAST, Market

Shares = NDArray[np.float64]

SKILLS = 40  # of a profile
COMMON = np.linspace(0.35, 0.02, SKILLS)  # what all ask for


def plant_profiles(market: Market, claim: Claim, truth: str) -> None:
    """Every opening is for one of the claim's roles alone and asks what its profile says at its time."""
    measures = [measure for measure in claim.measures if isinstance(measure, Profiled)]
    roles = list(dict.fromkeys(group.role for measure in measures for group in measure.groups if group.role)) or ["any"]
    own = {role: _own(number) for number, role in enumerate(roles)}
    place = market.random.integers(0, len(roles), market.size)
    late = market.month > LAST - 36
    for number, role in enumerate(roles):
        which = place == number
        market.given["roles"].append((np.flatnonzero(which), role))
        then, now = _profiles(claim.id, role, roles, own, truth)
        for skill in range(SKILLS):
            asked = np.flatnonzero(which & market.hits(np.where(late, now[skill], then[skill])))
            market.given["skills"].append((asked, f"skill {skill}"))


def _own(number: int) -> Shares:
    """What a role asks beside the common: every fifth skill often, another fifth for each role."""
    own = np.full(SKILLS, 0.02)
    own[number % 5 :: 5] = 0.5
    return own


def _mixed(one: Shares, other: Shares, part: float) -> Shares:
    return (1 - part) * one + part * other


def _profiles(claim: int, role: str, roles: list[str], own: dict[str, Shares], truth: str) -> tuple[Shares, Shares]:
    """The profile of a role before the last three years, and in them."""
    is_true = truth == "true"
    base = {name: _mixed(COMMON, shares, 0.6) for name, shares in own.items()}
    steady = base[role]
    if claim == 13:  # the first role is the bridge; start and end swap between its two parts
        middle = _mixed(base[roles[1]], base[roles[2]], {"true": 0.5, "edge": 0.2}.get(truth, 0.0))
        return (middle, middle) if role == roles[0] else (steady, steady)
    if claim == 27:  # lacks nothing, or most
        own_gap = _mixed(base[roles[1]], base[roles[0]], 1.0 if is_true else 0.0)
        return (own_gap, own_gap) if role == roles[0] else (steady, steady)
    if claim == 30:
        return COMMON, (_mixed(COMMON, COMMON[::-1], 0.5) if is_true else COMMON)
    if claim == 35:
        moves = is_true or (truth == "false" and role != roles[-1])
        return steady, (_mixed(steady, np.roll(steady, 1), 0.6) if moves else steady)
    if claim == 37:  # the first role is the start, the second the target, the rest rivals; the last wins if false
        near = roles[1] if is_true else roles[-1]
        return (steady, steady) if role != roles[0] else (_mixed(steady, base[near], 0.7),) * 2
    if claim == 40:
        together = _mixed(steady, COMMON, 0.7)
        return (steady, together) if is_true else (together, steady)
    raise ValueError(f"claim {claim} has profiles that no world plants")
