"""Revisions: what a publication changed in series that were published before, and by which cause.

At each publication the last snapshot is compared with the new one, posting by posting: every posting that came, went
or counts for another series now is given the one factor without whose change it would not have (sql/revisions/causes).
What of a share's change is by a cause follows from these and adds up to the change exactly. The ledger keeps all of it,
a file per snapshot; the table `revisions` shows months that were complete, and the ladder's others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import duckdb
import pandas as pd

from warehouse import snapshots, statements
from warehouse.catalog import tables
from warehouse.kept import NotKept, point, standing

Connection = duckdb.DuckDBPyConnection
Cause = Literal["new_data", "late_data", "openings", "taxonomy", "sources", "removals", "other"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
WORDS: Mapping[str, str] = {
    "new_data": "new data: the month was not complete then",
    "late_data": "late data: postings that came, or were edited, after the month was complete",
    "openings": "openings: which postings are one job is decided otherwise",
    "taxonomy": "taxonomy: the same texts are tagged otherwise",
    "sources": "sources: boards came to the panel or left it",
    "removals": "removals: postings were taken out on request, or their pages are lost",
    "other": "other: whose employer is whose, or the method of the interval",
}
NEEDED = {  # what a snapshot must have to be compared
    "opening_months": {"panel", "unit", "month", "posting_id", "is_first_of_text"},
    "postings": {"posting_id", "source", "board", "first_seen_kind", "is_counted", "opening_id", "text_group_id",
                 "part", "fetched_at", "text_length", "reader_version", "taxonomy_version", "ai_level"},
    "posting_versions": {"posting_id", "version", "skills_added", "skills_removed", "ai_level", "ai_level_before"},
    "opening_skills": {"posting_id", "skill", "is_asked", "is_any"},
    "opening_roles": {"posting_id", "role", "family"},
    "skills": {"skill", "tier", "is_ai"},
    "boards": {"source", "board", "frame"},
    "panels": {"panel", "sources", "frame"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One month of one series as a snapshot has it; shares 0 to 100, null where suppressed."""

    month_status: str | None  # null: the snapshot does not have the month
    n: int
    count: int
    share_pct: float | None
    low_pct: float | None
    high_pct: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """What of a change is by one cause; the parts of a change add up to it."""

    cause: Cause
    n_change: int
    count_change: int
    points: float | None  # percentage points of the share; null where either share is suppressed
    postings: int  # that came, went or are tagged otherwise by it

    def in_words(self) -> str:
        """One line."""
        moved = "" if self.points is None else f" ({self.points:+.2f} points)"
        return f"{WORDS[self.cause]}{moved}"


@dataclass(frozen=True, slots=True)
class Change:
    """One month of one series in two snapshots, and why they differ: the causes, the weightiest first."""

    snapshot_before: str
    snapshot_after: str
    before: Point
    after: Point
    parts: tuple[Part, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in the point differs."""
        return self.before != self.after

    @property
    def cause(self) -> Cause | None:
        """The weightiest cause; None where nothing changed."""
        return self.parts[0].cause if self.parts else None

    @property
    def is_within_interval(self) -> bool | None:
        """Whether the share of today lies in the interval published then; None where either is suppressed."""
        low, high, now = self.before.low_pct, self.before.high_pct, self.after.share_pct
        return None if low is None or high is None or now is None else low <= now <= high


def work_out(con: Connection) -> bool:
    """Leave in the temporary table `own_revisions` what the work warehouse (`work`) changes of the snapshot `last`.

    `changed_parts` says which months differ. False where the last snapshot is of a version that lacks what is compared:
    then nothing is said.
    """
    if any(missing(con, catalog) for catalog in ("last", "work")):
        return False
    _from_both(con, "series", ("series", "months"))
    statements.run(con, "revisions/changed")
    _from_both(con, "items", ("items", "placed"))
    statements.run(con, "revisions/moved")
    _from_both(con, "around", ("around",))
    con.execute("create or replace temp table around_ids as from around_before union from around_now")
    _from_both(con, "facts", ("facts", "hits"))
    statements.run(con, "revisions/causes")
    statements.run(con, "revisions/revisions")
    return True


def missing(con: Connection, catalog: str) -> list[str]:
    """The tables of NEEDED that a catalogue lacks, or of which it lacks columns."""
    held = tables(con, catalog)
    return [name for name, columns in NEEDED.items() if not columns <= held.get(name, {}).keys()]


def _from_both(con: Connection, step: str, names: tuple[str, ...]) -> None:
    """Run a step in both catalogues; what it leaves as NAME_taken is kept as NAME_before and NAME_now."""
    ((home,),) = con.execute("select current_database()").fetchall()
    for catalog, side in (("last", "before"), ("work", "now")):
        con.execute(f"use {catalog}")
        try:
            statements.run(con, f"revisions/{step}")
        finally:
            con.execute(f"use {home}")
        for name in names:
            con.execute(f"create or replace temp table {name}_{side} as from {name}_taken")


def keep(con: Connection, data: Path, before: str, after: str) -> None:
    """Write `own_revisions` to the ledger, as those from snapshot `before` to `after`; on disk when this returns.

    A file whose snapshot is never published (a kill came between) is passed over by everybody.
    """
    con.execute(
        "create or replace temp table kept_revisions as"
        " select $before as snapshot_before, $after as snapshot_id, * from own_revisions",
        {"before": before, "after": after},
    )
    snapshots.write_parquet(con.table("kept_revisions"), path(data, after))


def show(con: Connection) -> None:
    """Add `kept_revisions` to the table of the new file (`fresh`), as much of them as it shows."""
    con.execute("""
        insert into fresh.main.revisions by name
        from kept_revisions where status_before = 'complete' or relation = 'ai_ladder_monthly'
    """)


def give(con: Connection, data: Path) -> None:
    """Fill raw.revisions from the ledger."""
    files = [str(file) for known in snapshots.ledger_ids(data) if (file := path(data, known)).exists()]
    if files:
        statements.run(con, "revisions/raw", paths=files)


def path(data: Path, snapshot_id: str) -> Path:
    """Where the ledger keeps the revisions that a snapshot brought."""
    return data / "ledger" / "revisions" / f"{snapshot_id}.parquet"


def between(data: Path, before: str, after: str | None = None) -> pd.DataFrame:
    """All revisions of the snapshots after `before` up to `after` (the newest): rows of the ledger, oldest first.

    Both are a snapshot's id or a day (YYYY-MM-DD: what stood published at its end, UTC). Raises NotKept.
    """
    ids = _after(data, before, after)
    files = [str(file) for known in ids if (file := path(data, known)).exists()]
    if not files:
        return pd.DataFrame(columns=COLUMNS)
    with duckdb.connect() as con:
        con.register("wanted", pd.DataFrame({"snapshot_id": ids, "place": range(len(ids))}))
        return con.execute(
            f"select {', '.join(COLUMNS)} from read_parquet($files, union_by_name = true)"
            " join wanted using (snapshot_id) order by place, relation, panel, unit, definition, series, month, cause",
            {"files": files},
        ).df()


COLUMNS = [
    "snapshot_before", "snapshot_id", "relation", "panel", "unit", "definition", "series", "month",
    "status_before", "status_after", "n_before", "n_after", "count_before", "count_after",
    "share_before_pct", "share_after_pct", "cause", "n_change", "count_change", "points", "postings",
]  # fmt: skip


def explain_change(
    data: Path,
    relation: str,
    key: Mapping[str, str],
    month: date,
    *,
    before: str,
    after: str | None = None,
) -> Change:
    """One month of one series as published in `before` and in `after` (the newest), and why it differs.

    `relation`: a monthly table. `key`: its key but for the month, such as {"panel": "hn", "unit": "opening",
    "definition": "asked", "skill": "python"}. `before`, `after`: a snapshot's id or a day. Ladder, levels, skills and
    roles are explained series by series. Of another relation the causes are those of the panel's and unit's month in
    all of these, their points null. What no record explains is the cause `other`. Raises NotKept.
    """
    first, last = standing(data, before), standing(data, after) if after else snapshots.ledger_ids(data)[-1]
    one, other = (Point(**point(data, known, relation, key, month)) for known in (first, last))
    if one == other:
        return Change(first, last, one, other, ())
    rows = between(data, first, last)
    rows = rows[(rows["panel"] == key["panel"]) & (rows["unit"] == key["unit"])]
    rows = rows[pd.to_datetime(rows["month"]).dt.date == month]
    parts = _own(rows, relation, key, one, other) if relation in OWN else _neighbours(rows)
    return Change(first, last, one, other, parts or (Part("other", other.n - one.n, other.count - one.count, None, 0),))


OWN = {  # the relations explained series by series, with the column of their series
    "ai_ladder_monthly": None,
    "ai_level_monthly": "ai_level",
    "role_share_monthly": "role",
    "skill_share_monthly": "skill",
}


def _own(rows: pd.DataFrame, relation: str, key: Mapping[str, str], before: Point, after: Point) -> tuple[Part, ...]:
    """The parts of a series' change, with what the records leave open as `other`."""
    column = OWN[relation]
    rows = rows[(rows["relation"] == relation) & (rows["definition"] == key["definition"])]
    if column is not None:
        rows = rows[rows["series"] == key[column]]
    sums = rows.groupby("cause", as_index=False)[["n_change", "count_change", "points", "postings"]].sum()
    has_points = before.share_pct is not None and after.share_pct is not None and not rows["points"].isna().any()
    parts = _parts(sums if has_points else sums.drop(columns="points"))
    open_n = after.n - before.n - sum(part.n_change for part in parts)
    open_count = after.count - before.count - sum(part.count_change for part in parts)
    if open_n or open_count:
        parts.append(Part("other", open_n, open_count, None, 0))
    return tuple(sorted(parts, key=_weight, reverse=True))


def _neighbours(rows: pd.DataFrame) -> tuple[Part, ...]:
    """The causes found in the same panel's and unit's month, each by the series in which most postings moved for it."""
    largest = rows.sort_values("postings").groupby("cause").tail(1)
    return tuple(sorted(_parts(largest.drop(columns="points")), key=_weight, reverse=True))


def _parts(rows: pd.DataFrame) -> list[Part]:
    return [
        Part(row["cause"], int(row["n_change"]), int(row["count_change"]), row.get("points"), int(row["postings"]))
        for row in rows.to_dict("records")
    ]


def _weight(part: Part) -> tuple[float, int]:
    """How much a part explains."""
    return abs(part.points or 0.0), part.postings + abs(part.n_change) + abs(part.count_change)


def _after(data: Path, before: str, after: str | None) -> list[str]:
    """The ids of the snapshots after `before`, up to `after`."""
    ids = snapshots.ledger_ids(data)
    first = standing(data, before)
    last = standing(data, after) if after else ids[-1]
    if ids.index(last) < ids.index(first):
        raise NotKept(f"snapshot {last} is older than {first}")
    return ids[ids.index(first) + 1 : ids.index(last) + 1]
