
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select source, board, count(*) as rows
    from "work"."main"."boards"
    group by source, board
    having count(*) > 1
         or source is null or board is null

  
  
      
    ) dbt_internal_test