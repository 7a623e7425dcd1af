-- One row per table and thing that says other than what its columns are copied or counted from.
{{ config(tags=['weekly']) }}
with spelled as (
    select panel, date_trunc('quarter', coalesce(flow_on, started_on))::date as quarter, employer_cluster
    from {{ ref('spells') }} as spells
    join {{ ref('panel_boards') }} using (source, board)
    join {{ ref('stg_postings') }} as postings using (posting_id)
    where not {{ is_archive('spells.source') }}
        and postings.is_counted
        and (not is_left_truncated or days_before is not null)
),
survivals as (
    select panel, quarter, count(*) as n, count(distinct employer_cluster) as employers
    from spelled
    group by panel, quarter
),
texts as (
    select panel, unit, months.month, posting_id, employer_cluster, workplace, pay_currency, pay_period, pay_min, pay_max
    from {{ ref('opening_months') }} as months
    join {{ ref('postings') }} using (posting_id)
    where is_first_of_text
),
pays as (
    select
        panel, date_trunc('quarter', month)::date as quarter, pay_currency, pay_period,
        count(*) as n, count(distinct employer_cluster) as employers
    from texts
    where unit = 'opening' and coalesce(pay_min, pay_max) is not null and pay_currency is not null and pay_period is not null
    group by all
),
workplaces as (
    select panel, unit, month, sum(greatest(coalesce(len(workplace), 0), 1)) as counted
    from texts
    group by panel, unit, month
),
places as (
    select panel, unit, months.month, sum(greatest(coalesce(len(countries), 0), 1)) as counted
    from {{ ref('opening_months') }} as months
    join {{ ref('postings') }} using (posting_id)
    group by panel, unit, months.month
),
advertised as (
    select panel, unit, texts.month, count(*) as n
    from texts
    join {{ ref('opening_roles') }} as titles using (posting_id)
    where titles.role <> 'non_it'
    group by panel, unit, texts.month
),
reposted as (
    select panel, months.month, count(*) as n
    from {{ ref('opening_months') }} as months
    join {{ ref('spells') }} using (opening_id, posting_id, month)
    where unit = 'opening'
    group by panel, months.month
),
asked as (
    select panel, employer_cluster, posting_id, skill, is_ai
    from texts
    join ({{ latest_year() }}) using (panel, month)
    join {{ ref('opening_skills') }} using (posting_id)
    join {{ ref('skills') }} using (skill)
    where unit = 'opening' and is_asked
),
pairs as (
    select a.panel, a.skill, b.skill as other_skill, count(*) as count, count(distinct a.employer_cluster) as employers_both
    from asked as a
    join asked as b on a.panel = b.panel and a.posting_id = b.posting_id and a.skill < b.skill
    where a.is_ai or b.is_ai
    group by a.panel, a.skill, b.skill
    having count(distinct a.employer_cluster) >= {{ var('fewest_employers') }}
),
months as (
    select
        panel, date_trunc('year', period)::date as year,
        count(*) filter (month_status = 'complete') as complete,
        count(*) filter (month_status = 'gap') as gaps
    from {{ ref('panel_periods') }}
    where grain = 'month'
    group by panel, year
),
stated as (
    select panel, sum(complete) as complete, sum(gaps) as gaps
    from months
    group by panel
)
select 'postings' as relation, posting_id::varchar as id
from {{ ref('postings') }} as told
left join (select posting_id, month from {{ ref('posting_spells') }} where spell = 1) as spelt using (posting_id)
where told.month is distinct from spelt.month
{% for table in ['opening_skills', 'opening_roles'] -%}
union all
select '{{ table }}', posting_id::varchar
from {{ ref(table) }} as told
join (select posting_id, month from {{ ref('postings') }}) as postings using (posting_id)
where told.month is distinct from postings.month
{% endfor -%}
{% for table in ['opening_months', 'spells'] -%}
union all
select '{{ table }}', posting_id::varchar
from {{ ref(table) }}
anti join {{ ref('posting_spells') }} using (posting_id, month, flow_on)
where month is not null
{% endfor -%}
union all
select 'spells', opening_id::varchar
from {{ ref('spells') }} as told
join {{ ref('openings') }} as openings using (opening_id)
where told.postings > openings.postings
union all
select 'openings', told.opening_id::varchar
from {{ ref('openings') }} as told
join {{ ref('postings') }} as earliest on earliest.posting_id = told.opening_id
where (told.source, told.board, told.frame, told.employer, told.employer_key, told.title, told.n_roles, told.ai_level,
        told.language, told.is_counted)
    is distinct from (earliest.source, earliest.board, earliest.frame, earliest.employer, earliest.employer_key,
        earliest.title, earliest.n_roles, earliest.ai_level, earliest.language, earliest.is_counted)
union all
select 'posting_places', posting_id::varchar
from (
    select posting_id, count(*) as places
    from {{ source('raw', 'places') }}
    semi join {{ ref('stg_postings') }} using (posting_id)
    group by posting_id
) as given
full join (select posting_id, count(*) as places from {{ ref('posting_places') }} group by posting_id) as told using (posting_id)
where given.places is distinct from told.places
union all
select 'skills', skill
from {{ ref('skills') }} as told
full join {{ source('raw', 'skills') }} as given using (skill)
where (told.skill_group, told.tier, told.is_ai, told.since, told.retired)
    is distinct from (given.skill_group, given.tier, given.is_ai, given.since, given.retired)
union all
select 'panels', panel
from {{ ref('panels') }} as told
left join stated using (panel)
where (told.complete_months, told.gap_months) is distinct from (coalesce(stated.complete, 0), coalesce(stated.gaps, 0))
union all
select 'ai_ladder_yearly', panel || '/' || year
from {{ ref('ai_ladder_yearly') }} as told
left join months using (panel, year)
where told.complete_months is distinct from months.complete
union all
select 'ai_frozen_monthly', panel || '/' || month
from {{ ref('ai_frozen_monthly') }} as told
left join {{ ref('ai_ladder_monthly') }} as ladder using (panel, unit, definition, month)
where (told.n, told.count, told.low_pct, told.high_pct) is distinct from (ladder.n, ladder.count, ladder.low_pct, ladder.high_pct)
union all
select 'skill_share_recent', skill
from {{ ref('skill_share_recent') }}
anti join {{ ref('skills') }} using (skill)
union all
select 'role_skills_recent', panel || '/' || role
from {{ ref('role_skills_recent') }}
group by panel, role
having min(n) <> max(n) or min(employers) <> max(employers)
union all
select 'ai_level_stock_monthly', panel || '/' || month
from {{ ref('ai_level_stock_monthly') }}
group by panel, unit, month
having min(employers) <> max(employers)
union all
select 'repost_rate_monthly', panel || '/' || month
from (
    select panel, month, min(n) as n, max(n) as highest_n, min(employers) as fewest, max(employers) as most
    from {{ ref('repost_rate_monthly') }}
    group by panel, month
) as told
full join reposted using (panel, month)
where coalesce(reposted.n, 0) is distinct from told.n or told.highest_n <> told.n or told.fewest <> told.most
union all
select 'role_kind_share_monthly', panel || '/' || month
from {{ ref('role_kind_share_monthly') }} as told
left join advertised using (panel, unit, month)
where told.definition = 'all_roles' and coalesce(advertised.n, 0) <> told.n
union all
select 'workplace_share_monthly', panel || '/' || month
from (select panel, unit, month, sum(count) as counted from {{ ref('workplace_share_monthly') }} group by panel, unit, month) as told
left join workplaces using (panel, unit, month)
where coalesce(workplaces.counted, 0) <> told.counted
union all
select 'place_share_monthly', panel || '/' || month
from (select panel, unit, month, sum(count) as counted from {{ ref('place_share_monthly') }} group by panel, unit, month) as told
left join places using (panel, unit, month)
where coalesce(places.counted, 0) <> told.counted
union all
select 'pay_quarterly', panel || '/' || quarter
from {{ ref('pay_quarterly') }} as told
full join pays using (panel, quarter, pay_currency, pay_period)
where (told.n, told.employers) is distinct from (pays.n, pays.employers)
union all
select 'spell_survival_quarterly', panel || '/' || quarter
from {{ ref('spell_survival_quarterly') }} as told
full join survivals using (panel, quarter)
where (told.n, told.employers) is distinct from (survivals.n, survivals.employers)
union all
select 'skill_pairs_recent', panel || '/' || skill || '/' || other_skill
from {{ ref('skill_pairs_recent') }} as told
full join pairs using (panel, skill, other_skill)
where (told.count, told.employers_both) is distinct from (pairs.count, pairs.employers_both)
