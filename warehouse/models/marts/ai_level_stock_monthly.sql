-- One row per panel, unit, definition, month and AI level: how the IT openings live in the month divide over the levels.
-- Stock: an opening counts in every month it is live, so long-lived ones weigh more. Headlines are flow.
{{ config(materialized='parts', part='month', grain='month') }}
with levels as (
    select 'level' as definition, unnest([{{ words('ai_levels') }}]) as ai_level
),
texts as (
    {{ cells(ref('stock_months'), 'stock') }}
),
hits as (
    select 'level' as definition, ai_level, month, cell, count(*) as x
    from texts
    group by ai_level, month, cell
),
sums as (
    {{ month_sums('hits', ['ai_level']) }}
)
select
    panel, unit, definition, month, month_status, ai_level, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because
from ({{ shares('sums', ['ai_level'], 'stock', fixed='levels') }})
