"""The article's claims, held against a published panel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from flows.tables import records
from pipeline.claims import queries
from pipeline.claims.catalogue import claim, claims
from pipeline.claims.entry import Result
from pipeline.claims.evidence import Evidence
from pipeline.claims.judging import results
from warehouse import published
from warehouse.series import known_panel


def evidence(con: duckdb.DuckDBPyConnection, panel: str) -> Evidence:
    """What the claims ask of a published file, by the declared queries alone."""
    openings, skills, roles = (
        con.execute(query, {"panel": panel}).df() for query in (queries.OPENINGS, queries.SKILLS, queries.ROLES)
    )
    return Evidence.of(openings, skills, roles)


def assess(data: Path, panel: str) -> list[Result]:
    """Every claim with its verdict; all measured ones are judged together, whichever are shown."""
    with published.connect(data) as con:
        known_panel(con, panel)
        return results(claims().values(), evidence(con, panel), panel)


def document(data: Path, found: Sequence[Result]) -> dict[str, Any]:
    """The results as JSON takes them: a row per claim, with its parts and its series."""
    return {
        "snapshot": published.snapshot(data)["snapshot_id"],
        "claims": [
            result.row() | {"parts": records(result.frame()), "series": records(result.series)} for result in found
        ],
    }


def keep(data: Path, found: Sequence[Result]) -> Path:
    """Write `data/report/claims.json`: what an article, a page or a figure needs of every claim."""
    target = data / "report" / "claims.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document(data, found), indent=1, ensure_ascii=False)
    target.write_text(text + "\n", encoding="utf-8")
    return target


def in_markdown(found: list[Result]) -> str:
    """A table of the claims: number, claim, verdict, what was found, adjusted p."""
    rows = ["| | claim | verdict | what postings say | p, adjusted |", "|---|---|---|---|---|"]
    for result in found:
        p = "" if result.p_adjusted is None else f"{result.p_adjusted:.2g}"
        verdict = result.verdict.replace("_", " ")
        rows.append(f"| {result.claim.id} | {result.claim.claim} | {verdict} | {result.sentence} | {p} |")
    return "\n".join(rows)


def only(found: list[Result], number: int) -> Result:
    """The result of one claim; raises UnknownClaim."""
    wanted = claim(number)
    return next(result for result in found if result.claim.id == wanted.id)
