
    

    create  table
      "work"."main"."skill_share_quarterly__dbt_tmp"
  
    
    as (
      -- One row per panel, unit, definition, quarter and skill: share of the quarter's new IT openings that ask for the skill.
-- Pooled over the quarter's months that were read; complete only when all three are, a gap when none was.
with quarters as (
    select
        panel, month,
        date_trunc('quarter', month)::date as quarter,
        month_status as one_month_status
    from "work"."steps"."panel_months"
),
judged as (
    select
        panel, quarter,
        case
            when count(*) filter (one_month_status = 'complete') = 3 then 'complete'
            when bool_and(one_month_status = 'gap') then 'gap'
            else 'incomplete'
        end as month_status
    from quarters
    group by panel, quarter
),
periods as (
    select panel, month, quarter as period, month_status
    from quarters
    join judged using (panel, quarter)
)
select
    panel, unit, definition, period as quarter, month_status as quarter_status, skill,
    n, count, share_pct, low_pct, high_pct, employers, deff, suppressed_because
from (
    with items as (
        select panel, unit, period, employer_cluster, posting_id
        from "work"."main"."opening_months"
        join periods as periods using (panel, month)
        where is_first_of_text
    ),
    hits as (
        select panel, unit, period, skill, employer_cluster, count(*) as x
        from items
        join "work"."main"."opening_skills" using (posting_id)
        where is_asked
        group by panel, unit, period, skill, employer_cluster
    ),
    grid as (
        select panel, unit, 'asked' as definition, period, month_status, skill
        from (select distinct panel, period, month_status from periods)
        join (select distinct panel, unit, skill from hits) using (panel)
    ),
    counted as (
        
    with sizes as (
        select panel, unit, period, employer_cluster, count(*) as n
        from items
        group by panel, unit, period, employer_cluster
    ),
    bases as (
        select
            panel, unit, period,
            sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n)::double as sum_nn
        from sizes
        group by panel, unit, period
    ),
    summed as (
        select
            panel, unit, period, skill,
            sum(x)::bigint as count, sum(x * x)::double as sum_xx, sum(x * n)::double as sum_xn
        from hits
        join sizes using (panel, unit, period, employer_cluster)
        group by panel, unit, period, skill
    )
    select
        grid.*,
        coalesce(n, 0) as n, coalesce(employers, 0) as employers, coalesce(largest, 0) as largest, coalesce(sum_nn, 0) as sum_nn, coalesce(count, 0) as count, coalesce(sum_xx, 0) as sum_xx, coalesce(sum_xn, 0) as sum_xn
    from grid
    left join bases using (panel, unit, period)
    left join summed using (panel, unit, period, skill)

    )
    select * from (
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
)
    );
    
  