-- One row per panel, unit, basis and quarter: what the shares of the quarter divide by, and the employers' part in it.
{{ config(materialized='parts', part='quarter', grain='quarter') }}
with items as (
    select panel, unit, date_trunc('quarter', month)::date as quarter, employer_cluster, is_first_of_text
    from {{ ref('opening_months') }}
    where {{ in_part('month') }}
),
sizes as (
    select panel, unit, basis, quarter, employer_cluster, count(*) as n
    from items
    cross join (values ('text'), ('opening')) as bases (basis)
    where is_first_of_text or basis = 'opening'
    group by panel, unit, basis, quarter, employer_cluster
)
select
    panel, unit, basis, quarter,
    sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n)::double as sum_nn
from sizes
group by panel, unit, basis, quarter
