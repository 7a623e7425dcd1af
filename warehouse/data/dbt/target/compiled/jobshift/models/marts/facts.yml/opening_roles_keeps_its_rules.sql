
    select
        case
            
                when (scope in ('role_block', 'posting')) is not true then 'scope in (''role_block'', ''posting'')'
            
        end as broken_rule,
        *
    from "work"."main"."opening_roles"
    where broken_rule is not null
