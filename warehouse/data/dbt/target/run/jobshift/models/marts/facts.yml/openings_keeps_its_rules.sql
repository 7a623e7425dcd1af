
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select
        case
            
                when (postings >= 1) is not true then 'postings >= 1'
            
                when (first_month <= last_month or last_month is null) is not true then 'first_month <= last_month or last_month is null'
            
        end as broken_rule,
        *
    from "work"."main"."openings"
    where broken_rule is not null

  
  
      
    ) dbt_internal_test