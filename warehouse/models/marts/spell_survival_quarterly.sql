-- One row per panel, quarter and day: share of the quarter's advertisings on boards that last longer than so many days.
-- Kaplan and Meier: what is still advertised is censored, what was already open joins at the age the source gives
-- (without one it is left out). Greenwood's interval on the log-log scale, of spells, not of employers. Threads have no end.
with spells as (
    select
        panel, date_trunc('quarter', coalesce(flow_on, started_on))::date as quarter, postings.employer_cluster,
        coalesce(days_before, 0) as entered,
        coalesce(days_before, 0) + days as lasted,
        not is_right_censored as is_over
    from {{ ref('spells') }} as spells
    join {{ ref('panel_boards') }} using (source, board)
    join {{ ref('stg_postings') }} as postings using (posting_id)
    where not {{ is_archive('spells.source') }}
        and postings.is_counted
        and (not is_left_truncated or days_before is not null)
),
sizes as (
    select panel, quarter, employer_cluster, count(*) as n
    from spells
    group by panel, quarter, employer_cluster
),
summed as (
    select panel, quarter, sum(n)::bigint as n, count(*) as employers, max(n) as largest
    from sizes
    group by panel, quarter
),
days as (
    select unnest(range(1, 181)) as day
),
ends as (
    select panel, quarter, lasted as day, count(*) as gone, count(*) filter (is_over) as ended
    from spells
    group by panel, quarter, lasted
),
joins as (
    select panel, quarter, entered + 1 as day, count(*) as joined
    from spells
    group by panel, quarter, entered
),
daily as (
    select
        panel, quarter, day,
        coalesce(sum(joined) over so_far, 0) - coalesce(sum(gone) over before, 0) as at_risk,
        coalesce(ended, 0) as ended
    from summed
    cross join days
    left join joins using (panel, quarter, day)
    left join ends using (panel, quarter, day)
    window so_far as (partition by panel, quarter order by day rows between unbounded preceding and current row),
        before as (partition by panel, quarter order by day rows between unbounded preceding and 1 preceding)
),
survived as (
    select
        panel, quarter, day, at_risk,
        product(1 - coalesce(ended / nullif(at_risk, 0)::double, 0)) over so_far as survival,
        sum(coalesce(ended / nullif(at_risk * (at_risk - ended), 0)::double, 0)) over so_far as greenwood
    from daily
    window so_far as (partition by panel, quarter order by day rows between unbounded preceding and current row)
),
judged as (
    select
        panel, quarter, month_status as quarter_status, day, n, employers, at_risk, survival,
        {{ var('z') }} * sqrt(greenwood) / nullif(abs(ln(nullif(survival, 0))), 0) as reach,
        case
            when n < {{ var('fewest_openings') }} then 'fewer than {{ var("fewest_openings") }} spells'
            when employers < {{ var('fewest_employers') }} then 'fewer than {{ var("fewest_employers") }} employers'
            when largest > n * {{ var('largest_employer_pct') }} / 100.0
                then 'one employer has more than {{ var("largest_employer_pct") }} %'
            when at_risk < {{ var('fewest_employers') }} then 'fewer than {{ var("fewest_employers") }} at risk'
        end as suppressed_because
    from survived
    join summed using (panel, quarter)
    join {{ ref('panel_periods') }} as periods
        on periods.panel = survived.panel and periods.grain = 'quarter' and periods.period = survived.quarter
    where day in (7, 14, 30, 60, 90, 180)
)
select
    panel, quarter, quarter_status, day, n, employers, at_risk,
    case when suppressed_because is null then 100 * survival end as survival_pct,
    case when suppressed_because is null then 100 * coalesce(pow(survival, exp(reach)), survival) end as low_pct,
    case when suppressed_because is null then 100 * coalesce(pow(survival, exp(-reach)), survival) end as high_pct,
    suppressed_because
from judged
