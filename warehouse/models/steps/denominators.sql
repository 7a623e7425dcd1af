-- One row per panel, unit, basis and month of the panel, without holes: what a share divides by.
{{ config(materialized='parts', part='month', grain='month') }}
with counted as (
    select
        panel, unit, basis, month,
        sum(n)::bigint as n,
        count(*) as employers,
        sum(unresolved)::bigint as unresolved,
        max(n) as largest,
        sum(n) filter (not is_large)::bigint as rest,
        sum(n * n)::double as sum_nn
    from {{ ref('employer_months') }}
    where {{ in_part('month') }}
    group by panel, unit, basis, month
)
select
    panel, unit, basis, month, month_status,
    coalesce(n, 0) as n,
    coalesce(employers, 0) as employers,
    coalesce(unresolved, 0) as unresolved,
    coalesce(largest, 0) as largest,
    coalesce(rest, 0) as rest,
    coalesce(sum_nn, 0) as sum_nn
from {{ ref('panel_months') }}
cross join (values ('opening'), ('posting')) as units (unit)
cross join (values ('text'), ('opening'), ('stock')) as bases (basis)
left join counted using (panel, unit, basis, month)
where {{ in_part('month') }} and (basis <> 'stock' or unit = 'opening')
