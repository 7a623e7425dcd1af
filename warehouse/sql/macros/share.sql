-- One row per period of the panel: share of its new IT openings that ask for a skill, with its interval.
-- of: skill, role, level or definition. role: openings that advertise this role alone. country: openings with a place there.
{% import 'parts.sql' as parts with context %}
create macro share(
    what, panel := 'hn', "by" := 'month', "of" := 'skill', role := null, country := null, status := 'asked', unit := 'opening'
) as table
with {{ parts.question([("'of'", '"of"'), ('"of"', 'what')]) }},
{{ parts.denominator('"of"') }},
hits as ({{ parts.hits('what', '"of"') }}),
clusters as (
    select period, employer_cluster, count(*) as n, count(hits.posting_id) as x
    from texts
    left join hits using (posting_id)
    group by period, employer_cluster
),
counted as ({{ parts.summed('x') }})
select
    panel as panel,
    unit as unit,
    case "of" when 'skill' then status when 'role' then 'title' when 'level' then 'level' else what end as definition,
    what as what,
    period, month_status, n, count, share_pct, low_pct, high_pct, employers, deff, suppressed_because
from ({{ clustered_interval('counted') }})
order by period
