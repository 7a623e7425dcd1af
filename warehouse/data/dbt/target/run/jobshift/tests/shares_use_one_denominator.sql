
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  -- One row per panel, unit and month in which two marts divide by different numbers.
with denominators as (
    select panel, unit, month, n from "work"."main"."ai_level_monthly"
    union
    select panel, unit, month, n from "work"."main"."ai_ladder_monthly"
    union
    select panel, unit, month, n from "work"."main"."skill_share_monthly"
)
select panel, unit, month, count(*) as different
from denominators
group by panel, unit, month
having count(*) > 1
  
  
      
    ) dbt_internal_test