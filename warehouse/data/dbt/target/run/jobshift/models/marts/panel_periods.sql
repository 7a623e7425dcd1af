
    

    create  table
      "work"."main"."panel_periods__dbt_tmp"
  
    
    as (
      -- One row per panel, kind of period and period, without holes: the grid of every series, and what is known of it.
-- A quarter and a year are complete when all their months are, a gap when none was read.
with long_periods as (
    select panel, grain, date_trunc(grain, month)::date as period, months, month_status
    from "work"."steps"."panel_months"
    cross join (values ('quarter', 3), ('year', 12)) as grains (grain, months)
)
select panel, 'week' as grain, week as period, month_status
from "work"."steps"."panel_weeks"
union all
select panel, 'month' as grain, month as period, month_status
from "work"."steps"."panel_months"
union all
select panel, grain, period, case
        when bool_and(month_status = 'complete') and count(*) >= any_value(months) then 'complete'
        when bool_and(month_status = 'gap') then 'gap'
        else 'incomplete'
    end as month_status
from long_periods
group by panel, grain, period
    );
    
  