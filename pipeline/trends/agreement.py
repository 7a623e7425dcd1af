"""How far two readers, or a reader and the tags, agree: precision, recall, Cohen's kappa, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from pipeline.trends.shares import Z


@dataclass(frozen=True, slots=True)
class Rate:
    """A share 0..1 with its 95 % interval; all null where there is nothing to divide by."""

    n: int  # cases it is a share of
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Scored:
    """What tags say of a yes-or-no question against what a reader says."""

    precision: Rate
    recall: Rate
    f1: float | None


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement of two readers beyond chance, with the interval of Fleiss, Cohen and Everitt (1969)."""

    n: int
    agreed: float | None  # share of equal answers
    kappa: float | None
    low: float | None
    high: float | None


def wilson(hits: float, n: float) -> tuple[float, float]:
    """The 95 % interval of hits / n (Wilson 1927); both may be effective numbers. n > 0."""
    p, zz = hits / n, Z * Z / n
    half = Z * sqrt(p * (1 - p) / n + zz / (4 * n))
    return max(0.0, (p + zz / 2 - half) / (1 + zz)), min(1.0, (p + zz / 2 + half) / (1 + zz))


def rate(hits: ArrayLike, weights: ArrayLike | None = None) -> Rate:
    """The weighted share of cases that hit; its interval uses the effective number (sum w)² / sum w²."""
    hit = np.asarray(hits, dtype=float)
    weight = np.ones(len(hit)) if weights is None else np.asarray(weights, dtype=float)
    if not len(hit):
        return Rate(0, None, None, None)
    value = float(np.average(hit, weights=weight))
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    return Rate(len(hit), value, *wilson(value * effective, effective))


def scored(said: ArrayLike, true: ArrayLike, weights: ArrayLike | None = None) -> Scored:
    """Precision and recall of `said` against `true`, both arrays of truth values of one length."""
    tag, label = np.asarray(said, dtype=bool), np.asarray(true, dtype=bool)
    weight = np.ones(len(tag)) if weights is None else np.asarray(weights, dtype=float)
    precision, recall = rate(label[tag], weight[tag]), rate(tag[label], weight[label])
    if precision.value is None or recall.value is None:
        return Scored(precision, recall, None)
    both = precision.value + recall.value
    return Scored(precision, recall, 2 * precision.value * recall.value / both if both else 0.0)


def kappa(first: Sequence[str], second: Sequence[str]) -> Kappa:
    """Cohen's kappa of two readers' answers to the same cases, in the same order; null where chance alone agrees."""
    n = len(first)
    if not n:
        return Kappa(0, None, None, None, None)
    names = sorted({*first, *second})
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(names), len(names)))
    for one, other in zip(first, second, strict=True):
        table[place[one], place[other]] += 1 / n
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    agreed, chance = float(np.trace(table)), float(rows @ columns)
    if chance >= 1:
        return Kappa(n, agreed, None, None, None)
    value = (agreed - chance) / (1 - chance)
    error = sqrt(max(0.0, _variance(table, rows, columns, agreed, chance)) / n) / (1 - chance) ** 2
    return Kappa(n, agreed, value, max(-1.0, value - Z * error), min(1.0, value + Z * error))


def _variance(table: np.ndarray, rows: np.ndarray, columns: np.ndarray, agreed: float, chance: float) -> float:
    """n (1 − chance)^4 times the variance of kappa (Fleiss, Cohen and Everitt 1969, equation 13)."""
    same = np.diag(table) @ ((1 - chance) - (rows + columns) * (1 - agreed)) ** 2
    off = table * (columns[:, None] + rows[None, :]) ** 2
    other = (1 - agreed) ** 2 * (off.sum() - np.trace(off))
    return float(same + other - (agreed * chance - 2 * chance + agreed) ** 2)
