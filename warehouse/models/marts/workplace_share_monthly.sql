-- One row per panel, unit, definition, month and workplace: where the month's new IT openings let people work.
-- An opening that offers several counts in each of them; one that does not say is `not_stated`.
{{ config(materialized='parts', part='month', grain='month') }}
with workplaces as (
    select 'workplace' as definition, unnest(['remote', 'hybrid', 'onsite', 'not_stated']) as workplace
),
texts as (
    {{ cells(ref('opening_months'), 'text') }}
),
hits as (
    select 'workplace' as definition, workplace, month, cell, count(*) as x
    from (
        select
            month, cell,
            unnest(case when coalesce(len(workplace), 0) = 0 then ['not_stated'] else workplace end) as workplace
        from texts
        join {{ ref('stg_postings') }} using (posting_id)
    )
    group by workplace, month, cell
),
sums as (
    {{ month_sums('hits', ['workplace']) }}
)
select
    panel, unit, definition, month, month_status, workplace, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because
from ({{ shares('sums', ['workplace'], 'text', fixed='workplaces') }})
