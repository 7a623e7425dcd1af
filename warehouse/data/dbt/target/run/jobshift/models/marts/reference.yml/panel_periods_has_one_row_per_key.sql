
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select panel, grain, period, count(*) as rows
    from "work"."main"."panel_periods"
    group by panel, grain, period
    having count(*) > 1
         or panel is null or grain is null or period is null

  
  
      
    ) dbt_internal_test