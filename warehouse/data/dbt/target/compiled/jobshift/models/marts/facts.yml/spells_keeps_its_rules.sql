
    select
        case
            
                when (ended_on is null or ended_on >= started_on) is not true then 'ended_on is null or ended_on >= started_on'
            
                when (is_left_truncated = (month is null)) is not true then 'is_left_truncated = (month is null)'
            
        end as broken_rule,
        *
    from "work"."main"."spells"
    where broken_rule is not null
