-- One row per panel, unit, definition and quarter: the quarter's openings under every definition of an AI opening.
-- The same openings as in `ai_ladder_monthly`, put together by quarter.
{{ config(materialized='parts', part='quarter', grain='quarter') }}
with definitions as (
    select unnest([{{ words('ladder') }}]) as definition
)
select * from ({{ pooled_shares('quarter', ref('posting_rungs'), [], 'definitions') }})
