
    select distinct skill
    from "work"."main"."opening_skills" as model
    where skill is not null
        and not exists (from "work"."main"."skills" as other where other.skill = model.skill)
