"""All claims, in the order of the article; those added stand last."""

from __future__ import annotations

from functools import cache

from pipeline.claims.entry import Claim
from pipeline.claims.themes import careers, new_roles, practice, proof, skills, spread, work

THEMES = (spread, skills, new_roles, practice, proof, work, careers)


class UnknownClaim(LookupError):
    """A number that no claim has."""


@cache
def claims() -> dict[int, Claim]:
    """Every claim by its number."""
    found = sorted((claim for theme in THEMES for claim in theme.CLAIMS), key=lambda claim: claim.id)
    return {claim.id: claim for claim in found}


def claim(number: int) -> Claim:
    """The claim of that number; raises UnknownClaim."""
    if number not in claims():
        raise UnknownClaim(f"no claim {number}: they are numbered {min(claims())} to {max(claims())}")
    return claims()[number]
