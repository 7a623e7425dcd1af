"""Openings under construction for a planted world: who advertises when, how alike an employer's openings are."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from pipeline.claims.evidence import Evidence, Mask, Selection, Tokens

MONTHS = 84
LAST = 2025 * 12 + 11
A_EMPLOYER = 4  # openings
HABIT = 0.3  # how often an employer does what it always does: a correlation of HABIT² within it


class Market:
    """Openings under construction: who advertises when, and what they have been given."""

    def __init__(self, random: np.random.Generator, a_year: int, months: int = MONTHS) -> None:
        size = a_year * months // 12
        self.random, self.size = random, size
        self.month = LAST - months + 1 + random.integers(0, months, size)
        weights = random.pareto(2.5, max(12, size // A_EMPLOYER)) + 1
        self.employer = random.choice(len(weights), size, p=weights / weights.sum())
        self.alone = np.ones(size, dtype=bool)
        self.length = random.lognormal(7, 0.5, size).astype(np.int64)
        self.given: dict[str, list[tuple[NDArray[np.int64], str]]] = defaultdict(list)
        self.level = np.full(size, "none", dtype=object)

    def give(self, which: Mask, selection: Selection, avoid: tuple[Selection, ...] = ()) -> None:
        """Make openings of the selection: of every field one name, if there is one not among those to avoid."""
        rows = np.flatnonzero(which)
        asks = [kind for kind in ("skills", "groups", "tiers", "offered") if getattr(selection, kind)]
        for kind in asks[:1]:  # they are alternatives
            self._name(rows, kind, getattr(selection, kind), avoid)
        for kind in ("roles", "families", "titled", "seniority", "workplace"):
            if names := getattr(selection, kind):
                self._name(rows, "roles" if kind == "titled" else kind, names, avoid)
        if selection.levels:
            taken = {name for other in avoid for name in other.levels}
            kept = [name for name in selection.levels if name not in taken] or list(selection.levels)
            self.level[rows] = np.array(kept, dtype=object)[self.random.integers(0, len(kept), len(rows))]

    def _name(self, rows: NDArray[np.int64], kind: str, names: tuple[str, ...], avoid: tuple[Selection, ...]) -> None:
        taken = {name for other in avoid for name in getattr(other, kind)}
        kept = [name for name in names if name not in taken] or list(names)
        for place, name in enumerate(kept):
            self.given[kind].append((rows[place :: len(kept)], name))

    def hits(self, rate: NDArray[np.float64]) -> Mask:
        """Which openings hit, each at its rate; an employer's openings tend to do alike."""
        own = self.random.random(int(self.employer.max()) + 1)[self.employer]
        return np.where(self.random.random(self.size) < HABIT, own, self.random.random(self.size)) < rate

    def evidence(self) -> Evidence:
        """The openings as claims ask them."""
        tokens = {
            kind: _tokens(self.given[kind])
            for kind in ("skills", "groups", "tiers", "offered", "roles", "families", "seniority", "workplace")
        }
        names, codes = np.unique(self.level.astype(str), return_inverse=True)
        tokens["levels"] = Tokens(np.arange(self.size), codes.reshape(-1), tuple(str(name) for name in names))
        return Evidence(
            month=self.month,
            employer=self.employer,
            alone=self.alone,
            length=self.length,
            country=np.zeros(self.size, dtype=np.int64),
            tokens=tokens,
            last=LAST,
        )


def _tokens(given: list[tuple[NDArray[np.int64], str]]) -> Tokens:
    names = sorted({name for _, name in given})
    code = {name: number for number, name in enumerate(names)}
    empty = np.empty(0, dtype=np.int64)
    rows = np.concatenate([empty, *(rows for rows, _ in given)])
    codes = np.concatenate([empty, *(np.full(len(rows), code[name]) for rows, name in given)])
    return Tokens(rows, codes, tuple(names))
