-- One row per period (now, before), slice of the panel (all, one role, one country) and skill: what an interval needs.
-- The same openings as the macro `share` counts: copies of one text once a month, of roles the single-role openings.
with periods as (
    select unnest(['now', 'before']) as period, unnest([$now, $before]::date[]) as first_month,
        unnest([$last, $before_last]::date[]) as last_month
),
flow as (
    select periods.period, months.month, months.posting_id, months.employer_cluster, months.is_first_of_text,
        postings.text_group_id, postings.countries, postings.n_roles
    from opening_months as months
    join postings using (posting_id)
    join periods on months.month between periods.first_month and periods.last_month
    where months.panel = $panel and months.unit = 'opening' and months.month_status = 'complete'
),
sliced as (
    select 'all' as kind, 'all' as value, period, month, posting_id, employer_cluster, text_group_id
    from flow
    where is_first_of_text
    union all
    select distinct 'role', roles.role, period, flow.month, posting_id, employer_cluster, text_group_id
    from flow
    join opening_roles as roles using (posting_id)
    where n_roles = 1 and period = 'now'
    union all
    select 'place', unnest(countries), period, month, posting_id, employer_cluster, text_group_id
    from flow
    where period = 'now'
),
texts as (
    select *
    from sliced
    qualify row_number() over (
        partition by kind, value, period, month, coalesce(text_group_id, posting_id) order by posting_id
    ) = 1
),
sizes as (
    select kind, value, period, employer_cluster, count(*) as n
    from texts
    group by all
),
slices as (
    select
        kind, value, period, sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n)::double as sum_nn
    from sizes
    group by all
    having sum(n) >= $fewest
),
asked as (
    select distinct posting_id, skill
    from opening_skills
    where is_asked
),
hits as (
    select kind, value, period, skill, employer_cluster, count(*) as x
    from texts
    semi join slices using (kind, value, period)
    join asked using (posting_id)
    group by all
)
select
    kind, value, period, skill,
    any_value(slices.n) as n, sum(x)::bigint as count, any_value(employers) as employers,
    any_value(largest) as largest, any_value(slices.sum_nn) as sum_nn,
    sum(x * x)::double as sum_xx, sum(x * sizes.n)::double as sum_xn
from hits
join sizes using (kind, value, period, employer_cluster)
join slices using (kind, value, period)
group by all
having sum(x) >= $least or (kind = 'all' and period = 'before')
order by kind, value, period, skill
