-- One row per panel, unit, definition and month: share of the month's new IT openings that state pay.
-- `posted` counts base pay that was taken, `any_amount` quarantined amounts too: the gap is what could not be read.
{{ config(materialized='parts', part='month', grain='month') }}
with texts as (
    {{ cells(ref('opening_months'), 'text') }}
),
by_employer as (
    select
        month, cell,
        count(*) filter (coalesce(pay_min, pay_max) is not null) as posted,
        count(*) filter (coalesce(pay_min, pay_max) is not null or pay_quarantine is not null) as any_amount
    from texts
    join {{ ref('stg_postings') }} using (posting_id)
    group by month, cell
),
definitions as (
    select unnest(['posted', 'any_amount']) as definition
),
hits as (
    unpivot by_employer
    on posted, any_amount
    into name definition value x
),
sums as (
    {{ month_sums('hits', []) }}
)
select
    panel, unit, definition, month, month_status, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because
from ({{ shares('sums', [], 'text', fixed='definitions') }})
