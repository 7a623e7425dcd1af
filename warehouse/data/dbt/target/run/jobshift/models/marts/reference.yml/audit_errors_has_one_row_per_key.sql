
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select panel, definition, ai_level, count(*) as rows
    from "work"."main"."audit_errors"
    group by panel, definition, ai_level
    having count(*) > 1
         or panel is null or definition is null or ai_level is null

  
  
      
    ) dbt_internal_test