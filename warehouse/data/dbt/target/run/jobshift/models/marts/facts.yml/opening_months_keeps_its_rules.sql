
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select
        case
            
                when (month_status in ('complete', 'incomplete')) is not true then 'month_status in (''complete'', ''incomplete'')'
            
                when (ai_level is not null) is not true then 'ai_level is not null'
            
        end as broken_rule,
        *
    from "work"."main"."opening_months"
    where broken_rule is not null

  
  
      
    ) dbt_internal_test