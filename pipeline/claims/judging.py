"""All claims held against the evidence of one panel: measured, judged together, told in sentences."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pipeline.claims.entry import SERIES, Claim, Result
from pipeline.claims.evidence import Evidence
from pipeline.claims.sentences import sentence
from pipeline.claims.verdicts import adjusted, judged, verdict


def results(claims: Iterable[Claim], evidence: Evidence, panel: str) -> list[Result]:
    """A result per claim, in their order; the p of all measured ones are adjusted together."""
    asked = list(claims)
    parts = {claim.id: tuple(measure.part(evidence) for measure in claim.measures) for claim in asked if claim.measures}
    judgements = {claim.id: judged(parts[claim.id], claim.need) for claim in asked if claim.measures}
    together = dict(zip(judgements, adjusted([found.p for found in judgements.values()]), strict=True))
    first, last = _span(evidence)
    told = []
    for claim in asked:
        if claim.id not in judgements:
            told.append(Result(claim, panel, "not_measurable", sentence(claim, "not_measurable", None)))
            continue
        found, p = judgements[claim.id], together[claim.id]
        said = verdict(found, p)
        told.append(
            Result(
                claim=claim,
                panel=panel,
                verdict=said,
                sentence=sentence(claim, said, found.deciding, parts[claim.id]),
                deciding=found.deciding,
                parts=parts[claim.id],
                p=found.p,
                p_adjusted=p,
                first_month=first,
                last_month=last,
                series=_series(claim, evidence),
            )
        )
    return told


def _series(claim: Claim, evidence: Evidence) -> pd.DataFrame:
    lines = [line for measure in claim.measures if not (line := measure.series(evidence)).empty]
    return pd.concat(lines, ignore_index=True) if lines else pd.DataFrame(columns=SERIES)


def _span(evidence: Evidence) -> tuple[str | None, str | None]:
    if not evidence.size:
        return None, None
    return _month(int(evidence.month.min())), _month(evidence.last)


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"
