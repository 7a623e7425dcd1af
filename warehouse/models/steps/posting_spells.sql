-- One row per posting and spell: one uninterrupted advertising.
-- Nights on which the board was not read are no gap. What was there on the board's first complete read has an unknown
-- start: it is left-truncated, without a month. A comment of a thread is advertised for the thread's month
-- (a few come later).
{{ config(materialized='parts', grain='board') }}
with first_reads as (
    select source, board, min(night) as first_read_on
    from {{ ref('board_nights') }}
    where is_read
    group by source, board
),
seen as (
    select posting_id, source, board, night, observed_nights
    from {{ source('raw', 'sightings') }}
    join {{ ref('stg_postings') }} as postings using (posting_id)
    join {{ ref('board_nights') }} as board_nights using (source, board, night)
    where board_nights.is_read and not postings.is_archive and {{ has_changed('board', 'postings') }}
),
starts as (
    select
        *,
        coalesce(observed_nights - lag(observed_nights) over by_night > {{ var('gap_nights') }}, true) as is_start
    from seen
    window by_night as (partition by posting_id order by night)
),
numbered as (
    select
        *,
        count(*) filter (is_start) over (
            partition by posting_id order by night rows between unbounded preceding and current row
        ) as spell
    from starts
),
nightly as (
    select
        posting_id, spell, source, board,
        min(night) as started_on,
        max(night) as last_night,
        min(observed_nights) as first_observed,
        max(observed_nights) as last_observed
    from numbered
    group by posting_id, spell, source, board
),
dated as (
    select
        nightly.*,
        spell = 1 and started_on <= first_read_on as is_left_truncated,
        case
            when spell = 1 and posted_kind in ('posted', 'created')
                and posted_on > first_read_on and posted_on < started_on then posted_on
            else started_on
        end as flow_on
    from nightly
    join first_reads using (source, board)
    join {{ ref('stg_postings') }} using (posting_id)
),
archived as (
    select
        posting_id, 1 as spell, source, board,
        coalesce(posted_on, thread_month) as started_on,
        greatest(last_day(thread_month), posted_on) as last_night,
        0 as first_observed, 0 as last_observed,
        false as is_left_truncated,
        least(greatest(coalesce(posted_on, thread_month), thread_month), last_day(thread_month)) as flow_on,
        thread_month as month
    from {{ ref('stg_postings') }}
    where is_archive and thread_month is not null and {{ has_changed('board') }}
)
select
    posting_id, spell, source, board, started_on, last_night, first_observed, last_observed, is_left_truncated,
    case when not is_left_truncated then flow_on end as flow_on,
    case when not is_left_truncated then {{ month('flow_on') }} end as month
from dated
union all
select
    posting_id, spell, source, board, started_on, last_night, first_observed, last_observed, is_left_truncated,
    flow_on, month
from archived
