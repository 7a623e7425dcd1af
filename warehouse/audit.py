"""Compares the new state (`work`) with the last snapshot (`last`): what may not be lost, and what moved a lot.

Only parts that differ are looked at (`warehouse.parts`: `changed_parts`).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from warehouse import parts, statements
from warehouse.catalog import tables

log = logging.getLogger(__name__)
Connection = duckdb.DuckDBPyConnection

MOST_LOST_PCT = 5.0  # of the postings of the last snapshot; closing keeps a posting, so none should be lost
MOST_MOVED_POINTS = 5.0  # of a complete month's share
MOST_SHRUNK_PCT = 20.0  # of a table's rows, or of a complete month's n
HEADLINE = "ai_ladder_monthly"
MOST_DRIFT_POINTS = 10.0  # of the headline's complete month, without a retagging
LEAST_DRIFT_N = 500  # openings of a month that may drift
SHOWN = 5
# What was seen stays seen: these only grow, but for a merge or a retagging here and there.
GROWING = ("openings", "spells", "posting_versions", "opening_roles", "opening_skills", "employers", "coverage_nightly")


@dataclass(frozen=True, slots=True)
class Force:
    """Somebody's word that failures of these checks are right."""

    checks: tuple[str, ...]
    because: str
    who: str

    def in_words(self) -> str:
        """One line for the record."""
        return f"{', '.join(self.checks)} forced by {self.who}: {self.because}"


class AuditFailed(RuntimeError):
    """The new state lost what the last snapshot had: nothing was published. Names checks and rows."""

    def __init__(self, failures: Sequence[tuple[str, str]]) -> None:
        self.checks = tuple(dict.fromkeys(check for check, _ in failures))
        told = "\n".join(f"{check}: {rows}" for check, rows in failures)
        hint = f'if it is right: jobshift publish {" ".join(f"--force {check}" for check in self.checks)} --because "…"'
        super().__init__(f"not published, the last snapshot stays:\n{told}\n{hint}")


class NothingToForce(ValueError):
    """A check was to be forced that does not fail."""


def audit(con: Connection, keys: Mapping[str, str], force: Force | None = None) -> tuple[str, ...]:
    """Warnings about what moved in tables, given with their keys; `removed` names postings that may be gone.

    `parts_before`, `parts_now` and `changed_parts` say what each state has, and where they differ.

    Raises AuditFailed where rows or months are lost or the headline drifts, unless that is forced, and NothingToForce
    where it is forced without need.
    """
    held = tables(con, "last")
    shared = [name for name in keys if name in held]
    changed = parts.changed(con)
    series = [name for name in shared if name.endswith("_monthly") and name in changed]
    sizes = _sizes(con, shared)
    failures = [
        *(("emptied_table", f"{name} had {before:,} rows") for name, before, now in sizes if before and not now),
        *(("lost_postings", rows) for rows in _lost_postings(con)),
        *(("lost_rows", rows) for rows in _lost_rows(con, sizes)),
        *(("vanished_source", rows) for rows in _vanished_sources(con)),
        *(("lost_months", rows) for name in series for rows in _lost_months(con, name)),
        *(("drift", rows) for rows in (_drift(con, keys[HEADLINE]) if HEADLINE in series else [])),
    ]
    forced = force.checks if force else ()
    if idle := [check for check in forced if check not in dict(failures)]:
        raise NothingToForce(f"{', '.join(idle)} does not fail; failing: {', '.join(dict(failures)) or 'nothing'}")
    if left := [(check, rows) for check, rows in failures if check not in forced]:
        raise AuditFailed(left)
    warnings = [force.in_words()] if force else []
    warnings += [f"{check}: {rows}" for check, rows in failures]
    warnings += [
        f"shrunk table: {name} from {before:,} to {now:,} rows"
        for name, before, now in sizes
        if now < before * (1 - MOST_SHRUNK_PCT / 100)
    ]
    warnings += [line for name in series for line in (*_moved_shares(con, name, keys[name]), *_moved_sizes(con, name))]
    for warning in warnings:
        log.warning("audit: %s", warning)
    return tuple(warnings)


def _sizes(con: Connection, names: Sequence[str]) -> list[tuple[str, int, int]]:
    """Rows per table: name, in the last snapshot, now."""
    query = """
        select name, coalesce(before, 0)::bigint, coalesce(now, 0)::bigint
        from (select unnest($names::varchar[]) as name)
        left join (select table_name as name, sum(rows) as before from parts_before group by all) using (name)
        left join (select table_name as name, sum(rows) as now from parts_now group by all) using (name)
        order by list_position($names::varchar[], name)
    """
    return con.execute(query, {"names": list(names)}).fetchall()


def _series(catalog: str, name: str) -> str:
    """The months of a series that differ."""
    months = f"(select panel, period as month from changed_parts where table_name = '{name}')"
    return f"(from {catalog}.main.{name} semi join {months} using (panel, month))"


def _postings(catalog: str) -> str:
    """The blocks of postings that differ."""
    blocks = "(select block from changed_parts where table_name = 'postings')"
    return f"(from {catalog}.main.postings where posting_id >> {parts.BLOCK} in {blocks})"


def _lost_postings(con: Connection) -> list[str]:
    lost = con.execute(f"""
        select source, board, ref from {_postings("last")}
        anti join {_postings("work")} using (source, board, ref)
        anti join removed using (source, board, ref)
        order by all
    """).fetchall()
    before = statements.number(con, "select count(*) from last.main.postings")
    if 100 * len(lost) <= MOST_LOST_PCT * before:
        return []
    return [f"{len(lost):,} of {before:,} are gone without closing, such as {_shown(lost)}"]


def _lost_rows(con: Connection, sizes: Sequence[tuple[str, int, int]]) -> list[str]:
    """Tables that only grow and shrank; postings that were forgotten take their rows along."""
    if statements.number(con, "select count(*) from last.main.postings semi join removed using (source, board, ref)"):
        return []
    return [
        f"{name} from {before:,} to {now:,} rows"
        for name, before, now in sizes
        if name in GROWING and 0 < now < before * (1 - MOST_SHRUNK_PCT / 100)
    ]


def _vanished_sources(con: Connection) -> list[str]:
    gone = con.execute("""
        select source, count(*) from last.main.postings
        anti join removed using (source, board, ref)
        where source not in (select source from work.main.postings)
        group by source
        order by source
    """).fetchall()
    return [f"{source} had {postings:,} postings" for source, postings in gone]


def _lost_months(con: Connection, name: str) -> list[str]:
    lost = con.execute(f"""
        with months as (from {_series("last", name)} where month_status = 'complete'),
        kept as (from {_series("work", name)} where month_status = 'complete')
        select distinct panel, unit, definition, month from months
        anti join kept using (panel, unit, definition, month)
        order by all
    """).fetchall()
    return [f"{name} has {len(lost)} complete months less, such as {_shown(lost)}"] if lost else []


def _drift(con: Connection, key: str) -> list[str]:
    """Complete months of the headline that jump between two snapshots without a retagging: intake, not the market."""
    if con.execute("""
        select count(*) from work.main.retag_effects
        where snapshot_before = (select arg_max(snapshot_id, published_at) from last.main.snapshots)
    """).fetchone() != (0,):
        return []
    moved = con.execute(f"""
        select {key}, round(l.share_pct, 1), round(w.share_pct, 1)
        from {_series("last", HEADLINE)} as l
        join {_series("work", HEADLINE)} as w using ({key})
        where l.month_status = 'complete' and w.month_status = 'complete' and least(l.n, w.n) >= {LEAST_DRIFT_N}
            and abs(l.share_pct - w.share_pct) > {MOST_DRIFT_POINTS}
        order by abs(l.share_pct - w.share_pct) desc, {key}
    """).fetchall()
    return [f"{HEADLINE} has {len(moved)} complete months, such as {_shown(moved)}"] if moved else []


def _moved_shares(con: Connection, name: str, key: str) -> list[str]:
    moved = con.execute(f"""
        select {key}, round(l.share_pct, 1), round(w.share_pct, 1)
        from {_series("last", name)} as l
        join {_series("work", name)} as w using ({key})
        where l.month_status = 'complete' and w.month_status = 'complete'
            and abs(l.share_pct - w.share_pct) > {MOST_MOVED_POINTS}
        order by abs(l.share_pct - w.share_pct) desc, {key}
    """).fetchall()
    return [f"moved shares: {name} has {len(moved)} complete months, such as {_shown(moved)}"] if moved else []


def _moved_sizes(con: Connection, name: str) -> list[str]:
    moved = con.execute(f"""
        select distinct panel, unit, definition, month, l.n, w.n
        from {_series("last", name)} as l
        join {_series("work", name)} as w using (panel, unit, definition, month)
        where l.month_status = 'complete' and w.n < l.n * {1 - MOST_SHRUNK_PCT / 100}
        order by all
    """).fetchall()
    return [f"shrunk months: {name} has {len(moved)}, such as {_shown(moved)}"] if moved else []


def _shown(rows: Sequence[tuple[object, ...]]) -> str:
    """At most five rows, readable."""
    return "; ".join(" ".join(str(value) for value in row) for row in rows[:SHOWN])
