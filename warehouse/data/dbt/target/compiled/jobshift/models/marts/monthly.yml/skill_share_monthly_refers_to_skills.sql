
    select distinct skill
    from "work"."main"."skill_share_monthly" as model
    where skill is not null
        and not exists (from "work"."main"."skills" as other where other.skill = model.skill)
