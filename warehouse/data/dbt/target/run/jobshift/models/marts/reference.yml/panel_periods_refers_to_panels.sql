
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select distinct panel
    from "work"."main"."panel_periods" as model
    where panel is not null
        and not exists (from "work"."main"."panels" as other where other.panel = model.panel)

  
  
      
    ) dbt_internal_test