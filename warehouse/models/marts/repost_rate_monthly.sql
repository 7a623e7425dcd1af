-- One row per panel, unit, definition and month: share of the month's advertised openings that were advertised before.
-- A repost is a later spell of the same opening: after 14 read nights without it, or in a later month's thread.
-- `ever` counts every repost, `within_180_days` those whose last spell began at most 180 days before.
{{ config(materialized='parts', part='month', grain='month') }}
with flows as (
    select
        opening_id, posting_id, month, is_repost,
        started_on - lag(started_on) over (partition by opening_id order by started_on, posting_id) as days_since
    from {{ ref('spells') }}
    where opening_id in (select opening_id from {{ ref('opening_months') }} where {{ in_part('month') }} and unit = 'opening')
),
definitions as (
    select unnest(['ever', 'within_180_days']) as definition
),
items as (
    select panel, opening_months.unit, opening_months.month, employer_cluster, is_repost, days_since
    from {{ ref('opening_months') }} as opening_months
    join flows using (opening_id, posting_id, month)
    where {{ in_part('month') }} and opening_months.unit = 'opening'
),
hits as (
    select panel, unit, definition, month, employer_cluster, count(*) as x
    from items
    join definitions on is_repost and (definition = 'ever' or days_since <= 180)
    group by panel, unit, definition, month, employer_cluster
),
grid as (
    select panel, 'opening' as unit, definition, month, month_status
    from {{ ref('panel_months') }}
    cross join definitions
    where {{ in_part('month') }}
),
counted as (
    {{ employer_sums('grid', 'items', 'hits', ['panel', 'unit', 'month'], ['definition']) }}
)
select
    panel, unit, definition, month, month_status, n, count, share_pct, low_pct, high_pct, employers, deff,
    suppressed_because
from ({{ clustered_interval('counted') }})
