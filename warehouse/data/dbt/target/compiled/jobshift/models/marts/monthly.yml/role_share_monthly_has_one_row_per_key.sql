
    select panel, unit, definition, role, month, count(*) as rows
    from "work"."main"."role_share_monthly"
    group by panel, unit, definition, role, month
    having count(*) > 1
         or panel is null or unit is null or definition is null or role is null or month is null
