"""Removals: what was taken out on request, and what never comes in again. Tombstones in the ledger say so.

A line of `ledger/removals.jsonl` names one posting (source, board, ref) or one employer (by its key), with the postings
it had when it was asked for. Tagging obeys them, for new pages, rebuilt lakes and restored archives alike.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd

from pipeline.clean.employers import employer_key
from warehouse import lake, published

Key = tuple[str, str, str]  # source, board, ref


class NothingToForget(LookupError):
    """No posting in the lake or in the published warehouse is meant; names what was asked for."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One request: a posting or an employer, the postings that went with it, why, who asked it of the program, when."""

    kind: Literal["posting", "employer"]
    name: str  # source/board/ref, or the employer's key
    keys: tuple[Key, ...]
    because: str
    who: str
    at: str  # UTC, ISO


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What tombstones say, ready to be asked."""

    keys: frozenset[Key]
    employers: frozenset[str]

    @classmethod
    def of(cls, data: Path) -> Forgotten:
        """All tombstones of a data folder."""
        stones = read(data)
        return cls(
            frozenset(key for stone in stones for key in stone.keys),
            frozenset(stone.name for stone in stones if stone.kind == "employer"),
        )

    def __bool__(self) -> bool:
        return bool(self.keys or self.employers)

    def has(self, row: Mapping[str, Any], board_employer: str | None) -> bool:
        """Whether a row of the lake is meant; `board_employer` speaks where the source names no employer."""
        if (row["source"], row["board"], row["ref"]) in self.keys:
            return True
        named = row["employer_key"] if row["employer_given"] or board_employer is None else employer_key(board_employer)
        return named is not None and named in self.employers


def path(data: Path) -> Path:
    """The ledger of removals."""
    return data / "ledger" / "removals.jsonl"


def read(data: Path) -> list[Tombstone]:
    """Every tombstone, oldest first; half lines that a kill left are passed over."""
    file = path(data)
    stones = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else ():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        stones.append(Tombstone(**row | {"keys": tuple((s, b, r) for s, b, r in row["keys"])}))
    return stones


def last_at(data: Path) -> datetime | None:
    """When something was last asked to be taken out (UTC, naive)."""
    moments = [datetime.fromisoformat(stone.at).astimezone(UTC).replace(tzinfo=None) for stone in read(data)]
    return max(moments, default=None)


def add(data: Path, stone: Tombstone) -> None:
    """Write a tombstone to the ledger, on disk when this returns."""
    file = path(data)
    file.parent.mkdir(parents=True, exist_ok=True)
    is_torn = file.exists() and not file.read_bytes().endswith(b"\n")
    with file.open("a", encoding="utf-8") as ledger:
        ledger.write("\n" * is_torn + json.dumps(asdict(stone)) + "\n")
        ledger.flush()
        os.fsync(ledger.fileno())


def of_posting(data: Path, key: Key) -> tuple[Key, ...]:
    """The posting, if the lake has it. Raises NothingToForget."""
    query = "select distinct source, board, ref from rows where (source, board, ref) = ($source, $board, $ref)"
    found = _in_lake(data, query, dict(zip(("source", "board", "ref"), key, strict=True)))
    if not found:
        raise NothingToForget(f"no posting {'/'.join(key)} in the lake")
    return found


def of_employer(data: Path, name: str) -> tuple[str, tuple[Key, ...]]:
    """The employer's key and all its postings, of boards that speak for it too. Raises NothingToForget."""
    wanted = employer_key(name)
    found: set[Key] = set()
    if wanted is not None:
        query = "select distinct source, board, ref from rows where employer_key = $wanted"
        found |= set(_in_lake(data, query, {"wanted": wanted}))
        if published.path(data).exists():
            with published.connect(data) as con:
                query = "select source, board, ref from postings where employer_key = $wanted"
                found |= set(con.execute(query, {"wanted": wanted}).fetchall())
    if wanted is None or not found:
        raise NothingToForget(f"no posting of an employer {name!r} (key {wanted!r})")
    return wanted, tuple(sorted(found))


def parts(data: Path, keys: Iterable[Key]) -> dict[Path, set[Key]]:
    """The files of the lake that hold one of the postings, each with those it holds."""
    files = [str(file) for file in lake.files(data)]
    if not files:
        return {}
    with duckdb.connect() as con:
        con.register("wanted", pd.DataFrame(sorted(keys), columns=["source", "board", "ref"], dtype="str"))
        rows = con.execute(
            "select distinct filename, source, board, ref"
            " from read_parquet($files, filename = true, union_by_name = true)"
            " semi join wanted using (source, board, ref)",
            {"files": files},
        ).fetchall()
    found: dict[Path, set[Key]] = {}
    for file, *key in rows:
        found.setdefault(Path(file), set()).add((key[0], key[1], key[2]))
    return dict(sorted(found.items()))


def _in_lake(data: Path, query: str, values: dict[str, str]) -> tuple[Key, ...]:
    files = [str(file) for file in lake.files(data)]
    if not files:
        return ()
    with duckdb.connect() as con:
        rows = con.execute(
            f"with rows as (from read_parquet($files, union_by_name = true)) {query} order by all",
            {"files": files} | values,
        ).fetchall()
    return tuple((source, board, ref) for source, board, ref in rows)


def give(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Leave in the temporary table `removed` the postings that may be gone without a word of the audit."""
    gone = pd.DataFrame(sorted(Forgotten.of(data).keys), columns=["source", "board", "ref"], dtype="str")
    con.register("gone", gone)
    con.execute("create or replace temp table removed as from gone")
    con.unregister("gone")
