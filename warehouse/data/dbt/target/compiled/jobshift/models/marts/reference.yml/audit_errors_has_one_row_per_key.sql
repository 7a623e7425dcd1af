
    select panel, definition, ai_level, count(*) as rows
    from "work"."main"."audit_errors"
    group by panel, definition, ai_level
    having count(*) > 1
         or panel is null or definition is null or ai_level is null
