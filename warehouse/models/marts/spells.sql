-- One row per opening, source, board and spell: one uninterrupted advertising of a job.
-- Postings of one opening on one board that follow within the gap are one spell; its first posting speaks for it. A
-- later spell on the same board, or in a later month's thread, is a repost.
{{ config(materialized='parts', grain='opening') }}
with last_nights as (
    select source, board, max(observed_nights) as observed_nights
    from {{ ref('board_nights') }}
    group by source, board
),
advertised as (
    select opening_id, posting_spells.* exclude (spell)
    from {{ ref('posting_spells') }} as posting_spells
    join (select posting_id, opening_id from {{ ref('stg_postings') }} where {{ has_changed('opening') }}) using (posting_id)
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
        min(flow_on) filter (place = 1) as flow_on,
        min(month) filter (place = 1) as month
    from firsts
    group by opening_id, source, board, spell
),
ended as (
    select
        joined.*,
        latest.night as latest_night,
        case
            when {{ is_archive('source') }} then case when last_night < latest.night then last_night end
            when last_observed < last_nights.observed_nights then last_night
        end as ended_on
    from joined
    left join last_nights using (source, board)
    cross join (select max(night) as night from {{ ref('board_nights') }}) as latest
),
observed as (
    select source, board, night
    from {{ ref('board_nights') }}
    where is_observed and not {{ is_archive('source') }}
)
select
    opening_id, ended.source, ended.board, posting_id, started_on, ended_on,
    case when ended_on is not null then observed.night end as gone_on,
    is_left_truncated,
    ended_on is null as is_right_censored,
    least(last_night, latest_night) - started_on + 1 as days,
    case
        when is_left_truncated and posted_kind in ('posted', 'created') and posted_on <= started_on
            then started_on - posted_on
    end as days_before,
    row_number() over (
        partition by opening_id order by coalesce(ended.month, date_trunc('month', started_on)), started_on, posting_id
    ) = 1 and not is_left_truncated as is_first_time,
    case
        when {{ is_archive('ended.source') }} then coalesce(
            ended.month > min(ended.month) over (partition by opening_id, {{ is_archive('ended.source') }}), false
        )
        else spell > 1
    end as is_repost,
    case when not is_left_truncated then ended.flow_on end as flow_on,
    case when not is_left_truncated then ended.month end as month,
    postings
from ended
join (select posting_id, posted_on, posted_kind from {{ ref('stg_postings') }}) using (posting_id)
asof left join observed
    on ended.source = observed.source and ended.board = observed.board and observed.night > ended.last_night
