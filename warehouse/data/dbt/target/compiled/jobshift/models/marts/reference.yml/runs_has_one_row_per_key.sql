
    select run_id, count(*) as rows
    from "work"."main"."runs"
    group by run_id
    having count(*) > 1
         or run_id is null
