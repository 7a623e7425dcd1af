
    select
        case
            
                when (status is not null) is not true then 'status is not null'
            
                when (not is_asked or is_any) is not true then 'not is_asked or is_any'
            
        end as broken_rule,
        *
    from "work"."main"."opening_skills"
    where broken_rule is not null
