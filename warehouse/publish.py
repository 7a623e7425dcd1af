"""Write, audit, publish: the checked tables of the work warehouse become the file that everybody reads.

The new file is written beside the old one (`warehouse.renewal`), forced to disk and renamed over it. Who has the old
one open keeps it; a failure at any step (a full disk, a kill) leaves the old one, and the next publication writes anew.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.taxonomy import VERSION
from warehouse import audit, evidence, parts, published, removals, renewal, revisions, snapshots, statements, work
from warehouse.catalog import tables
from warehouse.snapshots import Snapshot

log = logging.getLogger(__name__)
Connection = duckdb.DuckDBPyConnection

# The published tables and the order of their rows: what a question filters by comes first. A month's n, employers and
# status are the same for each skill, and take no room where its rows stand together.
TABLES = {
    "postings": "posting_id",
    "openings": "opening_id",
    "spells": "opening_id",
    "posting_versions": "posting_id, version",
    "posting_places": "country, region, city, posting_id",
    "opening_roles": "role, opening_id",
    "opening_skills": "skill, month, posting_id",
    "opening_months": "panel, unit, month, posting_id",
    "evidence": evidence.ORDER,
    "evidence_months": "month",
    "employers": "all",
    "boards": "all",
    "panels": "panel",
    "panel_periods": "panel, grain, period",
    "languages": "source, language",
    "skills": "skill",
    "roles": "role",
    "skill_share_monthly": "panel, unit, definition, month, skill",
    "role_share_monthly": "panel, unit, definition, role, month",
    "place_share_monthly": "panel, unit, definition, month, country",
    "workplace_share_monthly": "panel, unit, definition, workplace, month",
    "ai_level_monthly": "panel, unit, definition, ai_level, month",
    "ai_level_stock_monthly": "panel, unit, definition, ai_level, month",
    "ai_ladder_monthly": "panel, unit, definition, month",
    "ai_frozen_monthly": "panel, unit, definition, month",
    "repost_rate_monthly": "panel, unit, definition, month",
    "pay_posted_monthly": "panel, unit, definition, month",
    "role_kind_share_monthly": "panel, unit, definition, kind, month",
    "skill_share_quarterly": "panel, unit, definition, quarter, skill",
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
# a text that changed since counts no more. Where evidence lies is no fact.
FACTS = tuple(
    name for name in TABLES if name not in ("runs", "snapshots", "revisions", "audit_errors", "evidence_months")
)


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
            last = _last(con, data)
            _compare(con, data, last)
            found = parts.fingerprint(con, FACTS)
            if last is not None and not parts.changed(con, facts=True):
                evidence.write(con, data, "last.main.evidence_months")
                return None
            removals.give(con, data)
            warnings = audit.audit(con, {name: TABLES[name] for name in FACTS}, force) if last is not None else ()
            snapshot = _snapshot(con, run_id, found, force.in_words() if force else None)
            is_revised = last is not None and revisions.work_out(con)
            if last is not None and is_revised:
                revisions.keep(con, data, last.snapshot_id, snapshot.snapshot_id)
            evidence.plan(con)
            evidence.write(con, data, "evidence_plan")
            removed_at = removals.last_at(data)
            is_copy = last is not None and renewal.can_copy(con, data, snapshot.published_at, removed_at)
            _write(con, data, new, snapshot, is_revised=is_revised, is_copy=is_copy)
        snapshots.sync(new)
        new.replace(published.path(data))
        snapshots.sync(data)
    finally:
        _remove(new)
    with duckdb.connect() as con:
        published.attach(con, data, "fresh")
        snapshots.record(con, data, snapshot, warnings, "fresh")
        if removed_at is not None and not is_copy:
            evidence.purge(con, data, "fresh")
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
    evidence.purge(con, data, "last")
    if not snapshots.is_recorded(data, last):
        if work.is_damaged(published.path(data)):  # before it is believed to be as it was left
            raise published.Damaged(published.DAMAGED.format(published.path(data), "not every row can be read"))
        snapshots.record(con, data, last, (), "last")
    return last


def _compare(con: Connection, data: Path, last: Snapshot | None) -> None:
    """Leave the parts of the facts in `parts_now` and `parts_before`, what differs in `changed_parts`.

    The last file knows its own; if another version of DuckDB made it, none knew parts, or something wrote to it since,
    its rows are read.
    """
    now = tables(con, "work")
    parts.take(con, "work", FACTS, "now")
    before = tables(con, "last")
    if last is not None and renewal.knows_parts(con) and renewal.is_as_left(data):
        con.execute("create or replace temp table parts_before as from last.publication.parts")
    else:
        parts.take(con, "last", [name for name in FACTS if name != "evidence"], "before")
        if "evidence" in before:
            files = published.evidence_files(con, data, "last")
            parts.add(con, "before", "evidence", before["evidence"], f"({published.all_evidence('last', files)})")
    parts.compare(con, [name for name in FACTS if before.get(name) != now[name]] if last else ())


def _check_built(con: Connection) -> None:
    if absent := sorted(TABLES.keys() - tables(con, "work")):
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
        changed_months=parts.changed_months(con, MONTHLY),
        forced=forced,
    )


def _write(con: Connection, data: Path, new: Path, snapshot: Snapshot, *, is_revised: bool, is_copy: bool) -> None:
    """Write tables with comments, macros, the snapshot's own row and its revisions into a new file, and close it."""
    sources = {name: f"work.main.{name}" for name in TABLES} | {
        "evidence": f"(from work.main.evidence where posting_month in ({evidence.IN_TABLE}))",
        "evidence_months": "evidence_plan",
    }
    _remove(new)
    if is_copy:
        evidence.move(con)
        try:
            renewal.renew(con, data, new, TABLES, sources, set(FACTS))
        except renewal.NotRenewed as error:
            log.warning("%s: all is written anew", error)
            con.execute("detach fresh")
            _remove(new)
            is_copy = False
    if not is_copy:
        renewal.attach(con, new)
        for name, columns in tables(con, "work").items():
            if name in TABLES:
                renewal.create(con, name, columns, TABLES[name], sources[name])
    comments = [told for told in renewal.described(con, "work") if told[1].split(".")[0] in TABLES]
    renewal.finish(con, snapshot.published_at, is_whole=not is_copy, comments=comments)
    snapshots.add_rows(con, snapshot)
    if is_revised:
        revisions.show(con)
    con.execute("checkpoint fresh")
    con.execute("detach fresh")


def _remove(new: Path) -> None:
    for leftover in (new, new.with_name(new.name + ".wal")):
        leftover.unlink(missing_ok=True)
