
    select panel, week, count(*) as rows
    from "work"."steps"."panel_weeks"
    group by panel, week
    having count(*) > 1
         or panel is null or week is null
