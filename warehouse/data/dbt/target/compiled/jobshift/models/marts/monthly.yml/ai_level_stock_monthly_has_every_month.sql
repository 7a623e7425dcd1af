
    with found as (
        select panel, unit, definition, ai_level, count(*) as months
        from "work"."main"."ai_level_stock_monthly"
        join "work"."steps"."panel_months" using (panel, month, month_status)
        group by panel, unit, definition, ai_level
    ),
    rows as (
        select panel, unit, definition, ai_level, count(*) as rows
        from "work"."main"."ai_level_stock_monthly"
        group by panel, unit, definition, ai_level
    ),
    expected as (
        select panel, count(*) as expected
        from "work"."steps"."panel_months"
        group by panel
    )
    select *
    from rows
    left join found using (panel, unit, definition, ai_level)
    left join expected using (panel)
    where rows is distinct from expected or months is distinct from expected
