-- One row per panel, unit, definition and month: share of the month's advertised openings that were advertised before.
-- A repost is a later spell of the same opening: after 14 read nights without it, or in a later month's thread.
-- `ever` counts every repost, `within_180_days` those whose last spell began at most 180 days before.
with flows as (
    select
        opening_id, posting_id, month, is_repost,
        started_on - lag(started_on) over (partition by opening_id order by started_on, posting_id) as days_since
    from "work"."main"."spells"
),
definitions as (
    select unnest(['ever', 'within_180_days']) as definition
),
items as (
    select panel, opening_months.unit, opening_months.month, employer_cluster, is_repost, days_since
    from "work"."main"."opening_months" as opening_months
    join flows using (opening_id, posting_id, month)
    where opening_months.unit = 'opening'
),
hits as (
    select panel, unit, definition, month, employer_cluster, count(*) as x
    from items
    join definitions on is_repost and (definition = 'ever' or days_since <= 180)
    group by panel, unit, definition, month, employer_cluster
),
grid as (
    select panel, 'opening' as unit, definition, month, month_status
    from "work"."steps"."panel_months"
    cross join definitions
),
counted as (
    
    with sizes as (
        select panel, unit, month, employer_cluster, count(*) as n
        from items
        group by panel, unit, month, employer_cluster
    ),
    bases as (
        select
            panel, unit, month,
            sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n)::double as sum_nn
        from sizes
        group by panel, unit, month
    ),
    summed as (
        select
            panel, unit, month, definition,
            sum(x)::bigint as count, sum(x * x)::double as sum_xx, sum(x * n)::double as sum_xn
        from hits
        join sizes using (panel, unit, month, employer_cluster)
        group by panel, unit, month, definition
    )
    select
        grid.*,
        coalesce(n, 0) as n, coalesce(employers, 0) as employers, coalesce(largest, 0) as largest, coalesce(sum_nn, 0) as sum_nn, coalesce(count, 0) as count, coalesce(sum_xx, 0) as sum_xx, coalesce(sum_xn, 0) as sum_xn
    from grid
    left join bases using (panel, unit, month)
    left join summed using (panel, unit, month, definition)

)
select
    panel, unit, definition, month, month_status, n, count, share_pct, low_pct, high_pct, employers, deff,
    suppressed_because
from (
    with judged as (
        select
            *,
            case
                when month_status = 'gap' then 'not observed'
                when n < 50 then 'fewer than 50 ' || unit || 's'
                when employers < 10 then 'fewer than 10 employers'
                when largest > n * 50 / 100.0
                    then 'one employer has more than 50 %'
            end as suppressed_because,
            count / nullif(n, 0)::double as p
        from counted
    ),
    clustered as (
        select
            *,
            employers / nullif(employers - 1, 0)::double
                * (sum_xx - 2 * p * sum_xn + p * p * sum_nn) / n
                / nullif(p * (1 - p), 0) as spread
        from judged
    ),
    effective as (
        select
            *,
            case
                when p in (0, 1) then sum_nn / n::double
                when spread < 1e-9 then 1
                else spread
            end as deff
        from clustered
    ),
    halved as (
        select
            *,
            1.959963984540054 * 1.959963984540054 * deff / n as zz,
            (p + 1.959963984540054 * 1.959963984540054 * deff / n / 2) as middle
        from effective
    ),
    bounded as (
        select
            *,
            1.959963984540054 * sqrt(p * (1 - p) * deff / n + zz * deff / n / 4) as half
        from halved
    )
    select
        * exclude (p, spread, deff, zz, middle, half, suppressed_because),
        case when suppressed_because is null then 100 * p end as share_pct,
        case
            when suppressed_because is not null then null
            when p = 0 then 0
            when p = 1 then 100 * greatest(0, 1 - 3 * deff / n)
            else 100 * (middle - half) / (1 + zz)
        end as low_pct,
        case
            when suppressed_because is not null then null
            when p = 1 then 100
            when p = 0 then 100 * least(1, 3 * deff / n)
            else 100 * (middle + half) / (1 + zz)
        end as high_pct,
        case when suppressed_because is null then deff end as deff,
        suppressed_because
    from bounded
)