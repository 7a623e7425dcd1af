-- One row per panel, unit, definition, period and skill: share of a year's new IT openings that ask for the skill.
-- `latest` is the panel's last twelve complete months, `previous` the twelve before: a month alone says little of a rare skill.
with complete_months as (
    select panel, month, row_number() over (partition by panel order by month desc) as age
    from {{ ref('panel_months') }}
    where month_status = 'complete'
),
periods as (
    select panel, month, case when age <= 12 then 'latest' else 'previous' end as period
    from complete_months
    where age <= 24
),
spans as (
    select panel, period, min(month) as first_month, max(month) as last_month, count(*) as months
    from periods
    group by panel, period
),
items as (
    select panel, unit, period, employer_cluster, posting_id
    from {{ ref('opening_months') }}
    join periods using (panel, month)
    where is_first_of_text
),
employer_periods as (
    select panel, unit, period, employer_cluster, count(*) as n
    from items
    group by panel, unit, period, employer_cluster
),
bases as (
    select
        panel, unit, period,
        sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n)::double as sum_nn
    from employer_periods
    group by panel, unit, period
),
hits as (
    select panel, unit, period, skill, employer_cluster, count(*) as x
    from items
    join {{ ref('opening_skills') }} using (posting_id)
    where is_asked
    group by panel, unit, period, skill, employer_cluster
),
summed as (
    select
        panel, unit, period, skill,
        sum(x)::bigint as count, sum(x * x)::double as sum_xx, sum(x * n)::double as sum_xn
    from hits
    join employer_periods using (panel, unit, period, employer_cluster)
    group by panel, unit, period, skill
),
keys as (
    select distinct panel, unit, skill from summed
),
counted as (
    select
        panel, unit, 'asked' as definition, period, first_month, last_month, months, skill,
        'complete' as month_status, n, employers, largest, sum_nn,
        coalesce(count, 0) as count, coalesce(sum_xx, 0) as sum_xx, coalesce(sum_xn, 0) as sum_xn
    from bases
    join spans using (panel, period)
    join keys using (panel, unit)
    left join summed using (panel, unit, period, skill)
)
select
    panel, unit, definition, period, first_month, last_month, months, skill,
    n, count, share_pct, low_pct, high_pct, employers, deff, suppressed_because
from ({{ clustered_interval('counted') }})
