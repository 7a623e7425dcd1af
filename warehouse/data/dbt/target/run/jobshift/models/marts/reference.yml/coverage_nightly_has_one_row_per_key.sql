
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select night, source, board, count(*) as rows
    from "work"."main"."coverage_nightly"
    group by night, source, board
    having count(*) > 1
         or night is null or source is null or board is null

  
  
      
    ) dbt_internal_test