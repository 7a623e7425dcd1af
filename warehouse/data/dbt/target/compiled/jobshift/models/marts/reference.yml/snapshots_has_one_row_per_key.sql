
    select snapshot_id, count(*) as rows
    from "work"."main"."snapshots"
    group by snapshot_id
    having count(*) > 1
         or snapshot_id is null
