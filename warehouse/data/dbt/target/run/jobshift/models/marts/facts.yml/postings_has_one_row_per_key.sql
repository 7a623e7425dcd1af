
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select posting_id, count(*) as rows
    from "work"."main"."postings"
    group by posting_id
    having count(*) > 1
         or posting_id is null

  
  
      
    ) dbt_internal_test