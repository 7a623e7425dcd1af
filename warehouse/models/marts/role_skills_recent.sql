-- One row per panel, role and skill: what the last twelve complete months' openings of one role ask for.
-- Openings that advertise this role alone, so that the skill is the role's. The gap between two roles is the skills that
-- one asks for and the other does not; `all_pct` is the share among all IT openings of the same months.
with everything as (
    select panel, employer_cluster, posting_id
    from {{ ref('opening_months') }}
    join ({{ latest_year() }}) using (panel, month)
    where unit = 'opening' and is_first_of_text
),
totals as (
    select panel, count(*) as total
    from everything
    group by panel
),
asked_by_all as (
    select panel, skill, count(*) as asked
    from everything
    join {{ ref('opening_skills') }} using (posting_id)
    where is_asked
    group by panel, skill
),
items as (
    select panel, roles.role, employer_cluster, posting_id
    from everything
    join {{ ref('opening_roles') }} as roles using (posting_id)
    join (select posting_id, n_roles from {{ ref('postings') }}) using (posting_id)
    where n_roles = 1 and roles.role <> 'non_it'
),
hits as (
    select panel, role, skill, employer_cluster, count(*) as x
    from items
    join {{ ref('opening_skills') }} using (posting_id)
    where is_asked
    group by panel, role, skill, employer_cluster
),
grid as (
    select panel, role, 'opening' as unit, 'complete' as month_status, skill
    from (select distinct panel, role, skill from hits)
),
counted as (
    {{ employer_sums('grid', 'items', 'hits', ['panel', 'role'], ['skill']) }}
)
select
    panel, role, skill, n, count, share_pct, low_pct, high_pct, employers, deff,
    100.0 * asked / total as all_pct,
    suppressed_because
from ({{ clustered_interval('counted') }})
join asked_by_all using (panel, skill)
join totals using (panel)
