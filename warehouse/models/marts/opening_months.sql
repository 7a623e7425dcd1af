-- One row per panel, unit, month and counted opening (or posting): the flow that every share divides by.
-- Openings in a panel's boards under observation that month, one row however many boards show them. Copies of one text
-- in several cities are openings each, but only the first of them speaks for skills and AI level.
{{ config(materialized='parts', part='month', grain='month') }}
with flows as (
    select 'opening' as unit, opening_id, posting_id, source, board, month, flow_on, started_on
    from {{ ref('spells') }}
    where {{ in_part('month') }}
    union all
    select 'posting' as unit, posting_id as opening_id, posting_id, source, board, month, flow_on, started_on
    from {{ ref('posting_spells') }}
    where {{ in_part('month') }}
),
placed as (
    select
        panel, unit, month, panel_months.month_status, flows.opening_id as item, posting_id, flow_on, started_on
    from flows
    join {{ ref('panel_boards') }} using (source, board)
    join {{ ref('panel_months') }} as panel_months using (panel, month)
    join {{ ref('board_months') }} as board_months using (source, board, month)
    where board_months.month_status = 'complete'
        or (panel_months.month_status = 'incomplete' and board_months.month_status = 'incomplete')
),
once as (
    select panel, unit, month, month_status, flow_on, item, posting_id
    from placed
    qualify row_number() over (partition by panel, unit, month, item order by started_on, posting_id) = 1
)
select
    panel, unit, month, month_status, flow_on,
    postings.opening_id,
    posting_id,
    postings.employer_key,
    postings.employer_cluster,
    postings.ai_level,
    unit = 'posting' or row_number() over (
        partition by panel, unit, month, coalesce(text_group_id, posting_id) order by posting_id
    ) = 1 as is_first_of_text
from once
join {{ ref('stg_postings') }} as postings using (posting_id)
where postings.is_counted
