-- One row per source, board and month since the board's first complete read: the observation.
-- An archive's month is its thread's, complete once it was read whole after the month's end. Any other board's month is
-- complete when it is over and enough of its nights were observed, and a gap when none was.
with latest as (
    select max(night) as night from "work"."steps"."board_nights"
),
threads as (
    select source, board, max(thread_month) as month
    from "work"."staging"."stg_postings"
    where is_archive
    group by source, board
),
archive_months as (
    select
        source, board, month,
        null::integer as nights,
        count(*) filter (is_observed) as observed_nights,
        case
            when bool_or(is_read and night > last_day(month)) then 'complete'
            else 'incomplete'
        end as month_status
    from threads
    left join "work"."steps"."board_nights" using (source, board)
    where month is not null
    group by source, board, month
),
first_reads as (
    select source, board, min(night) as first_read_on
    from "work"."steps"."board_nights"
    where is_read and not source in ('hn', 'jobtech_ads', 'usajobs_history', 'careers_archive', 'foreign')
    group by source, board
),
months as (
    select
        source, board, first_read_on,
        unnest(generate_series(date_trunc('month', first_read_on)::date, date_trunc('month', night)::date, interval 1 month))::date as month
    from first_reads
    cross join latest
),
watched as (
    select
        source, board, months.month,
        day(last_day(months.month)) as nights,
        count(board_nights.night) as observed_nights
    from months
    left join "work"."steps"."board_nights" as board_nights
        using (source, board)
    where board_nights.is_observed
        and board_nights.night >= months.first_read_on
        and date_trunc('month', board_nights.night)::date = months.month
    group by all
),
board_months as (
    select
        source, board, month,
        day(last_day(month))::integer as nights,
        coalesce(observed_nights, 0) as observed_nights,
        case
            when coalesce(observed_nights, 0) = 0 then 'gap'
            when last_day(month) <= latest.night
                and observed_nights >= 95 / 100.0 * day(last_day(month)) then 'complete'
            else 'incomplete'
        end as month_status
    from months
    left join watched using (source, board, month)
    cross join latest
)
select source, board, month, nights, observed_nights, month_status from archive_months
union all
select source, board, month, nights, observed_nights, month_status from board_months