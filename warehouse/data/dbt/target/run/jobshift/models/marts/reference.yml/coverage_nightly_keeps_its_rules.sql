
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select
        case
            
                when (status in ('complete', 'partial', 'unchanged', 'suspect', 'absent', 'blocked', 'failed', 'asleep')) is not true then 'status in (''complete'', ''partial'', ''unchanged'', ''suspect'', ''absent'', ''blocked'', ''failed'', ''asleep'')'
            
        end as broken_rule,
        *
    from "work"."main"."coverage_nightly"
    where broken_rule is not null

  
  
      
    ) dbt_internal_test