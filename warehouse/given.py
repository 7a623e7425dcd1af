"""What the warehouse is given from outside: boards, panels, and the taxonomy's skills and roles."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd

from pipeline import taxonomy
from pipeline.clean.employers import employer_key
from pipeline.taxonomy.roles import roles_table
from warehouse import statements

PANELS = Path(__file__).parent / "panels.csv"
BOARD = ("source", "board", "employer", "frame")
BoardRow = tuple[str, str, str, str]  # source, token, employer, frame


def give(con: duckdb.DuckDBPyConnection, data: Path, boards: Sequence[BoardRow]) -> None:
    """What is given from outside: boards, panels (those of foreign collections from the ledger), skills and roles.

    A board that is no longer in the file keeps the last row that the ledger has: its postings stay in their panel.
    """
    _keep(data, boards)
    frames = {
        "boards": _boards(list(_kept(data).values())),
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


def keep_boards(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Take into the ledger what a work warehouse from before there was one for boards knows alone."""
    if _ledger(data).exists() or not con.execute("select 1 from duckdb_tables() where schema_name = 'raw'").fetchall():
        return
    try:
        rows = con.execute("select source, board, employer, frame from raw.boards order by all").fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):  # of a shape that nobody knows
        return
    _keep(data, [(source, board, employer, frame) for source, board, employer, frame in rows])


def _keep(data: Path, boards: Sequence[BoardRow]) -> None:
    """Add to the ledger the rows that are not its last of their board, on disk when this returns."""
    known = _kept(data)
    fresh = [row for row in boards if known.get(row[:2]) != tuple(row)]
    if not fresh:
        return
    file = _ledger(data)
    file.parent.mkdir(parents=True, exist_ok=True)
    is_torn = file.exists() and not file.read_bytes().endswith(b"\n")
    with file.open("a", encoding="utf-8") as ledger:
        lines = (json.dumps(dict(zip(BOARD, row, strict=True))) + "\n" for row in fresh)
        ledger.write("\n" * is_torn + "".join(lines))
        ledger.flush()
        os.fsync(ledger.fileno())


def _kept(data: Path) -> dict[tuple[str, str], BoardRow]:
    """The last row of every board that was ever in a boards file; half lines that a kill left are passed over."""
    file = _ledger(data)
    found: dict[tuple[str, str], BoardRow] = {}
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else ():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        source, board, employer, frame = (row[name] for name in BOARD)
        found[source, board] = (source, board, employer, frame)
    return found


def _ledger(data: Path) -> Path:
    return data / "ledger" / "boards.jsonl"


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
