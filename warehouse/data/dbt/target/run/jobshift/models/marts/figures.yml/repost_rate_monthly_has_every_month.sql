
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    with found as (
        select panel, unit, definition, count(*) as months
        from "work"."main"."repost_rate_monthly"
        join "work"."steps"."panel_months" using (panel, month, month_status)
        group by panel, unit, definition
    ),
    rows as (
        select panel, unit, definition, count(*) as rows
        from "work"."main"."repost_rate_monthly"
        group by panel, unit, definition
    ),
    expected as (
        select panel, count(*) as expected
        from "work"."steps"."panel_months"
        group by panel
    )
    select *
    from rows
    left join found using (panel, unit, definition)
    left join expected using (panel)
    where rows is distinct from expected or months is distinct from expected

  
  
      
    ) dbt_internal_test