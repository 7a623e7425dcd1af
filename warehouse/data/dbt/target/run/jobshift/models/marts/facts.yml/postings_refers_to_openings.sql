
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select distinct opening_id
    from "work"."main"."postings" as model
    where opening_id is not null
        and not exists (from "work"."main"."openings" as other where other.opening_id = model.opening_id)

  
  
      
    ) dbt_internal_test