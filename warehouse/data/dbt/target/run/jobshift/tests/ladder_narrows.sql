
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  -- One row per panel, unit and month in which a narrower definition counts more than a wider one.
with ladder as (
    pivot "work"."main"."ai_ladder_monthly"
    on definition in ('any_word', 'generic_only', 'specific', 'two_skills')
    using sum(count)
    group by panel, unit, month
)
select *
from ladder
where two_skills > specific or specific + generic_only > any_word
  
  
      
    ) dbt_internal_test