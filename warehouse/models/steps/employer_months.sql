-- One row per panel, unit, basis, month and employer: how much of the denominator is theirs.
-- A cell is its number within the month. Basis `text` counts copies of one text once (skills, AI level), `opening` each opening (roles), `stock` the texts live.
{{ config(materialized='parts', part='month', grain='month') }}
with items as (
    select panel, unit, 'opening' as basis, month, employer_cluster, employer_key
    from {{ ref('opening_months') }}
    where {{ in_part('month') }}
    union all
    select panel, unit, 'text' as basis, month, employer_cluster, employer_key
    from {{ ref('opening_months') }}
    where is_first_of_text and {{ in_part('month') }}
    union all
    select panel, 'opening' as unit, 'stock' as basis, month, employer_cluster, employer_key
    from {{ ref('stock_months') }}
    where is_first_of_text and {{ in_part('month') }}
),
sized as (
    select
        panel, unit, basis, month, employer_cluster,
        count(*) as n,
        count(*) filter (employer_key is null) as unresolved
    from items
    group by panel, unit, basis, month, employer_cluster
)
select
    *,
    row_number() over (partition by month) as cell,
    row_number() over (partition by panel, unit, basis, month order by n desc, employer_cluster) <= 5 as is_large
from sized
