-- One row per panel, unit, definition, week and AI level: how the week's new IT openings divide over the levels.
-- The same openings as in `ai_level_monthly`, put together by week; the levels of a week add to 100 %.
{{ config(materialized='parts', part='week', grain='week') }}
with levels as (
    select 'level' as definition, unnest([{{ words('ai_levels') }}]) as ai_level
),
levelled as (
    select posting_id, 'level' as definition, ai_level
    from {{ ref('stg_postings') }}
)
select * from ({{ pooled_shares('week', 'levelled', ['ai_level'], 'levels') }})
