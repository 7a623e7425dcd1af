-- One row per panel, unit, definition, quarter and AI level: how the quarter's new IT openings divide over the levels.
-- The same openings as in `ai_level_monthly`, put together by quarter; the levels of a quarter add to 100 %.
{{ config(materialized='parts', part='quarter', grain='quarter') }}
with levels as (
    select 'level' as definition, unnest([{{ words('ai_levels') }}]) as ai_level
),
levelled as (
    select posting_id, 'level' as definition, ai_level
    from {{ ref('stg_postings') }}
)
select * from ({{ pooled_shares('quarter', 'levelled', ['ai_level'], 'levels') }})
