"""What the warehouse is given from outside: boards, panels, and the taxonomy's skills and roles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd

from pipeline import taxonomy
from pipeline.clean.employers import employer_key
from pipeline.taxonomy.roles import roles_table
from warehouse import statements

PANELS = Path(__file__).parent / "panels.csv"
BoardRow = tuple[str, str, str, str]  # source, token, employer, frame


def give(con: duckdb.DuckDBPyConnection, data: Path, boards: Sequence[BoardRow]) -> None:
    """What is given from outside: boards, panels (those of foreign collections from the ledger), skills and roles."""
    frames = {
        "boards": _boards(boards),
        "skills": _skills(),
        "roles": _roles(),
        "panels": _panels(data),
    }
    for name, frame in frames.items():
        con.register(f"given_{name}", frame)
    statements.run(con, "given")
    for name in frames:
        con.unregister(f"given_{name}")


def _panels(data: Path) -> pd.DataFrame:
    """The panels of panels.csv, and one of each foreign collection, as it was last described; its frame is its name."""
    panels = pd.read_csv(PANELS, dtype="str", keep_default_na=False)
    ledger = data / "ledger" / "archives.jsonl"
    lines = ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else []
    collections = {row["collection"]: row for row in map(json.loads, filter(str.strip, lines)) if row.get("collection")}
    foreign = [(name, "foreign", name, row["chosen"], row["represents"]) for name, row in collections.items()]
    return pd.concat([panels, pd.DataFrame(foreign, columns=panels.columns, dtype="str")])


def _boards(boards: Sequence[BoardRow]) -> pd.DataFrame:
    return pd.DataFrame(
        [(source, board, employer, frame, employer_key(employer)) for source, board, employer, frame in boards],
        columns=["source", "board", "employer", "frame", "employer_key"],
        dtype="str",
    )


def _skills() -> pd.DataFrame:
    groups = taxonomy.groups()
    known = taxonomy.skills().values()
    return pd.DataFrame(
        [(s.id, s.label, s.group, groups[s.group].label, s.tier, s.since, s.retired, s.is_ai) for s in known],
        columns=["skill", "label", "skill_group", "group_label", "tier", "since", "retired", "is_ai"],
    ).astype({"since": "Int64"})  # null where nobody knows


def _roles() -> pd.DataFrame:
    return pd.DataFrame(
        [
            (role.id, role.label, role.family, " ".join(role.soc2018), " ".join(role.isco08))
            for role in roles_table().values()
        ],
        columns=["role", "label", "family", "soc2018", "isco08"],
    )
