
    

    create  table
      "work"."main"."panels__dbt_tmp"
  
    
    as (
      -- One row per panel: a named set of sources and boards fit to be compared over time. No share without one.
with members as (
    select panel, count(*) as boards
    from "work"."steps"."panel_boards"
    group by panel
),
months as (
    select
        panel,
        min(month) as first_month,
        max(month) as last_month,
        min(month) filter (month_status = 'complete') as first_complete_month,
        max(month) filter (month_status = 'complete') as last_complete_month,
        count(*) filter (month_status = 'complete') as complete_months,
        count(*) filter (month_status = 'gap') as gap_months
    from "work"."steps"."panel_months"
    group by panel
)
select
    panel, sources, frame, chosen, represents,
    coalesce(boards, 0) as boards,
    first_month, last_month, first_complete_month, last_complete_month,
    coalesce(complete_months, 0) as complete_months,
    coalesce(gap_months, 0) as gap_months
from "work"."raw"."panels"
left join members using (panel)
left join months using (panel)
    );
    
  