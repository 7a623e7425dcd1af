
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select posting_id, version, count(*) as rows
    from "work"."main"."posting_versions"
    group by posting_id, version
    having count(*) > 1
         or posting_id is null or version is null

  
  
      
    ) dbt_internal_test