
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select panel, unit, basis, month, count(*) as rows
    from "work"."steps"."denominators"
    group by panel, unit, basis, month
    having count(*) > 1
         or panel is null or unit is null or basis is null or month is null

  
  
      
    ) dbt_internal_test