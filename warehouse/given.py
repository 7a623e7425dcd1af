"""What the warehouse is given from outside: boards, panels, and the taxonomy's skills and roles."""

from __future__ import annotations

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


def give(con: duckdb.DuckDBPyConnection, boards: Sequence[BoardRow]) -> None:
    """What is given from outside: boards, panels, skills and roles."""
    frames = {
        "boards": _boards(boards),
        "skills": _skills(),
        "roles": _roles(),
    }
    for name, frame in frames.items():
        con.register(f"given_{name}", frame)
    statements.run(con, "given", panels=str(PANELS))
    for name in frames:
        con.unregister(f"given_{name}")


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
