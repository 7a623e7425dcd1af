
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select source, board, month, count(*) as rows
    from "work"."steps"."board_months"
    group by source, board, month
    having count(*) > 1
         or source is null or board is null or month is null

  
  
      
    ) dbt_internal_test