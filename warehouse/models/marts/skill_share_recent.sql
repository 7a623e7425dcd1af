-- One row per panel, unit, definition, period and skill: share of a year's new IT openings that ask for the skill.
-- `latest` is the panel's last twelve complete months, `previous` the twelve before: a month alone says little of a rare skill.
with complete_months as (
    select panel, month, row_number() over (partition by panel order by month desc) as age
    from {{ ref('panel_months') }}
    where month_status = 'complete'
),
periods as (
    select panel, month, 'complete' as month_status, case when age <= 12 then 'latest' else 'previous' end as period
    from complete_months
    where age <= 24
),
spans as (
    select panel, period, min(month) as first_month, max(month) as last_month, count(*) as months
    from periods
    group by panel, period
)
select
    panel, unit, definition, period, first_month, last_month, months, skill,
    n, count, share_pct, low_pct, high_pct, employers, deff, suppressed_because
from ({{ pooled_skills('periods') }})
join spans using (panel, period)
