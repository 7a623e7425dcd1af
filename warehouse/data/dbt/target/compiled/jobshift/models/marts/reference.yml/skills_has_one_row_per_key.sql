
    select skill, count(*) as rows
    from "work"."main"."skills"
    group by skill
    having count(*) > 1
         or skill is null
