"""From parts to verdicts: when enough parts hold, and what many claims asked at once do to each.

A claim needs u of its m parts. It is supported when at least u parts lie above their thresholds, contradicted when at
least m − u + 1 lie below. The p of "at least k of m" is that of the partial conjunction (Benjamini and Heller 2008):
the kth smallest p of the parts, times m − k + 1; parts may depend on each other. Over all claims measured together the
two-sided p are adjusted by Benjamini and Hochberg; a claim is decided where the adjusted p is at most 0.05, so of the
claims said to be decided one in twenty at most is expected to be decided wrongly (its direction included).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.claims.entry import Part, Verdict

DECIDED = 0.05


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the parts of one claim say, before other claims are looked at."""

    p: float  # two-sided
    is_above: bool  # the side it leans to
    deciding: Part  # the part whose p it is


def judged(parts: Sequence[Part], need: int | None = None) -> Judgement:
    """The claim's side and p; parts without a number decide nothing."""
    m = len(parts)
    u = m if need is None else need
    above, high = _at_least(u, [part.above for part in parts])
    below, low = _at_least(m - u + 1, [part.below for part in parts])
    is_above = above <= below
    return Judgement(min(1.0, 2 * min(above, below)), is_above, parts[high if is_above else low])


def _at_least(k: int, p: list[float]) -> tuple[float, int]:
    """The p of "at least k of these are true", and which of them it stands on."""
    place = int(np.argsort(p, kind="stable")[k - 1])
    return min(1.0, (len(p) - k + 1) * p[place]), place


def adjusted(p: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg (1995): the smallest false share at which each would count as found."""
    values = np.asarray(p, dtype=float)
    order = np.argsort(values)
    scaled = values[order] * len(values) / np.arange(1, len(values) + 1)
    found = np.empty_like(values)
    found[order] = np.minimum.accumulate(scaled[::-1])[::-1].clip(max=1)
    return [float(value) for value in found]


def verdict(judgement: Judgement, p_adjusted: float) -> Verdict:
    """Supported, contradicted or undecided."""
    if p_adjusted > DECIDED:
        return "undecided"
    return "supported" if judgement.is_above else "contradicted"
