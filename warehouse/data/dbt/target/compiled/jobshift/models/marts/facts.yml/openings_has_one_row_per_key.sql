
    select opening_id, count(*) as rows
    from "work"."main"."openings"
    group by opening_id
    having count(*) > 1
         or opening_id is null
