
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select panel, count(*) as rows
    from "work"."main"."panels"
    group by panel
    having count(*) > 1
         or panel is null

  
  
      
    ) dbt_internal_test