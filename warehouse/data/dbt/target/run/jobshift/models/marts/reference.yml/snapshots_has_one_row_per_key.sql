
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select snapshot_id, count(*) as rows
    from "work"."main"."snapshots"
    group by snapshot_id
    having count(*) > 1
         or snapshot_id is null

  
  
      
    ) dbt_internal_test