
    select panel, unit, definition, month, count(*) as rows
    from "work"."steps"."corrections"
    group by panel, unit, definition, month
    having count(*) > 1
         or panel is null or unit is null or definition is null or month is null
