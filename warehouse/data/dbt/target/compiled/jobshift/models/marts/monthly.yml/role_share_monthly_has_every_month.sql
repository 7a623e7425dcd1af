
    with found as (
        select panel, unit, definition, role, count(*) as months
        from "work"."main"."role_share_monthly"
        join "work"."steps"."panel_months" using (panel, month, month_status)
        group by panel, unit, definition, role
    ),
    rows as (
        select panel, unit, definition, role, count(*) as rows
        from "work"."main"."role_share_monthly"
        group by panel, unit, definition, role
    ),
    expected as (
        select panel, count(*) as expected
        from "work"."steps"."panel_months"
        group by panel
    )
    select *
    from rows
    left join found using (panel, unit, definition, role)
    left join expected using (panel)
    where rows is distinct from expected or months is distinct from expected
