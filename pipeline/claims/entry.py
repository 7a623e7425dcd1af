"""What a claim is and what becomes of it: `Claim` before, `Result` after the evidence has been asked."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

import pandas as pd

if TYPE_CHECKING:
    from pipeline.claims.evidence import Evidence

Verdict = Literal["supported", "contradicted", "undecided", "not_measurable"]
Kind = Literal["lines", "slope", "bars", "forest", "heat_map"]
Unit = Literal["%", "odds ratio", "points", "groups", "0 to 1"]

PARTS = ["label", "value", "low", "high", "threshold", "detectable", "n", "employers", "suppressed_because"]
SERIES = ["label", "quarter", "quarter_status", "n", "count", "share_pct", "low_pct", "high_pct", "suppressed_because"]


@dataclass(frozen=True, slots=True)
class Figure:
    """How a claim is drawn; its title is the claim's question. Numbers come from the claim's own result.

    lines: `Result.series`, a line per label by quarter. slope: the same, its first and last year. bars, forest (on a
    logarithmic axis) and heat_map: `Result.parts`, a mark per label with its interval and a line at the threshold;
    labels of a heat_map are "row: column".
    """

    id: str  # its file's name: claim_05_frameworks
    kind: Kind
    subtitle: str  # the measure and its unit


@dataclass(frozen=True, slots=True)
class Part:
    """One number that a claim stands on, or the reason why there is none."""

    label: str
    unit: Unit
    threshold: float  # the part speaks for the claim above it
    value: float | None = None
    low: float | None = None  # 95 %
    high: float | None = None
    detectable: float | None = None  # the smallest true value that would be found above the threshold 4 times in 5
    above: float = 1.0  # one-sided p: how easily a truth at the threshold would give so high a value
    below: float = 1.0
    n: int = 0
    employers: int = 0
    was: float | None = None  # the shares, in %, that an odds ratio stands between
    now: float | None = None
    suppressed_because: str | None = None


class Measure(Protocol):
    """A statistic of one part of a claim."""

    @property
    def label(self) -> str: ...

    def part(self, evidence: Evidence) -> Part:
        """The part, measured."""

    def series(self, evidence: Evidence) -> pd.DataFrame:
        """SERIES of the part by quarter; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of the article, in our words, and how it is held against postings."""

    id: int  # 1 to 39 as in METHODS 4; from 40 on added, 45 being the second half of 28
    section: str  # of the article
    claim: str
    question: str  # what postings can answer
    rule: str  # when it counts as true, in words
    measures: tuple[Measure, ...] = ()
    need: int | None = None  # how many parts must hold; None: every one
    figure: Figure | None = None  # its own, or of a claim that cannot be measured the nearest honest one
    not_measurable_because: str | None = None
    panel: str = "hn"
    limits: str = ""  # what the number does not say

    def __post_init__(self) -> None:
        if bool(self.measures) == bool(self.not_measurable_because):
            raise ValueError(f"claim {self.id}: either measures or a reason why it cannot be measured")
        if self.need is not None and not 1 <= self.need <= len(self.measures):
            raise ValueError(f"claim {self.id}: needs {self.need} of {len(self.measures)} parts")
        if self.figure is None:
            raise ValueError(f"claim {self.id}: no figure")


@dataclass(frozen=True, slots=True)
class Result:
    """A claim with its verdict. The number shown is that of the part which decides."""

    claim: Claim
    panel: str
    verdict: Verdict
    sentence: str
    deciding: Part | None = None
    parts: tuple[Part, ...] = ()
    p: float | None = None  # two-sided, of this claim alone
    p_adjusted: float | None = None  # Benjamini–Hochberg over all claims measured together
    first_month: str | None = None  # of the evidence: YYYY-MM
    last_month: str | None = None
    series: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=SERIES))

    def frame(self) -> pd.DataFrame:
        """PARTS: a row per part, for a figure of bars."""
        rows = [asdict(part) for part in self.parts]
        return pd.DataFrame(rows, columns=PARTS)

    def row(self) -> dict[str, Any]:
        """The claim as one row of the table of claims."""
        deciding = self.deciding
        return {
            "claim_id": self.claim.id,
            "section": self.claim.section,
            "claim": self.claim.claim,
            "question": self.claim.question,
            "rule": self.claim.rule,
            "panel": self.panel,
            "verdict": self.verdict,
            "sentence": self.sentence,
            "label": deciding.label if deciding else None,
            "value": deciding.value if deciding else None,
            "low": deciding.low if deciding else None,
            "high": deciding.high if deciding else None,
            "unit": deciding.unit if deciding else None,
            "threshold": deciding.threshold if deciding else None,
            "detectable": deciding.detectable if deciding else None,
            "n": deciding.n if deciding else None,
            "employers": deciding.employers if deciding else None,
            "p": self.p,
            "p_adjusted": self.p_adjusted,
            "first_month": self.first_month,
            "last_month": self.last_month,
            "figure": self.claim.figure.id if self.claim.figure else None,
            "limits": self.claim.limits,
        }
