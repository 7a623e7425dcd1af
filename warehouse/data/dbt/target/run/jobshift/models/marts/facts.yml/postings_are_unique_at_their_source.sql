
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select source, board, ref, count(*) as rows
    from "work"."main"."postings"
    group by source, board, ref
    having count(*) > 1
         or source is null or board is null or ref is null

  
  
      
    ) dbt_internal_test