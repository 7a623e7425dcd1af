-- One row per panel, month and counted opening live in it: the stock that stands beside the flow.
-- Live from the first night seen to the last, whatever its start; copies of one text as in opening_months.
{{ config(materialized='parts', part='month', grain='month') }}
with latest as (
    select max(night) as night from {{ ref('board_nights') }}
),
live as (
    select
        source, board, opening_id, posting_id,
        unnest(generate_series(
            least(month, {{ month('started_on') }}), {{ month('coalesce(ended_on, latest.night)') }}, interval 1 month
        ))::date as month
    from {{ ref('spells') }}
    cross join latest
),
placed as (
    select panel, live.month, live.opening_id, posting_id
    from live
    join {{ ref('panel_boards') }} using (source, board)
    join {{ ref('panel_months') }} as panel_months using (panel, month)
    join {{ ref('board_months') }} as board_months using (source, board, month)
    where {{ in_part('live.month') }}
        and (
            board_months.month_status = 'complete'
            or (panel_months.month_status = 'incomplete' and board_months.month_status = 'incomplete')
        )
),
once as (
    select panel, month, min(posting_id) as posting_id
    from placed
    group by panel, month, opening_id
)
select
    panel, month, posting_id,
    postings.employer_key,
    postings.employer_cluster,
    postings.ai_level,
    row_number() over (
        partition by panel, month, coalesce(text_group_id, posting_id) order by posting_id
    ) = 1 as is_first_of_text
from once
join {{ ref('stg_postings') }} as postings using (posting_id)
where postings.is_counted
