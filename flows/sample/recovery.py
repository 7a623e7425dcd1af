"""What the published warehouse says of the sample, beside what was planted: is the truth inside the intervals?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from flows.sample import Sample

MARTS = {  # kind of measure -> mart, column of its key, definition
    "skill": ("skill_share_monthly", "skill", "asked"),
    "role": ("role_share_monthly", "role", "title"),
    "level": ("ai_level_monthly", "ai_level", "level"),
    "ladder": ("ai_ladder_monthly", "definition", "in_duties"),
}
KEY = ["source", "board", "ref"]
TOLERANCE = 1e-9
Asked = tuple[str, str, str, str]  # source, board, ref, skill


def write_truth(sample: Sample, seed: int, path: Path) -> None:
    """Keep the truth beside what is measured: every planted share and every posting."""
    postings = [asdict(truth) | {"asked": sorted(truth.asked)} for truth in sample.truth]
    planted = [asdict(row) for row in sample.planted]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"seed": seed, "planted": planted, "postings": postings}, default=str), encoding="utf-8")


def recovered(con: duckdb.DuckDBPyConnection, sample: Sample) -> pd.DataFrame:
    """One row per planted share: kind, key, month, planted_pct, n, share_pct, low_pct, high_pct, suppressed, is_missed.

    A share that the warehouse does not have at all is missed; one that it suppresses is neither.
    """
    planted = pd.DataFrame([asdict(row) for row in sample.planted]).rename(columns={"share_pct": "planted_pct"})
    found = pd.concat([_measured(con, kind) for kind in MARTS])
    planted["month"] = pd.to_datetime(planted["month"])
    found["month"] = pd.to_datetime(found["month"])
    both = planted.merge(found, how="left", on=["kind", "key", "month"], validate="one_to_one")
    within = both["planted_pct"].between(both["low_pct"] - TOLERANCE, both["high_pct"] + TOLERANCE)
    return both.assign(is_missed=~within & both["suppressed"].isna())


def _measured(con: duckdb.DuckDBPyConnection, kind: str) -> pd.DataFrame:
    mart, key, definition = MARTS[kind]
    return con.execute(
        f"""
        select $kind as kind, {key} as key, month, n, share_pct, low_pct, high_pct, suppressed_because as suppressed
        from {mart}
        where panel = 'hn' and unit = 'opening' and definition = $definition and month_status = 'complete'
        """,
        {"kind": kind, "definition": definition},
    ).df()


def missed_pct(shares: pd.DataFrame) -> float:
    """How many of the shares that are published miss what was planted, in percent."""
    shown = shares[shares["suppressed"].isna()]
    return 100.0 * float(shown["is_missed"].mean())


def agreement(con: duckdb.DuckDBPyConnection, sample: Sample) -> dict[str, float]:
    """Posting by posting, in percent: what was collected and how often it was understood as it was planted."""
    truth = pd.DataFrame(
        [(t.source, t.board, t.ref, t.ai_level, t.is_counted) for t in sample.truth],
        columns=[*KEY, "ai_level", "is_counted"],
    )
    found = con.execute(f"select {', '.join(KEY)}, ai_level as found_level, is_counted as found from postings").df()
    both = truth.merge(found, how="left", on=KEY)
    collected = both[both["found"].notna()]
    counted = collected[collected["is_counted"]]
    asked, said = _asked(con, sample)
    return {
        "collected": 100.0 * len(collected) / len(both),
        "IT postings told from others": 100.0 * float((collected["found"] == collected["is_counted"]).mean()),
        "AI level as planted": 100.0 * float((counted["found_level"] == counted["ai_level"]).mean()),
        "skills asked for found": 100.0 * len(asked & said) / len(asked),
        "skills found asked for": 100.0 * len(asked & said) / len(said),
    }


def _asked(con: duckdb.DuckDBPyConnection, sample: Sample) -> tuple[set[Asked], set[Asked]]:
    """What the counted postings ask for, as planted and as found, over the followed skills."""
    refs = {(t.source, t.board, t.ref) for t in sample.truth if t.is_counted}
    rows = con.execute(
        """
        select postings.source, postings.board, postings.ref, asked.skill
        from opening_skills as asked join postings using (posting_id)
        where asked.is_asked and asked.skill in (select unnest($skills))
        """,
        {"skills": list(sample.world.plan["skills"])},
    ).fetchall()
    planted = {(t.source, t.board, t.ref, skill) for t in sample.truth if t.is_counted for skill in t.asked}
    return planted, {(source, board, ref, skill) for source, board, ref, skill in rows if (source, board, ref) in refs}


def too_early(con: duckdb.DuckDBPyConnection, sources: Sequence[str], first_night: date) -> list[str]:
    """Flow of boards in months before their first night: one night of open postings gives no past, so there is none."""
    month = first_night.replace(day=1)
    found = []
    for mart, _, _ in MARTS.values():
        rows = con.execute(
            f"select count(*) from {mart} where panel = 'ats_sample' and month < $month", {"month": month}
        ).fetchall()
        found += [f"{mart}: {rows[0][0]} rows"] if rows[0][0] else []
    spells = con.execute(
        "select count(*) from spells where source in (select unnest($sources)) and month < $month",
        {"sources": list(sources), "month": month},
    ).fetchall()
    return found + ([f"spells: {spells[0][0]} rows"] if spells[0][0] else [])


def wrongly_closed(con: duckdb.DuckDBPyConnection, sample: Sample) -> list[str]:
    """Postings closed in the warehouse that are open to the end: only a listing read whole may close anything."""
    last = sample.nights[sample.world.nights[-1]]
    still = pd.DataFrame(
        [(t.source, t.board, t.ref) for board in last for t in board.truth], columns=["source", "board", "ref"]
    )
    closed = con.execute("select source, board, ref, closed_on from postings where closed_on is not null").df()
    both = closed.merge(still, on=["source", "board", "ref"])
    return [f"{row.source} {row.board} {row.ref}, closed {row.closed_on:%Y-%m-%d}" for row in both.itertuples()]
