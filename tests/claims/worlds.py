"""Small markets in which a claim is true, false, at the edge, or in which there is next to nothing to see.

A world is planted by the claim's own measures: openings of seven years get what makes them of the kinds that a measure
looks at, and then, kind by kind, what it counts, at a rate that holds the measure true or false. Employers have sizes
with a heavy tail and rates of their own. Of a claim that needs all of its parts, in the false world only the last part
is false, which is the hardest way to be false.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.claims.entry import Claim, Measure
from pipeline.claims.evidence import ALL, Evidence, Mask, Selection
from pipeline.claims.measures import Between, Breadth, Change, Level, Outpaces
from pipeline.claims.profiles import Profiled
from tests.claims.market import LAST, Market
from tests.claims.planted_profiles import plant_profiles

World = Literal["true", "false", "edge", "nothing"]

A_YEAR = 3000  # openings of a year
RARE_A_YEAR = 50_000  # where the threshold is below RARE: three years of them, no more
RARE = 1.0  # %
NEXT_TO_NOTHING = 16  # openings of a year
TRUE, FALSE = 3.0, 1 / 3  # odds planted, over those of the threshold


def planted(claim: Claim, world: World, seed: int) -> Evidence:
    """The evidence of one claim in one world."""
    random, truth = np.random.default_rng([claim.id, seed, len(world)]), str(world)
    if world == "nothing":
        market, truth = (
            Market(random, int(random.integers(1, NEXT_TO_NOTHING))),
            ["true", "false"][int(random.integers(0, 2))],
        )
    elif any(isinstance(measure, Level) and measure.above < RARE for measure in claim.measures):
        market = Market(random, RARE_A_YEAR, months=36)
    else:
        several = len({base for measure in claim.measures for base in _bases(measure)})
        market = Market(random, A_YEAR * max(1, several // 3))
    if isinstance(claim.measures[0], Profiled):
        plant_profiles(market, claim, truth)
        return market.evidence()
    _kinds(market, claim)
    kinds = market.evidence()
    false_part = claim.measures[-1] if truth == "false" else None
    for measure in claim.measures:
        odds = {"true": TRUE, "edge": 1.0}.get(truth, FALSE if measure is false_part else TRUE)
        _plant(market, kinds, measure, odds)
    return market.evidence()


def _bases(measure: Measure) -> list[Selection]:
    """The kinds of openings that a measure sets beside each other."""
    if isinstance(measure, Between):
        kinds = [measure.one, measure.other or ALL]
        return [_both(kind, measure.among) for kind in kinds]
    if isinstance(measure, Level | Change | Breadth):
        return [measure.among]
    return [ALL]


def _both(one: Selection, other: Selection) -> Selection:
    return Selection(**{field.name: getattr(one, field.name) or getattr(other, field.name) for field in fields(one)})


def _kinds(market: Market, claim: Claim) -> None:
    """Share the openings out to all kinds that the claim's measures look at."""
    events = tuple(measure.event for measure in claim.measures if isinstance(measure, Level | Change | Between))
    bases = list(dict.fromkeys(base for measure in claim.measures for base in _bases(measure)))
    place = market.random.integers(0, len(bases), market.size)
    for number, base in enumerate(bases):
        market.give(place == number, base, avoid=events)


def _plant(market: Market, kinds: Evidence, measure: Measure, odds: float) -> None:
    """Give openings what the measure counts, at `odds` times the odds of its threshold."""
    every = np.ones(market.size, dtype=bool)
    if isinstance(measure, Level):
        steady = _at_odds(measure.above / 100, odds if odds != FALSE or measure.above >= RARE else 0.0)
        _hit(market, kinds.having(measure.among), measure.event, np.full(market.size, steady))
    elif isinstance(measure, Change):
        rate = np.where(kinds.latest(), _at_odds(0.2, measure.above * odds), 0.2)
        _hit(market, kinds.having(measure.among), measure.event, rate)
    elif isinstance(measure, Between):
        one = kinds.having(measure.one)
        rate = np.where(one, _at_odds(0.2, measure.above * odds), 0.2)
        _hit(market, kinds.having(measure.among), measure.event, rate)
    elif isinstance(measure, Outpaces):
        _plant_wave(market, measure, odds)
    elif isinstance(measure, Breadth):
        more = np.where(kinds.latest(), measure.above + {TRUE: 0.5, 1.0: 0.0}.get(odds, -0.5), 0.0)
        for number in range(8):
            market.given["groups"].append(
                (np.flatnonzero(every & (market.random.random(market.size) < (3 + more) / 8)), f"group {number}")
            )


def _plant_wave(market: Market, measure: Outpaces, odds: float) -> None:
    """AI gains 20 points in the last three years, a wave 5 in its best ones; at the edge 20, where it is false 35."""
    if "levels" not in market.given:  # once for all waves
        rate = np.where(market.month > LAST - 36, 0.3, 0.1)
        _hit(market, np.ones(market.size, dtype=bool), measure.event, rate)
        market.given["levels"] = []
    gained = {TRUE: 0.05, 1.0: 0.2}.get(odds, 0.35)
    rate = np.where(market.month > LAST - 60, 0.1 + gained, 0.1)
    _hit(market, np.ones(market.size, dtype=bool), measure.wave, rate)


def _hit(market: Market, which: Mask, event: Selection, rate: NDArray[np.float64]) -> None:
    market.give(which & market.hits(rate), event)


def _at_odds(share: float, odds: float) -> float:
    ratio = share / (1 - share) * odds
    return ratio / (1 + ratio)
