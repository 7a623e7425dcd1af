
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select skill, count(*) as rows
    from "work"."main"."skills"
    group by skill
    having count(*) > 1
         or skill is null

  
  
      
    ) dbt_internal_test