
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select opening_id, count(*) as rows
    from "work"."main"."openings"
    group by opening_id
    having count(*) > 1
         or opening_id is null

  
  
      
    ) dbt_internal_test