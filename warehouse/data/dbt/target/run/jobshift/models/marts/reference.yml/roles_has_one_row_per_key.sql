
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select role, count(*) as rows
    from "work"."main"."roles"
    group by role
    having count(*) > 1
         or role is null

  
  
      
    ) dbt_internal_test