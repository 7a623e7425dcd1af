-- One row per panel, unit, definition and week: the week's openings under every definition of an AI opening.
-- The same openings as in `ai_ladder_monthly`, put together by week.
{{ config(materialized='parts', part='week', grain='week') }}
with definitions as (
    select unnest([{{ words('ladder') }}]) as definition
)
select * from ({{ pooled_shares('week', ref('posting_rungs'), [], 'definitions') }})
