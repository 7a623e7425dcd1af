
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select opening_id, source, board, started_on, count(*) as rows
    from "work"."main"."spells"
    group by opening_id, source, board, started_on
    having count(*) > 1
         or opening_id is null or source is null or board is null or started_on is null

  
  
      
    ) dbt_internal_test