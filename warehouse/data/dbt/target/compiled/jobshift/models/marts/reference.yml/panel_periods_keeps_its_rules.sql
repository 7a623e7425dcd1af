
    select
        case
            
                when (grain in ('week', 'month', 'quarter', 'year')) is not true then 'grain in (''week'', ''month'', ''quarter'', ''year'')'
            
                when (month_status in ('complete', 'incomplete', 'gap')) is not true then 'month_status in (''complete'', ''incomplete'', ''gap'')'
            
                when (period = date_trunc(grain, period)) is not true then 'period = date_trunc(grain, period)'
            
        end as broken_rule,
        *
    from "work"."main"."panel_periods"
    where broken_rule is not null
