"""Write, audit, publish: the checked tables of the work warehouse become the file that everybody reads.

The new file is written beside the old one, forced to disk and renamed over it. Who has the old one open keeps it; a
failure at any step (a full disk, a kill) leaves the old one, and the next publication writes anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.taxonomy import VERSION
from warehouse import audit, content, publish_macros, published, removals, revisions, snapshots, statements, work
from warehouse.catalog import tables
from warehouse.snapshots import Snapshot

Connection = duckdb.DuckDBPyConnection

# The published tables and the order of their rows: what a question filters by comes first.
TABLES = {
    "postings": "posting_id",
    "openings": "opening_id",
    "spells": "opening_id",
    "posting_versions": "posting_id, version",
    "posting_places": "country, region, city, posting_id",
    "opening_roles": "role, opening_id",
    "opening_skills": "skill, month, opening_id",
    "opening_months": "panel, unit, month, posting_id",
    "evidence": "opening_id, posting_id",
    "employers": "all",
    "boards": "all",
    "panels": "panel",
    "panel_periods": "panel, grain, period",
    "languages": "source, language",
    "skills": "skill",
    "roles": "role",
    "skill_share_monthly": "panel, unit, definition, skill, month",
    "role_share_monthly": "panel, unit, definition, role, month",
    "place_share_monthly": "panel, unit, definition, country, month",
    "workplace_share_monthly": "panel, unit, definition, workplace, month",
    "ai_level_monthly": "panel, unit, definition, ai_level, month",
    "ai_level_stock_monthly": "panel, unit, definition, ai_level, month",
    "ai_ladder_monthly": "panel, unit, definition, month",
    "ai_frozen_monthly": "panel, unit, definition, month",
    "repost_rate_monthly": "panel, unit, definition, month",
    "pay_posted_monthly": "panel, unit, definition, month",
    "role_kind_share_monthly": "panel, unit, definition, kind, month",
    "skill_share_quarterly": "panel, unit, definition, skill, quarter",
    "ai_ladder_yearly": "panel, unit, definition, year",
    "role_share_quarterly": "panel, unit, definition, role, quarter",
    "ai_level_quarterly": "panel, unit, definition, ai_level, quarter",
    "ai_level_weekly": "panel, unit, definition, ai_level, week",
    "ai_ladder_quarterly": "panel, unit, definition, quarter",
    "ai_ladder_weekly": "panel, unit, definition, week",
    "pay_quarterly": "panel, pay_currency, pay_period, quarter",
    "spell_survival_quarterly": "panel, quarter, day",
    "skill_pairs_recent": "panel, skill, other_skill",
    "role_skills_recent": "panel, role, skill",
    "skill_share_recent": "panel, unit, definition, period, skill",
    "coverage_nightly": "night, source, board",
    "runs": "started_at, run_id",
    "snapshots": "published_at",
    "revisions": "snapshot_id, relation, panel, unit, definition, series, month, cause",
    "retag_effects": "retagged_on, run_id, panel, month, cause",
    "audit_errors": "panel, definition, ai_level",
    "opening_id_changes": "changed_on, posting_id",
}
MONTHLY = tuple(name for name in TABLES if name.endswith("_monthly"))
# Runs, snapshots and revisions differ after every run; the errors stand in the series too, and may well go: a label of
# a text that changed since counts no more.
FACTS = tuple(name for name in TABLES if name not in ("runs", "snapshots", "revisions", "audit_errors"))
STORAGE = "v1.2.0"  # every client from 1.4 on can read the file; the macros are tried with 1.4, 1.5 and 2.0


class NotBuilt(RuntimeError):
    """The work warehouse lacks tables that are to be published; names them."""


def publish(data: Path, run_id: str, force: audit.Force | None = None) -> Snapshot | None:
    """Publish what the work warehouse holds; None if its content is what is published already.

    Raises `audit.AuditFailed` where the new state lost what the last snapshot had, and then publishes nothing, unless
    that is forced; who forced it and why stands in the snapshot's row.
    """
    new = published.path(data).with_suffix(".duckdb.new")
    try:
        with _attached(data) as con:
            _check_built(con)
            found = content.fingerprint(con, "work", FACTS)
            last = _last(con, data)
            if last is not None and found == content.fingerprint(con, "last", FACTS):
                return None
            keys = {name: TABLES[name] for name in FACTS}
            removals.give(con, data)
            warnings = audit.audit(con, keys, force) if last is not None else ()
            snapshot = _snapshot(con, run_id, found, force.in_words() if force else None)
            is_revised = last is not None and revisions.work_out(con)
            if last is not None and is_revised:
                revisions.keep(con, data, last.snapshot_id, snapshot.snapshot_id)
            _remove(new)
            _write(con, new, snapshot, is_revised)
        snapshots.sync(new)
        new.replace(published.path(data))
        snapshots.sync(data)
    finally:
        _remove(new)
    with duckdb.connect() as con:
        published.attach(con, data, "fresh")
        snapshots.record(con, data, snapshot, warnings, "fresh")
    return snapshot


@contextmanager
def _attached(data: Path) -> Iterator[Connection]:
    """A connection with the work warehouse as `work` and, if there is one, the published one as `last`, read only."""
    with duckdb.connect(config={"memory_limit": work.MEMORY, "temp_directory": str(data / "work.tmp")}) as con:
        con.execute("set timezone = 'UTC'")
        work.attach(con, data)
        if published.path(data).exists():
            published.attach(con, data, "last")
        yield con


def _last(con: Connection, data: Path) -> Snapshot | None:
    """The last snapshot; what a kill kept from the records is recorded now."""
    if not published.path(data).exists():
        return None
    last = snapshots.newest(con, "last")
    if not snapshots.is_recorded(data, last):
        snapshots.record(con, data, last, (), "last")
    return last


def _check_built(con: Connection) -> None:
    if absent := [name for name in TABLES if name not in tables(con, "work")]:
        raise NotBuilt(f"the work warehouse has no table {', '.join(absent)}: run the build first")


def _snapshot(con: Connection, run_id: str, fingerprint: str, forced: str | None) -> Snapshot:
    moment = datetime.now(UTC).replace(tzinfo=None)
    return Snapshot(
        snapshot_id=f"{moment:%Y-%m-%dT%H%MZ}-{fingerprint[:8]}",
        published_at=moment,
        run_id=run_id,
        taxonomy_version=VERSION,
        postings=statements.number(con, "select count(*) from work.main.postings"),
        openings=statements.number(con, "select count(*) from work.main.openings"),
        changed_months=content.changed_months(con, MONTHLY),
        forced=forced,
    )


def _write(con: Connection, new: Path, snapshot: Snapshot, is_revised: bool) -> None:
    """Write tables with comments, macros, the snapshot's own row and its revisions into a new file, and close it."""
    con.execute(f"attach '{_quoted(new)}' as fresh (storage_version '{STORAGE}')")
    for name, order in TABLES.items():
        con.execute(f"create table fresh.main.{name} as from work.main.{name} order by {order}")
    for kind, target, comment in _comments(con):
        con.execute(f"comment on {kind} fresh.main.{target} is '{comment}'")  # takes no parameters (1.5)
    publish_macros.create(con, "fresh")
    snapshots.add_rows(con, snapshot)
    if is_revised:
        revisions.show(con)
    con.execute("checkpoint fresh")
    con.execute("detach fresh")


def _comments(con: Connection) -> list[tuple[str, str, str]]:
    """Every description of a published table or column: kind, quoted name, quoted text."""
    found = con.execute(
        """
        select 'table', table_name, replace(comment, chr(39), chr(39) || chr(39))
        from duckdb_tables()
        where database_name = 'work' and schema_name = 'main' and comment is not null
            and list_contains($names, table_name)
        union all
        select 'column', table_name || '."' || column_name || '"', replace(comment, chr(39), chr(39) || chr(39))
        from duckdb_columns()
        where database_name = 'work' and schema_name = 'main' and comment is not null
            and list_contains($names, table_name)
        """,
        {"names": list(TABLES)},
    )
    return [(str(kind), str(target), str(comment)) for kind, target, comment in found.fetchall()]


def _remove(new: Path) -> None:
    for leftover in (new, new.with_name(new.name + ".wal")):
        leftover.unlink(missing_ok=True)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
