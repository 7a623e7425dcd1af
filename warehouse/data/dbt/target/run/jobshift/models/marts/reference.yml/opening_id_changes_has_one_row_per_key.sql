
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select posting_id, old_opening_id, new_opening_id, changed_on, count(*) as rows
    from "work"."main"."opening_id_changes"
    group by posting_id, old_opening_id, new_opening_id, changed_on
    having count(*) > 1
         or posting_id is null or old_opening_id is null or new_opening_id is null or changed_on is null

  
  
      
    ) dbt_internal_test