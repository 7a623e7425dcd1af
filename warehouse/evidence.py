"""Evidence beside the published file: the newest months are in it, older ones in Parquet in the folder `evidence`.

A file of a month is named by its content and listed in the table `evidence_months`. So an unchanged month is not
written again, and whoever opens a published file finds the files that belong to it. Those of the snapshot before stay
until the next publication, for readers who have it open; what was removed on request goes at once.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse import published, snapshots

Connection = duckdb.DuckDBPyConnection
MONTHS = 24  # the newest, in the published file
MOST_BYTES = 1_000_000_000  # in it
MENTION_BYTES = 40  # allowed for a mention; one of the recorded Hacker News years takes 30
IN_TABLE = "select month from evidence_plan where file is null"
ORDER = "opening_id, posting_id, start_offset, skill, form"


def plan(con: Connection) -> None:
    """Leave in `evidence_plan` every month of `parts_now` with its mentions and file; null for those in the table."""
    con.execute(f"""
        create or replace temp table evidence_plan as
        select
            period as month, rows as mentions,
            case
                when period <= max(period) over () - interval {MONTHS} month
                    or sum(rows) over (order by period desc) > {MOST_BYTES // MENTION_BYTES}
                then strftime(period, '%Y-%m') || '-' || left(lower(to_hex(hash(rows, whole))), 12) || '.parquet'
            end as file
        from parts_now
        where table_name = 'evidence'
    """)


def move(con: Connection) -> None:
    """Add to `changed_parts` the months that were in the table of the last file and no more are, or the other way."""
    con.execute("""
        insert into changed_parts by name
        select 'evidence' as table_name, month as period, false as is_fact
        from evidence_plan as p
        join last.main.evidence_months as l using (month)
        where (p.file is null) <> (l.file is null)
    """)


def write(con: Connection, data: Path, listing: str) -> None:
    """Write the files that a table like `evidence_months` names and that are not there, from the work warehouse.

    Whole or not at all, and on disk when this returns.
    """
    named = con.execute(f"select file, month from {listing} where file is not null order by month").fetchall()
    for file, month in named:
        target = published.evidence_folder(data) / str(file)
        if not target.exists():
            query = f"from work.main.evidence where posting_month = date '{month:%Y-%m-%d}' order by {ORDER}"
            snapshots.write_parquet(con.sql(query), target)
    if named:
        snapshots.sync(published.evidence_folder(data))


def purge(con: Connection, data: Path, catalog: str) -> None:
    """Remove the files that the published warehouse attached as `catalog` does not name."""
    named = published.evidence_names(con, catalog)
    for path in published.evidence_folder(data).glob("*"):
        if path.name not in named:
            path.unlink()
