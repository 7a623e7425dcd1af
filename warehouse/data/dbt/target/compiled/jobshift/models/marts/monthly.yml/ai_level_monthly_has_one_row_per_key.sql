
    select panel, unit, definition, ai_level, month, count(*) as rows
    from "work"."main"."ai_level_monthly"
    group by panel, unit, definition, ai_level, month
    having count(*) > 1
         or panel is null or unit is null or definition is null or ai_level is null or month is null
