
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select panel, unit, definition, quarter, skill, count(*) as rows
    from "work"."main"."skill_share_quarterly"
    group by panel, unit, definition, quarter, skill
    having count(*) > 1
         or panel is null or unit is null or definition is null or quarter is null or skill is null

  
  
      
    ) dbt_internal_test