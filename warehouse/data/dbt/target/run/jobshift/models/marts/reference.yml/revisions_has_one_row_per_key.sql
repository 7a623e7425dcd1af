
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select snapshot_id, relation, panel, unit, definition, coalesce(series, ''), month, cause, count(*) as rows
    from "work"."main"."revisions"
    group by snapshot_id, relation, panel, unit, definition, coalesce(series, ''), month, cause
    having count(*) > 1
         or snapshot_id is null or relation is null or panel is null or unit is null or definition is null or coalesce(series, '') is null or month is null or cause is null

  
  
      
    ) dbt_internal_test