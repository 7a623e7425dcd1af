"""The statistics that most claims stand on: a share, its change, a difference between kinds of openings.

Each is a small frozen record: what is counted, among which openings, and above which value it speaks for the claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, inf, log, sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.claims.entry import SERIES, Part, Unit
from pipeline.claims.evidence import ALL, Evidence, Mask, Selection, strata
from pipeline.trends.contrasts import POWER_Z, Difference, Means, difference, log_odds, means, same_mix
from pipeline.trends.shares import FEWEST_EMPLOYERS, Z, clustered_wilson, shares, suppressed_because

AGAINST = np.array([1.0, -1.0])
LENGTHS = 3  # classes of text length that co-occurrence is held within
MATTERS = 1.25  # odds ratio from which a change or a difference counts


@dataclass(frozen=True, slots=True)
class Level:
    """A share of openings, against a threshold in %."""

    label: str
    event: Selection
    above: float  # %
    among: Selection = ALL
    years: int = 1  # the last so many, together

    def part(self, evidence: Evidence) -> Part:
        """The share with its published interval; tested by score, as that interval is (Wilson, effective size)."""
        inside = evidence.having(self.among) & evidence.latest(self.years)
        cells = _cells(evidence, inside, evidence.having(self.event))
        share = clustered_wilson(cells) if len(cells) else None
        threshold = self.above / 100
        if share is None or share.share_pct is None or share.deff is None:
            reason = share.suppressed_because if share else "no openings"
            n = share.n if share else 0
            return Part(self.label, "%", self.above, n=n, suppressed_because=reason)
        effective = share.n / max(1.0, share.deff)
        p = share.share_pct / 100
        z = (p - threshold) / sqrt(threshold * (1 - threshold) / effective)
        return Part(
            self.label,
            "%",
            self.above,
            value=share.share_pct,
            low=share.low_pct,
            high=share.high_pct,
            detectable=100 * _detectable_share(threshold, effective),
            above=upper_tail(z),
            below=(1 - threshold) ** effective if share.count == 0 else upper_tail(-z),
            n=share.n,
            employers=share.employers,
        )

    def series(self, evidence: Evidence) -> pd.DataFrame:
        return quarterly(evidence, self.label, evidence.having(self.among), evidence.having(self.event))


@dataclass(frozen=True, slots=True)
class Change:
    """How a share changed in three years, as a ratio of odds: the last year against the one three years before."""

    label: str
    event: Selection
    above: float = MATTERS  # odds ratio
    among: Selection = ALL
    is_same_roles: bool = False  # the earlier year reweighted to the last one's mix of roles

    def part(self, evidence: Evidence) -> Part:
        base = evidence.having(self.among)
        latest, earlier = base & evidence.latest(), base & evidence.earlier()
        held = strata(evidence.role) if self.is_same_roles else None
        return odds_ratio(self.label, evidence, evidence.having(self.event), latest, earlier, self.above, held)

    def series(self, evidence: Evidence) -> pd.DataFrame:
        return quarterly(evidence, self.label, evidence.having(self.among), evidence.having(self.event))


@dataclass(frozen=True, slots=True)
class Between:
    """How much oftener openings of one kind ask for something than those of another, as a ratio of odds."""

    label: str
    event: Selection
    one: Selection
    other: Selection | None = None  # None: all that are not of the one kind
    above: float = MATTERS
    among: Selection = ALL
    years: int = 3
    held: tuple[str, ...] = ()  # what both kinds are given the same mix of: role, quarter, country, length

    def part(self, evidence: Evidence) -> Part:
        one, other = self._kinds(evidence)
        window = evidence.latest(self.years)
        held = strata(*(_held(evidence, name) for name in self.held)) if self.held else None
        event = evidence.having(self.event)
        return odds_ratio(self.label, evidence, event, one & window, other & window, self.above, held)

    def _kinds(self, evidence: Evidence) -> tuple[Mask, Mask]:
        base, one = evidence.having(self.among), evidence.having(self.one)
        return base & one, base & ~one & (evidence.having(self.other) if self.other else True)

    def series(self, evidence: Evidence) -> pd.DataFrame:
        one, other = self._kinds(evidence)
        event = evidence.having(self.event)
        lines = [(f"{self.label}: these", one), (f"{self.label}: others", other)]
        return pd.concat([quarterly(evidence, label, kind, event) for label, kind in lines], ignore_index=True)


@dataclass(frozen=True, slots=True)
class Breadth:
    """How many more groups of skills an opening asks for than three years before, texts of the same length."""

    label: str
    above: float  # groups
    among: Selection = ALL

    def part(self, evidence: Evidence) -> Part:
        base = evidence.having(self.among)
        latest, earlier = base & evidence.latest(), base & evidence.earlier()
        weights = np.stack(same_mix(_held(evidence, "length"), latest, earlier), axis=1)
        found = means(evidence.employer, weights, evidence.groups)
        if reason := too_few(found):
            return Part(self.label, "groups", self.above, n=int(found.n.min()), suppressed_because=reason)
        was, now = float(found.mean[1]), float(found.mean[0])
        return normal(self.label, "groups", self.above, difference(found, AGAINST), found, was=was, now=now)

    def series(self, evidence: Evidence) -> pd.DataFrame:
        """Openings that ask for skills of three groups or more: a mean is no share."""
        return quarterly(evidence, f"{self.label}: three or more", evidence.having(self.among), evidence.groups >= 3)


@dataclass(frozen=True, slots=True)
class Outpaces:
    """What a share gained in the last three years, less the best three years that another one ever had."""

    label: str
    event: Selection
    wave: Selection
    above: float = 0.0  # points

    def part(self, evidence: Evidence) -> Part:
        wave = evidence.having(self.wave)
        best = _best_rise(evidence, wave)
        if best is None:
            return Part(self.label, "points", self.above, suppressed_because="fewer than four years")
        masks = [evidence.latest(), evidence.earlier(), evidence.window(best), evidence.window(best - 36)]
        event = evidence.having(self.event)
        values = np.stack([event, event, wave, wave], axis=1).astype(float)
        found = means(evidence.employer, np.stack(masks, axis=1).astype(float), values)
        if reason := too_few(found):
            return Part(self.label, "points", self.above, n=int(found.n.min()), suppressed_because=reason)
        gained = difference(found, np.array([100.0, -100.0, -100.0, 100.0]))
        was, now = 100 * (found.mean[2] - found.mean[3]), 100 * (found.mean[0] - found.mean[1])
        return normal(self.label, "points", self.above, gained, found, was=float(was), now=float(now))

    def series(self, evidence: Evidence) -> pd.DataFrame:
        return quarterly(evidence, self.label, evidence.having(ALL), evidence.having(self.wave))


def _best_rise(evidence: Evidence, wave: Mask) -> int | None:
    """The last month of the year whose share stands highest above that of three years before; one a year is tried."""
    rises = {}
    for last in range(evidence.last, int(evidence.month.min(initial=evidence.last)) + 46, -12):
        late, early = evidence.window(last), evidence.window(last - 36)
        if late.sum() >= 50 and early.sum() >= 50:
            rises[last] = float(wave[late].mean() - wave[early].mean())
    return max(rises, key=lambda last: rises[last]) if rises else None


def odds_ratio(
    label: str, evidence: Evidence, event: Mask, one: Mask, other: Mask, above: float, held: NDArray[np.int64] | None
) -> Part:
    """The odds of `event` in one group over those in the other, the mix of `held` being the same."""
    weights = same_mix(held, one, other) if held is not None else (one.astype(float), other.astype(float))
    found = means(evidence.employer, np.stack(weights, axis=1), event.astype(float))
    if reason := too_few(found) or too_rare(evidence, event, one | other):
        return Part(label, "odds ratio", above, n=int(found.n.min()), suppressed_because=reason)
    now, was = (float(100 * share) for share in found.mean)
    return normal(label, "odds ratio", above, log_odds(found, AGAINST), found, was=was, now=now)


def normal(
    label: str,
    unit: Unit,
    above: float,
    found: Difference,
    groups: Means,
    was: float | None = None,
    now: float | None = None,
) -> Part:
    """A part whose estimate is nearly normal: of an odds ratio the logarithm, of all others the value itself."""
    is_ratio = unit == "odds ratio"
    threshold = log(above) if is_ratio else above
    error = max(found.error, 1e-12)
    z = (found.value - threshold) / error

    def shown(value: float) -> float:
        return exp(min(value, 700)) if is_ratio else value

    return Part(
        label,
        unit,
        above,
        value=shown(found.value),
        low=shown(found.value - Z * error),
        high=shown(found.value + Z * error),
        detectable=shown(threshold + (Z + POWER_Z) * error),
        above=upper_tail(z),
        below=upper_tail(-z),
        n=int(groups.n.sum()),
        employers=int(groups.employers.max()),
        was=was,
        now=now,
    )


def upper_tail(z: float) -> float:
    """P(Z > z) of the standard normal."""
    return erfc(z / sqrt(2)) / 2 if z != -inf else 1.0


def too_few(found: Means) -> str | None:
    """Why a comparison gives no number: the first group that is too small by the rules of every share."""
    groups = pd.DataFrame({"n": found.n, "employers": found.employers, "largest": found.largest})
    reasons = suppressed_because(groups).dropna()
    return None if reasons.empty else str(reasons.iloc[0])


def too_rare(evidence: Evidence, event: Mask, among: Mask) -> str | None:
    """Why odds cannot be compared: hits, or misses, of too few employers (METHODS 5.4)."""
    for kind, words in ((event, "ask for it"), (~event, "do not ask for it")):
        if len(np.unique(evidence.employer[among & kind])) < FEWEST_EMPLOYERS:
            return f"fewer than {FEWEST_EMPLOYERS} employers {words}"
    return None


def quarterly(evidence: Evidence, label: str, among: Mask, event: Mask) -> pd.DataFrame:
    """SERIES: the share of `among` with `event` by quarter, every quarter from the first to the last."""
    cells = _cells(evidence, among, event, evidence.quarter)
    observed = pd.Series(evidence.month).groupby(evidence.quarter).nunique()
    if cells.empty:
        return pd.DataFrame(columns=SERIES)
    counted = shares(cells, by=["number"]).set_index("number")
    every = counted.reindex(range(int(observed.index.min()), int(observed.index.max()) + 1))
    months = observed.reindex(every.index).fillna(0)
    status = np.select([months == 0, months < 3], ["gap", "incomplete"], default="complete")
    first = [pd.Timestamp(year=number // 4, month=3 * (number % 4) + 1, day=1) for number in every.index]
    counts = every[["n", "count"]].fillna(0).astype("int64")
    return every.assign(label=label, quarter=first, quarter_status=status, **counts)[SERIES].reset_index(drop=True)


def _cells(evidence: Evidence, inside: Mask, event: Mask, number: NDArray[np.int64] | None = None) -> pd.DataFrame:
    """employer, number, n and x of the openings inside."""
    which = number[inside] if number is not None else 0
    rows = pd.DataFrame({"employer": evidence.employer[inside], "number": which, "x": event[inside]})
    return rows.groupby(["employer", "number"], as_index=False).agg(n=("x", "size"), x=("x", "sum"))


def _held(evidence: Evidence, name: str) -> NDArray[np.int64]:
    if name == "length":
        cuts = np.quantile(evidence.length, np.arange(1, LENGTHS) / LENGTHS) if evidence.size else np.empty(0)
        return np.asarray(np.searchsorted(cuts, evidence.length), dtype=np.int64)
    return {"role": evidence.role, "quarter": evidence.quarter, "country": evidence.country}[name]


def _detectable_share(threshold: float, effective: float) -> float:
    """The smallest true share that is found above the threshold with 80 % power."""
    found = threshold
    for _ in range(20):  # its own variance enters: a fixed point, reached to 1e-6 in a few steps
        errors = Z * sqrt(threshold * (1 - threshold)) + POWER_Z * sqrt(found * (1 - found))
        found = min(1 - 1e-9, threshold + errors / sqrt(effective))
    return found
