-- One row per mart, panel, unit and month whose n, or the sum of whose counts, is not what the flow itself gives.
-- Counted anew from opening_months and what is joined to it: a mart cannot drift from the rows an analyst counts.
{{ config(tags=['weekly']) }}
with flow as (
    select panel, unit, month, flow_on, posting_id, ai_level, is_first_of_text
    from {{ ref('opening_months') }}
),
stock as (
    select panel, 'opening' as unit, month, count(*) as n
    from {{ ref('stock_months') }}
    where is_first_of_text
    group by panel, month
),
paid as (
    select panel, unit, date_trunc('quarter', flow.month)::date as month, count(*) as n
    from flow
    join {{ ref('postings') }} using (posting_id)
    where unit = 'opening' and is_first_of_text
        and coalesce(pay_min, pay_max) is not null and pay_currency is not null and pay_period is not null
    group by all
),
weeks as (
    select panel, unit, {{ week('flow_on') }} as month, count(*) as n
    from flow
    where is_first_of_text
    group by all
),
quarters as (
    select panel, unit, date_trunc('quarter', month)::date as month, is_first_of_text, count(*) as n
    from flow
    group by all
),
texts as (
    select panel, unit, month, count(*) as n
    from flow
    where is_first_of_text
    group by panel, unit, month
),
openings as (
    select panel, unit, month, count(*) as n
    from flow
    group by panel, unit, month
),
skills as (
    select
        panel, unit, flow.month,
        count(*) filter (is_asked) as asked,
        count(*) filter (is_any) as mentioned
    from flow
    join {{ ref('opening_skills') }} using (posting_id)
    where is_first_of_text
    group by panel, unit, flow.month
),
titles as (
    select panel, unit, flow.month, count(distinct (posting_id, role)) as named
    from flow
    join {{ ref('opening_roles') }} using (posting_id)
    group by panel, unit, flow.month
),
levels as (
    select panel, unit, month, ai_level as definition, count(*) as counted
    from flow
    where is_first_of_text
    group by panel, unit, month, ai_level
),
expected as (
    select 'ai_level_monthly' as mart, panel, unit, month, n, n as counted from texts
    union all
    select 'ai_ladder_monthly', panel, unit, month, n, null from texts
    union all
    select 'workplace_share_monthly', panel, unit, month, n, null from texts
    union all
    select 'pay_posted_monthly', panel, unit, month, n, null from texts
    union all
    select 'place_share_monthly', panel, unit, month, n, null from openings
    union all
    select 'role_share_monthly', panel, unit, month, openings.n, named
    from openings
    left join titles using (panel, unit, month)
    union all
    select 'ai_level_stock_monthly', panel, unit, month, n, n from stock
    union all
    select 'pay_quarterly', panel, unit, month, null, n from paid
    union all
    select 'ai_ladder_weekly', panel, unit, month, n, null from weeks
    union all
    select 'ai_level_weekly', panel, unit, month, n, n from weeks
    union all
    select 'ai_ladder_quarterly', panel, unit, month, n, null from quarters where is_first_of_text
    union all
    select 'ai_level_quarterly', panel, unit, month, n, n from quarters where is_first_of_text
    union all
    select 'role_share_quarterly', panel, unit, month, sum(n), null from quarters group by all
    union all
    select 'skill_share_monthly asked', panel, unit, month, n, asked
    from texts
    join skills using (panel, unit, month)
    union all
    select 'skill_share_monthly any', panel, unit, month, n, mentioned
    from texts
    join skills using (panel, unit, month)
    union all
    select 'ai_level_monthly ' || definition, panel, unit, month, n, counted
    from levels
    join texts using (panel, unit, month)
),
found as (
    {% for mart, period in {
        'ai_ladder_weekly': 'week', 'ai_level_weekly': 'week', 'ai_ladder_quarterly': 'quarter',
        'ai_level_quarterly': 'quarter', 'role_share_quarterly': 'quarter', 'ai_level_stock_monthly': 'month',
    }.items() -%}
    select '{{ mart }}' as mart, panel, unit, {{ period }} as month, min(n) as n, max(n) as highest_n, sum(count) as counted
    from {{ ref(mart) }}
    group by panel, unit, {{ period }}
    union all
    {% endfor -%}
    select 'pay_quarterly' as mart, panel, 'opening' as unit, quarter as month, null as n, null as highest_n, sum(n) as counted
    from {{ ref('pay_quarterly') }}
    group by panel, quarter
    union all
    {% for mart in ['ai_level_monthly', 'ai_ladder_monthly', 'workplace_share_monthly', 'pay_posted_monthly', 'place_share_monthly', 'role_share_monthly'] -%}
    select '{{ mart }}' as mart, panel, unit, month, min(n) as n, max(n) as highest_n, sum(count) as counted
    from {{ ref(mart) }}
    group by panel, unit, month
    union all
    {% endfor -%}
    select 'skill_share_monthly ' || definition, panel, unit, month, min(n), max(n), sum(count)
    from {{ ref('skill_share_monthly') }}
    group by definition, panel, unit, month
    union all
    select 'ai_level_monthly ' || ai_level, panel, unit, month, min(n), max(n), sum(count)
    from {{ ref('ai_level_monthly') }}
    group by ai_level, panel, unit, month
)
select mart, panel, unit, month, expected.n, found.n as mart_n, expected.counted, found.counted as mart_counted
from expected
full join found using (mart, panel, unit, month)
where (
        greatest(abs(coalesce(found.n, 0) - coalesce(expected.n, 0)), abs(coalesce(found.highest_n, 0) - coalesce(expected.n, 0))) > 0
        and (expected.n is not null or found.counted > 0 or mart not like '% %')  -- a level or skill that nobody has
    )
    or (expected.counted is not null and found.counted is distinct from expected.counted)
