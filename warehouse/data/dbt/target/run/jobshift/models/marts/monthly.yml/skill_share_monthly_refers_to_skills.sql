
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select distinct skill
    from "work"."main"."skill_share_monthly" as model
    where skill is not null
        and not exists (from "work"."main"."skills" as other where other.skill = model.skill)

  
  
      
    ) dbt_internal_test