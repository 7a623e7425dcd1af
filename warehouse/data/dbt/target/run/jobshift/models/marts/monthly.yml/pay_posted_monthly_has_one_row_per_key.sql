
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select panel, unit, definition, month, count(*) as rows
    from "work"."main"."pay_posted_monthly"
    group by panel, unit, definition, month
    having count(*) > 1
         or panel is null or unit is null or definition is null or month is null

  
  
      
    ) dbt_internal_test