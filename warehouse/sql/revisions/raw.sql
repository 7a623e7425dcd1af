-- One row per snapshot, changed series, month and cause, from the ledger: of months that were complete, and the ladder's others.
delete from raw.revisions;

insert into raw.revisions by name
select * exclude (filename)
from read_parquet($paths, union_by_name = true, filename = true)
where status_before = 'complete' or relation = 'ai_ladder_monthly';
