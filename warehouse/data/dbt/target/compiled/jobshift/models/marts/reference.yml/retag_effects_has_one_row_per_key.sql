
    select run_id, panel, month, cause, count(*) as rows
    from "work"."main"."retag_effects"
    group by run_id, panel, month, cause
    having count(*) > 1
         or run_id is null or panel is null or month is null or cause is null
