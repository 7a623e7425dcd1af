-- One row per table and id that two tables tell differently: what one says of another is counted anew.
{{ config(tags=['weekly']) }}
with openings as (
    select opening_id, count(*) as postings, min(first_seen_on) as first_seen_on, max(last_seen_on) as last_seen_on
    from {{ ref('postings') }}
    group by opening_id
),
spells as (
    select opening_id, count(*) as spells, min(month) as first_month, max(month) as last_month
    from {{ ref('spells') }}
    group by opening_id
),
employers as (
    select employer_key, count(*) as postings, count(distinct opening_id) as openings, count(*) filter (is_counted) as it_postings
    from {{ ref('postings') }}
    where employer_key is not null
    group by employer_key
),
boards as (
    select source, board, count(*) as postings
    from {{ ref('postings') }}
    group by source, board
),
nights as (
    select source, board, count(*) as nights, count(*) filter (is_read) as nights_read
    from {{ ref('coverage_nightly') }}
    group by source, board
),
languages as (
    select source, language, count(*) as postings, count(*) filter (is_counted) as counted, bool_or(ai_level is not null) as is_validated
    from {{ ref('postings') }}
    group by source, language
),
mentions as (
    select posting_id, skill, count(*) as mentions
    from {{ ref('evidence') }}
    group by posting_id, skill
),
titles as (
    select posting_id, count(*) as n_roles
    from {{ ref('opening_roles') }}
    group by posting_id
),
latest as (
    select panel, skill, n, count, 100.0 * count / n as pct
    from {{ ref('skill_share_recent') }}
    where unit = 'opening' and period = 'latest'
),
role_asks as (
    select panel, titles.role, count(*) as asked
    from {{ ref('opening_months') }} as months
    join ({{ latest_year() }}) using (panel, month)
    join {{ ref('opening_roles') }} as titles using (posting_id)
    join {{ ref('postings') }} as postings using (posting_id)
    join {{ ref('opening_skills') }} as skills using (posting_id)
    where months.unit = 'opening' and is_first_of_text and is_asked and postings.n_roles = 1 and titles.role <> 'non_it'
    group by panel, titles.role
),
flow as (
    select opening_id, posting_id, ai_level, employer_key, is_counted
    from {{ ref('postings') }}
)
select 'openings' as relation, opening_id::varchar as id
from openings
full join {{ ref('openings') }} as told using (opening_id)
left join spells using (opening_id)
where coalesce(spells.spells, 0) is distinct from told.spells
    or spells.first_month is distinct from told.first_month
    or spells.last_month is distinct from told.last_month
    or openings.postings is distinct from told.postings
    or openings.first_seen_on is distinct from told.first_seen_on
    or openings.last_seen_on is distinct from told.last_seen_on
union all
select 'coverage_nightly', source || '/' || board || '/' || told.night
from {{ ref('coverage_nightly') }} as told
full join {{ source('raw', 'coverage') }} as coverage using (night, source, board)
where (told.status, told.postings, told.crawl_id) is distinct from (coverage.status, coverage.postings, coverage.crawl_id)
union all
select 'coverage_nightly', source || '/' || board || '/' || told.night
from {{ ref('coverage_nightly') }} as told
join {{ ref('board_nights') }} as nights using (night, source, board)
where (told.is_read, told.is_observed) is distinct from (nights.is_read, nights.is_observed)
union all
select 'role_skills_recent', panel || '/' || role
from role_asks
full join (select panel, role, sum(count) as asked from {{ ref('role_skills_recent') }} group by panel, role) as told
    using (panel, role)
where role_asks.asked is distinct from told.asked
union all
select 'spell_survival_quarterly', panel || '/' || quarter
from {{ ref('spell_survival_quarterly') }}
group by panel, quarter
having count(*) <> 6 or min(n) <> max(n)
union all
select 'role_skills_recent', panel || '/' || skill
from {{ ref('role_skills_recent') }} as told
left join latest using (panel, skill)
where abs(told.all_pct - latest.pct) > 1e-9 or latest.pct is null
union all
select 'skill_pairs_recent', told.panel || '/' || told.skill || '/' || other_skill
from {{ ref('skill_pairs_recent') }} as told
left join latest as one on one.panel = told.panel and one.skill = told.skill
left join latest as other on other.panel = told.panel and other.skill = told.other_skill
where (told.n, told.skill_count, told.other_skill_count) is distinct from (one.n, one.count, other.count)
union all
select 'employers', employer_key
from employers
full join {{ ref('employers') }} as told using (employer_key)
where (employers.postings, employers.openings, employers.it_postings)
    is distinct from (told.postings, told.openings, told.it_postings)
union all
select 'boards', source || '/' || board
from boards
full join {{ ref('boards') }} as told using (source, board)
left join nights using (source, board)
where coalesce(boards.postings, 0) is distinct from told.postings
    or coalesce(nights.nights, 0) is distinct from told.nights
    or coalesce(nights.nights_read, 0) is distinct from told.nights_read
union all
select 'languages', source || '/' || coalesce(language, '')
from languages
full join {{ ref('languages') }} as told using (source, language)
where (languages.postings, languages.counted, languages.is_validated)
    is distinct from (told.postings, told.counted, told.is_validated)
union all
select 'opening_skills', posting_id || '/' || skill
from mentions
full join {{ ref('opening_skills') }} as told using (posting_id, skill)
where mentions.mentions is distinct from told.mentions
union all
select 'opening_roles', posting_id::varchar
from titles
full join {{ ref('postings') }} as told using (posting_id)
where coalesce(titles.n_roles, 0) < coalesce(told.n_roles, 0) and coalesce(told.n_roles, 0) < 255
union all
select 'opening_months', posting_id::varchar
from {{ ref('opening_months') }} as told
left join flow using (posting_id)
where told.opening_id is distinct from flow.opening_id
    or told.ai_level is distinct from flow.ai_level
    or told.employer_key is distinct from flow.employer_key
    or not flow.is_counted
    or date_trunc('month', told.flow_on) <> told.month
{% for table in ['opening_skills', 'opening_roles', 'evidence', 'posting_places', 'posting_versions'] -%}
union all
select '{{ table }}', posting_id::varchar
from {{ ref(table) }} as told
left join flow using (posting_id)
where told.opening_id is distinct from flow.opening_id
{% endfor %}
