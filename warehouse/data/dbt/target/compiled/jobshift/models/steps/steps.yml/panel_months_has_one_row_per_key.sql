
    select panel, month, count(*) as rows
    from "work"."steps"."panel_months"
    group by panel, month
    having count(*) > 1
         or panel is null or month is null
