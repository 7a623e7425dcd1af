
    select panel, unit, definition, year, count(*) as rows
    from "work"."main"."ai_ladder_yearly"
    group by panel, unit, definition, year
    having count(*) > 1
         or panel is null or unit is null or definition is null or year is null
