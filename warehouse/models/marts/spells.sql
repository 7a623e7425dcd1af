-- One row per opening, source, board and spell: one uninterrupted advertising of a job.
-- Postings of one opening on one board that follow within the gap are one spell; its first posting speaks for it.
with last_nights as (
    select source, board, max(observed_nights) as observed_nights
    from {{ ref('board_nights') }}
    group by source, board
),
advertised as (
    select opening_id, posting_spells.*
    from {{ ref('posting_spells') }} as posting_spells
    join (select posting_id, opening_id from {{ ref('stg_postings') }}) using (posting_id)
),
starts as (
    select
        *,
        coalesce(
            first_observed - max(last_observed) over (
                partition by opening_id, source, board order by first_observed, posting_id
                rows between unbounded preceding and 1 preceding
            ) > {{ var('gap_nights') }},
            true
        ) as is_start
    from advertised
),
numbered as (
    select
        *,
        count(*) filter (is_start) over (
            partition by opening_id, source, board order by first_observed, posting_id
            rows between unbounded preceding and current row
        ) as spell
    from starts
),
firsts as (
    select
        *,
        row_number() over (
            partition by opening_id, source, board, spell order by started_on, posting_id
        ) as place
    from numbered
),
joined as (
    select
        opening_id, source, board, spell,
        min(posting_id) filter (place = 1) as posting_id,
        count(distinct posting_id) as postings,
        min(started_on) as started_on,
        max(last_night) as last_night,
        max(last_observed) as last_observed,
        bool_or(is_left_truncated) as is_left_truncated,
        min(month) filter (place = 1) as month
    from firsts
    group by opening_id, source, board, spell
)
select
    opening_id, source, board, posting_id, started_on,
    case
        when {{ is_archive('source') }} then case when last_night < latest.night then last_night end
        when last_observed < last_nights.observed_nights then last_night
    end as ended_on,
    is_left_truncated,
    row_number() over (partition by opening_id order by started_on, posting_id) = 1
        and not is_left_truncated as is_first_time,
    case when not is_left_truncated then month end as month,
    postings
from joined
left join last_nights using (source, board)
cross join (select max(night) as night from {{ ref('board_nights') }}) as latest
