
    select
        case
            
                when (status in ('complete', 'partial', 'unchanged', 'suspect', 'absent', 'blocked', 'failed', 'asleep')) is not true then 'status in (''complete'', ''partial'', ''unchanged'', ''suspect'', ''absent'', ''blocked'', ''failed'', ''asleep'')'
            
        end as broken_rule,
        *
    from "work"."main"."coverage_nightly"
    where broken_rule is not null
