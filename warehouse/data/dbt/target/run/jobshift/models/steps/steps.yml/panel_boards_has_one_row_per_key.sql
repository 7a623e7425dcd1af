
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select panel, source, board, count(*) as rows
    from "work"."steps"."panel_boards"
    group by panel, source, board
    having count(*) > 1
         or panel is null or source is null or board is null

  
  
      
    ) dbt_internal_test