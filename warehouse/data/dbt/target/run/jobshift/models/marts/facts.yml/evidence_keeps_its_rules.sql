
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select
        case
            
                when (status in ('required', 'preferred', 'duty', 'context', 'negated')) is not true then 'status in (''required'', ''preferred'', ''duty'', ''context'', ''negated'')'
            
                when (start_offset <= end_offset) is not true then 'start_offset <= end_offset'
            
                when (posting_id is not null and skill is not null) is not true then 'posting_id is not null and skill is not null'
            
        end as broken_rule,
        *
    from "work"."main"."evidence"
    where broken_rule is not null

  
  
      
    ) dbt_internal_test