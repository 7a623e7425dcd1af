-- One row per panel and week (from Monday) that a member was watched in, with what is known of it.
-- Boards: complete when the week is over and enough of their nights since each board's first read were observed.
-- Threads: as the months are that the week touches. A week is as complete as the less complete of the two kinds.
with latest as (
    select max(night) as night from "work"."steps"."board_nights"
),
boards as (
    select panel, source, board, min(night) as first_read_on
    from "work"."steps"."panel_boards"
    join "work"."steps"."board_nights" using (source, board)
    where is_read and not source in ('hn', 'jobtech_ads', 'usajobs_history', 'careers_archive', 'foreign')
    group by panel, source, board
),
board_weeks as (
    select panel, source, board, unnest(generate_series(date_trunc('week', first_read_on)::date, date_trunc('week', night)::date, interval 7 day))::date as week
    from boards
    cross join latest
),
observed as (
    select panel, source, board, date_trunc('week', night)::date as week, count(*) as observed_nights
    from "work"."steps"."board_nights"
    join boards using (source, board)
    where is_observed and night >= first_read_on
    group by panel, source, board, date_trunc('week', night)::date
),
board_kind as (
    select
        panel, week,
        case
            when coalesce(sum(observed_nights), 0) = 0 then 'gap'
            when week + 6 > any_value(latest.night) then 'incomplete'
            when sum(observed_nights) >= 95 / 100.0 * 7 * count(*) then 'complete'
            else 'incomplete'
        end as month_status
    from board_weeks
    left join observed using (panel, source, board, week)
    cross join latest
    group by panel, week
),
thread_months as (
    select panel, month, bool_and(month_status = 'complete') as is_complete
    from "work"."steps"."panel_boards"
    join "work"."steps"."board_months" using (source, board)
    where source in ('hn', 'jobtech_ads', 'usajobs_history', 'careers_archive', 'foreign')
    group by panel, month
),
thread_spans as (
    select panel, unnest(generate_series(min(month), max(month), interval 1 month))::date as month
    from thread_months
    group by panel
),
thread_weeks as (
    select
        panel, month, is_complete,
        unnest(generate_series(date_trunc('week', month)::date, date_trunc('week', last_day(month))::date, interval 7 day))::date as week
    from thread_spans
    left join thread_months using (panel, month)
),
thread_kind as (
    select
        panel, week,
        case
            when bool_and(coalesce(is_complete, false)) then 'complete'
            when bool_and(is_complete is null) then 'gap'
            else 'incomplete'
        end as month_status
    from thread_weeks
    group by panel, week
),
kinds as (
    from board_kind
    union all
    from thread_kind
),
judged as (
    select panel, week, case
        when bool_and(month_status = 'complete') and count(*) >= 1 then 'complete'
        when bool_and(month_status = 'gap') then 'gap'
        else 'incomplete'
    end as month_status
    from kinds
    group by panel, week
),
spans as (
    select panel, unnest(generate_series(min(week), max(week), interval 7 day))::date as week
    from judged
    group by panel
)
select panel, week, coalesce(month_status, 'gap') as month_status
from spans
left join judged using (panel, week)