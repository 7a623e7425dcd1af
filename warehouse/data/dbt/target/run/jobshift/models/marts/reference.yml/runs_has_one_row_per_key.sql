
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select run_id, count(*) as rows
    from "work"."main"."runs"
    group by run_id
    having count(*) > 1
         or run_id is null

  
  
      
    ) dbt_internal_test