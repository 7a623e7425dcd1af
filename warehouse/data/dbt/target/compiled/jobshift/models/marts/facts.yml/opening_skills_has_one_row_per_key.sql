
    select posting_id, skill, count(*) as rows
    from "work"."main"."opening_skills"
    group by posting_id, skill
    having count(*) > 1
         or posting_id is null or skill is null
