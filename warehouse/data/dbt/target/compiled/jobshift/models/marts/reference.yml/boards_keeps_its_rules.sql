
    select
        case
            
                when (nights_read <= nights) is not true then 'nights_read <= nights'
            
                when (frame is null or frame in ('sample', 'watch')) is not true then 'frame is null or frame in (''sample'', ''watch'')'
            
        end as broken_rule,
        *
    from "work"."main"."boards"
    where broken_rule is not null
