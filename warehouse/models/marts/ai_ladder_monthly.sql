-- One row per panel, unit, definition and month: the same openings under every definition of an AI opening.
-- From any AI word to a title of the AI family; what is negated counts nowhere. The definition decides the answer.
-- Labels correct the headline alone: readers say whether AI is in the duties, not which words stand there.
{{ config(materialized='parts', part='month', grain='month') }}
with texts as (
    {{ cells(ref('opening_months'), 'text') }}
),
hits as (
    select definition, month, cell, count(*) as x
    from texts
    join {{ ref('posting_rungs') }} using (posting_id)
    group by definition, month, cell
),
sums as (
    {{ month_sums('hits', []) }}
),
definitions as (
    select unnest([{{ words('ladder') }}]) as definition
),
series as (
    {{ shares('sums', [], 'text', fixed='definitions') }}
)
select
    panel, unit, definition, month, month_status, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because,
    labels, error_included, share_corrected_pct, low_corrected_pct, high_corrected_pct, rogan_gladen_pct
from ({{ with_correction('series', 'series.definition') }})
