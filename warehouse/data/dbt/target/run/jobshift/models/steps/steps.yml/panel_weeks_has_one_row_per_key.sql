
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select panel, week, count(*) as rows
    from "work"."steps"."panel_weeks"
    group by panel, week
    having count(*) > 1
         or panel is null or week is null

  
  
      
    ) dbt_internal_test