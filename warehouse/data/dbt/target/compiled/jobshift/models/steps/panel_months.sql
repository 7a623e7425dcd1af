-- One row per panel and month from its first to its last, without holes.
-- Complete when every kind of member is: all threads read whole, and enough of the boards' nights observed.
with member_months as (
    select panel, month, source, nights, observed_nights, month_status
    from "work"."steps"."panel_boards"
    join "work"."steps"."board_months" using (source, board)
),
by_kind as (
    select
        panel, month,
        case
            when bool_and(month_status = 'complete') then 'complete'
            when bool_and(month_status = 'gap') then 'gap'
            when sum(nights) is null or last_day(month) > (select max(night) from "work"."steps"."board_nights")
                then 'incomplete'
            when sum(observed_nights) >= 95 / 100.0 * sum(nights) then 'complete'
            else 'incomplete'
        end as month_status
    from member_months
    group by panel, month, source in ('hn', 'jobtech_ads', 'usajobs_history', 'careers_archive', 'foreign')
),
judged as (
    select
        panel, month,
        case
            when bool_and(month_status = 'complete') then 'complete'
            when bool_and(month_status = 'gap') then 'gap'
            else 'incomplete'
        end as month_status
    from by_kind
    group by panel, month
),
spans as (
    select panel, unnest(generate_series(min(month), max(month), interval 1 month))::date as month
    from judged
    group by panel
)
select panel, month, coalesce(month_status, 'gap') as month_status
from spans
left join judged using (panel, month)