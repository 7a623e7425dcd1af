
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select posting_id, skill, count(*) as rows
    from "work"."main"."opening_skills"
    group by posting_id, skill
    having count(*) > 1
         or posting_id is null or skill is null

  
  
      
    ) dbt_internal_test