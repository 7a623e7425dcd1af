
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select distinct posting_id
    from "work"."main"."posting_places" as model
    where posting_id is not null
        and not exists (from "work"."main"."postings" as other where other.posting_id = model.posting_id)

  
  
      
    ) dbt_internal_test