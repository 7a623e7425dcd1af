-- One row per panel, unit, definition and year: share of the year's new IT openings that are AI openings.
-- Pooled over the year's months that were read; complete only when all twelve are. A language that is not validated has
-- no AI level: its postings stand beside the denominator (`it_postings`), not in it.
with years as (
    select
        panel, month,
        date_trunc('year', month)::date as year,
        month_status
    from "work"."steps"."panel_months"
),
judged as (
    select
        panel, year,
        count(*) filter (month_status = 'complete') as complete_months,
        case
            when count(*) filter (month_status = 'complete') = 12 then 'complete'
            when bool_and(month_status = 'gap') then 'gap'
            else 'incomplete'
        end as month_status
    from years
    group by panel, year
),
items as (
    select panel, unit, year, employer_cluster, posting_id, ai_level
    from "work"."main"."opening_months"
    join years using (panel, month)
    where is_first_of_text
),
specific as (
    select distinct posting_id
    from "work"."staging"."stg_mentions"
    where is_any and tier in ('core', 'specific')
),
rungs as (
    select panel, unit, year, 'in_duties' as definition, employer_cluster, count(*) as x
    from items
    where ai_level in ('uses', 'builds', 'governs')
    group by panel, unit, year, employer_cluster
    union all
    select panel, unit, year, 'specific' as definition, employer_cluster, count(*) as x
    from items
    join specific using (posting_id)
    group by panel, unit, year, employer_cluster
),
grid as (
    select panel, unit, year, definition, month_status, complete_months
    from judged
    cross join (values ('opening'), ('posting')) as units (unit)
    cross join (values ('in_duties'), ('specific')) as definitions (definition)
),
counted as (
    
    with sizes as (
        select panel, unit, year, employer_cluster, count(*) as n
        from items
        group by panel, unit, year, employer_cluster
    ),
    bases as (
        select
            panel, unit, year,
            sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n)::double as sum_nn
        from sizes
        group by panel, unit, year
    ),
    summed as (
        select
            panel, unit, year, definition,
            sum(x)::bigint as count, sum(x * x)::double as sum_xx, sum(x * n)::double as sum_xn
        from rungs
        join sizes using (panel, unit, year, employer_cluster)
        group by panel, unit, year, definition
    )
    select
        grid.*,
        coalesce(n, 0) as n, coalesce(employers, 0) as employers, coalesce(largest, 0) as largest, coalesce(sum_nn, 0) as sum_nn, coalesce(count, 0) as count, coalesce(sum_xx, 0) as sum_xx, coalesce(sum_xn, 0) as sum_xn
    from grid
    left join bases using (panel, unit, year)
    left join summed using (panel, unit, year, definition)

),
advertised as (
    select
        panel, year,
        count(distinct posting_id) as postings,
        count(distinct posting_id) filter (is_posting and is_it) as it_postings,
        count(distinct posting_id) filter (is_posting and is_it and ai_level is null) as unread_postings
    from "work"."steps"."posting_spells" as spells
    join "work"."steps"."panel_boards" using (source, board)
    join years using (panel, month)
    join (select posting_id, is_posting, is_it, ai_level from "work"."staging"."stg_postings") using (posting_id)
    group by panel, year
)
select
    panel, unit, definition, year, month_status as year_status, complete_months,
    coalesce(postings, 0) as postings,
    coalesce(it_postings, 0) as it_postings,
    n, count, share_pct, low_pct, high_pct, employers, deff,
    case
        when suppressed_because is not null and unread_postings > n then 'language not validated'
        else suppressed_because
    end as suppressed_because
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
left join advertised using (panel, year)