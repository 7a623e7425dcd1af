
    select panel, grain, period, count(*) as rows
    from "work"."main"."panel_periods"
    group by panel, grain, period
    having count(*) > 1
         or panel is null or grain is null or period is null
