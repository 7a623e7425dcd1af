-- One row per panel, unit, definition, month and AI level: how the month's new IT openings divide over the levels.
-- Every opening has exactly one level, so the levels of a month add to 100 %.
{{ config(materialized='parts', part='month', grain='month') }}
with levels as (
    select 'level' as definition, unnest([{{ words('ai_levels') }}]) as ai_level
),
texts as (
    {{ cells(ref('opening_months'), 'text') }}
),
hits as (
    select 'level' as definition, ai_level, month, cell, count(*) as x
    from texts
    group by ai_level, month, cell
),
sums as (
    {{ month_sums('hits', ['ai_level']) }}
),
series as (
    {{ shares('sums', ['ai_level'], 'text', fixed='levels') }}
)
select
    panel, unit, definition, month, month_status, ai_level, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because,
    labels, error_included, share_corrected_pct, low_corrected_pct, high_corrected_pct, rogan_gladen_pct
from ({{ with_correction('series', 'series.ai_level') }})
