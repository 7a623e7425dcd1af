-- One row per panel, unit, definition, month and workplace: where the month's new IT openings let people work.
-- An opening that offers several counts in each of them; one that does not say is `not_stated`.
with workplaces as (
    select 'workplace' as definition, unnest(['remote', 'hybrid', 'onsite', 'not_stated']) as workplace
),
stated as (
    select posting_id, unnest(workplace) as workplace
    from {{ ref('postings') }}
),
named as (
    select posting_id, workplace from stated
    union all
    select posting_id, 'not_stated' as workplace from {{ ref('postings') }} where coalesce(len(workplace), 0) = 0
),
texts as (
    {{ cells(ref('opening_months'), 'text') }}
),
hits as (
    select 'workplace' as definition, workplace, cell, count(*) as x
    from texts
    join named using (posting_id)
    group by workplace, cell
)
select
    panel, unit, definition, month, month_status, workplace, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because
from ({{ shares('hits', ['workplace'], 'text', fixed='workplaces') }})
