-- One row per mart, panel, unit and period that does not count the employers of its own denominator.
{{ config(tags=['weekly']) }}
{% set monthly = {'ai_ladder_monthly': 'text', 'ai_level_monthly': 'text', 'skill_share_monthly': 'text',
                  'workplace_share_monthly': 'text', 'pay_posted_monthly': 'text', 'role_share_monthly': 'opening',
                  'place_share_monthly': 'opening'} %}
{% set longer = {'ai_ladder_weekly': 'week', 'ai_level_weekly': 'week', 'ai_ladder_quarterly': 'quarter',
                 'ai_level_quarterly': 'quarter', 'skill_share_quarterly': 'quarter', 'role_share_quarterly': 'quarter',
                 'ai_ladder_yearly': 'year'} %}
with flow as (
    select panel, unit, month, flow_on, employer_cluster, is_first_of_text
    from {{ ref('opening_months') }}
),
expected as (
    select
        basis.basis, grain.grain, panel, unit,
        date_trunc(grain, case when grain = 'week' then flow_on else month end)::date as period,
        count(distinct employer_cluster) as employers,
        count(*) as n
    from flow
    cross join (values ('text'), ('opening')) as basis (basis)
    cross join (values ('week'), ('month'), ('quarter'), ('year')) as grain (grain)
    where is_first_of_text or basis = 'opening'
    group by all
),
found as (
    {% for mart, basis in monthly.items() -%}
    select distinct '{{ mart }}' as mart, '{{ basis }}' as basis, 'month' as grain, panel, unit, month as period, employers, n
    from {{ ref(mart) }}
    union all
    {% endfor -%}
    {% for mart, grain in longer.items() -%}
    select distinct
        '{{ mart }}' as mart, '{{ 'opening' if mart == 'role_share_quarterly' else 'text' }}' as basis, '{{ grain }}' as grain,
        panel, unit, {{ grain }} as period, employers, n
    from {{ ref(mart) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
)
select mart, panel, unit, period, found.employers, expected.employers as counted_employers, found.n, expected.n as counted_n
from found
left join expected using (basis, grain, panel, unit, period)
where (found.employers, found.n) is distinct from (coalesce(expected.employers, 0), coalesce(expected.n, 0))
