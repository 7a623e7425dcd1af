
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select posting_id, role_index, count(*) as rows
    from "work"."main"."opening_roles"
    group by posting_id, role_index
    having count(*) > 1
         or posting_id is null or role_index is null

  
  
      
    ) dbt_internal_test