
    select panel, count(*) as rows
    from "work"."main"."panels"
    group by panel
    having count(*) > 1
         or panel is null
