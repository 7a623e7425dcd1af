-- The effects of tagging again, from the ledger; of runs that began at the same snapshot the last one counts.
delete from raw.retag_effects;

insert into raw.retag_effects by name
with rows as (
    select unnest(from_json(line, '{
        "run_id": "VARCHAR", "retagged_on": "DATE", "snapshot_before": "VARCHAR", "taxonomy_before": "VARCHAR",
        "taxonomy_after": "VARCHAR", "panel": "VARCHAR", "month": "DATE", "cause": "VARCHAR", "n_before": "UINTEGER",
        "n_after": "UINTEGER", "count_before": "UINTEGER", "count_after": "UINTEGER", "share_before_pct": "DOUBLE",
        "share_after_pct": "DOUBLE", "gained": "UINTEGER", "lost": "UINTEGER"
    }')), place
    from (select unnest($lines::varchar[]) as line, generate_subscripts($lines::varchar[], 1) as place)
    where json_valid(line)
),
latest as (
    select snapshot_before, arg_max(run_id, place) as run_id
    from rows
    group by snapshot_before
)
select rows.* exclude (place)
from rows
semi join latest using (snapshot_before, run_id);
