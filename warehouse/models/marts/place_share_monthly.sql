-- One row per panel, unit, definition, month and country: share of the month's new IT openings with a place there.
-- An opening with places in several countries counts in each, so shares may add to more than 100 %; one that names no
-- country is `not_stated`. Copies of one text in several cities are openings each.
with stated as (
    select posting_id, unnest(countries) as country
    from {{ ref('postings') }}
),
named as (
    select posting_id, country from stated
    union all
    select posting_id, 'not_stated' as country from {{ ref('postings') }} where coalesce(len(countries), 0) = 0
),
openings as (
    {{ cells(ref('opening_months'), 'opening') }}
),
hits as (
    select 'country' as definition, country, cell, count(*) as x
    from openings
    join named using (posting_id)
    group by country, cell
)
select
    panel, unit, definition, month, month_status, country, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because
from ({{ shares('hits', ['country'], 'opening') }})
