"""Verdict rules where the truth is known; docs/results/claims_worlds.md has a hundred seeds of each world."""

from __future__ import annotations

import pytest

from pipeline.claims.entry import Claim
from pipeline.claims.profiles import Profiled
from tests.claims.certify import RIGHT, measured, record, said
from tests.claims.worlds import World

CLAIMS = measured()
NAMES = [f"claim_{claim.id}" for claim in CLAIMS]


@pytest.mark.parametrize("claim", CLAIMS, ids=NAMES)
@pytest.mark.parametrize("world", RIGHT)
def test_a_rule_tells_true_from_false_and_from_nothing(claim: Claim, world: World) -> None:
    """One seed of each; the one in ten that may fail is not this one."""
    assert said(claim, world, seed=0) == RIGHT[world]


@pytest.mark.worlds
@pytest.mark.parametrize("claim", CLAIMS, ids=NAMES)
def test_a_rule_is_right_over_a_hundred_worlds(claim: Claim) -> None:
    found = record(claim, seeds=100)
    assert found.right["true"] >= 90
    assert found.right["false"] >= 90
    assert found.right["nothing"] >= 95
    assert found.falsely_supported <= 2.5
    if not isinstance(claim.measures[0], Profiled):
        assert found.edge is not None
        assert found.edge <= 8  # 2.5 nominal; of a hundred that is exceeded once in a thousand
