-- One row per panel, quarter, currency and period of pay: what the quarter's new IT openings offer that state base pay.
-- The middle of an opening's range, as posted, never converted; who states pay is a matter of laws, so compare with
-- `pay_posted_monthly`. The interval of the median takes an employer's openings as one answer where sizes differ.
{{ config(materialized='parts', part='quarter', grain='quarter') }}
with stated as (
    select
        panel, date_trunc('quarter', months.month)::date as quarter,
        pay_currency, pay_period, months.employer_cluster,
        (coalesce(pay_min, pay_max) + coalesce(pay_max, pay_min)) / 2 as pay
    from {{ ref('opening_months') }} as months
    join {{ ref('stg_postings') }} using (posting_id)
    where {{ in_part('months.month') }} and months.unit = 'opening' and is_first_of_text
        and coalesce(pay_min, pay_max) is not null and pay_currency is not null and pay_period is not null
),
sizes as (
    select panel, quarter, pay_currency, pay_period, employer_cluster, count(*) as n
    from stated
    group by panel, quarter, pay_currency, pay_period, employer_cluster
),
summed as (
    select
        panel, quarter, pay_currency, pay_period,
        sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n) / sum(n)::double as deff
    from sizes
    group by panel, quarter, pay_currency, pay_period
),
ranked as (
    select panel, quarter, pay_currency, pay_period, list(pay order by pay) as pays
    from stated
    group by panel, quarter, pay_currency, pay_period
),
judged as (
    select
        panel, quarter, month_status as quarter_status, pay_currency, pay_period, n, employers, deff, pays,
        {{ var('z') }} * sqrt(n * deff) / 2 as reach,
        case
            when n < {{ var('fewest_openings') }} then 'fewer than {{ var("fewest_openings") }} openings'
            when employers < {{ var('fewest_employers') }} then 'fewer than {{ var("fewest_employers") }} employers'
            when largest > n * {{ var('largest_employer_pct') }} / 100.0
                then 'one employer has more than {{ var("largest_employer_pct") }} %'
        end as suppressed_because
    from summed
    join ranked using (panel, quarter, pay_currency, pay_period)
    join {{ ref('panel_periods') }} as periods
        on periods.panel = summed.panel and periods.grain = 'quarter' and periods.period = summed.quarter
)
select
    panel, quarter, quarter_status, pay_currency, pay_period, n, employers,
    case when suppressed_because is null then list_aggregate(pays, 'quantile_cont', 0.25) end as quartile_pay,
    case when suppressed_because is null then list_aggregate(pays, 'quantile_cont', 0.5) end as median_pay,
    case when suppressed_because is null then list_aggregate(pays, 'quantile_cont', 0.75) end as upper_quartile_pay,
    case when suppressed_because is null then pays[greatest(1, floor(n / 2 - reach)::bigint)] end as low_median_pay,
    case when suppressed_because is null then pays[least(n, ceil(n / 2 + 1 + reach)::bigint)] end as high_median_pay,
    suppressed_because
from judged
