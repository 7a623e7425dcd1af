-- One row per snapshot published before, from the ledger.
delete from raw.snapshots;

insert into raw.snapshots
select unnest(from_json(line, '{
    "snapshot_id": "VARCHAR", "published_at": "TIMESTAMP", "run_id": "VARCHAR", "taxonomy_version": "VARCHAR",
    "postings": "UINTEGER", "openings": "UINTEGER", "changed_months": "UINTEGER", "forced": "VARCHAR"
}'))
from unnest($lines::varchar[]) as lines (line)
where json_valid(line);
