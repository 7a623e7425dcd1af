
    

    create  table
      "work"."main"."role_kind_share_monthly__dbt_tmp"
  
    
    as (
      -- One row per panel, unit, definition, month and kind of role: how the month's advertised IT roles divide over the kinds.
-- `own_evidence` keeps roles whose text speaks of them alone (single-role openings and role blocks): only there does a
-- traditional role's AI level say something of that role. `all_roles` takes every advertised role. Kinds add to 100 %.
with kinds as (
    select unnest(['ai_role', 'data_role', 'traditional_with_ai', 'traditional_without_ai']) as kind
),
items as (
    select
        panel, unit, opening_months.month, opening_months.employer_cluster,
        roles.scope = 'role_block' or postings.n_roles = 1 as has_own_evidence,
        case
            when roles.family in ('ai', 'ai_gig') then 'ai_role'
            when roles.family = 'ai_adjacent' then 'data_role'
            when roles.ai_level in ('uses', 'builds', 'governs') then 'traditional_with_ai'
            else 'traditional_without_ai'
        end as kind
    from "work"."main"."opening_months" as opening_months
    join "work"."main"."postings" as postings using (posting_id)
    join "work"."main"."opening_roles" as roles using (posting_id)
    where is_first_of_text and roles.role <> 'non_it'
),
defined as (
    select 'all_roles' as definition, * from items
    union all
    select 'own_evidence' as definition, * from items where has_own_evidence
),
hits as (
    select panel, unit, definition, month, kind, employer_cluster, count(*) as x
    from defined
    group by panel, unit, definition, month, kind, employer_cluster
),
grid as (
    select panel, unit, definition, month, month_status, kind
    from "work"."steps"."panel_months"
    cross join (values ('opening'), ('posting')) as units (unit)
    cross join (values ('all_roles'), ('own_evidence')) as definitions (definition)
    cross join kinds
),
counted as (
    
    with sizes as (
        select panel, unit, definition, month, employer_cluster, count(*) as n
        from defined
        group by panel, unit, definition, month, employer_cluster
    ),
    bases as (
        select
            panel, unit, definition, month,
            sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n)::double as sum_nn
        from sizes
        group by panel, unit, definition, month
    ),
    summed as (
        select
            panel, unit, definition, month, kind,
            sum(x)::bigint as count, sum(x * x)::double as sum_xx, sum(x * n)::double as sum_xn
        from hits
        join sizes using (panel, unit, definition, month, employer_cluster)
        group by panel, unit, definition, month, kind
    )
    select
        grid.*,
        coalesce(n, 0) as n, coalesce(employers, 0) as employers, coalesce(largest, 0) as largest, coalesce(sum_nn, 0) as sum_nn, coalesce(count, 0) as count, coalesce(sum_xx, 0) as sum_xx, coalesce(sum_xn, 0) as sum_xn
    from grid
    left join bases using (panel, unit, definition, month)
    left join summed using (panel, unit, definition, month, kind)

)
select
    panel, unit, definition, month, month_status, kind, n, count, share_pct, low_pct, high_pct, employers, deff,
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
    );
    
  