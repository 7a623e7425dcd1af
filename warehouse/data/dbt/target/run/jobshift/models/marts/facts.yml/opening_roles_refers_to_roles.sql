
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select distinct role
    from "work"."main"."opening_roles" as model
    where role is not null
        and not exists (from "work"."main"."roles" as other where other.role = model.role)

  
  
      
    ) dbt_internal_test