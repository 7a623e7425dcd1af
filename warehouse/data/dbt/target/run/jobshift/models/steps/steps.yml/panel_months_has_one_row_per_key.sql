
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select panel, month, count(*) as rows
    from "work"."steps"."panel_months"
    group by panel, month
    having count(*) > 1
         or panel is null or month is null

  
  
      
    ) dbt_internal_test