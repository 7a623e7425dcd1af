-- One row per panel, unit, definition, month and skill: share of the month's new IT openings that ask for the skill.
-- `asked` counts required, preferred and duty, `any` every mention but a negated one. Copies of one text count once.
with texts as (
    {{ cells(ref('opening_months'), 'text') }}
),
by_employer as (
    select cell, skill, count(*) filter (is_asked) as asked, count(*) as mentioned
    from texts
    join {{ ref('opening_skills') }} using (posting_id)
    where is_any
    group by cell, skill
),
hits as (
    select 'asked' as definition, skill, cell, asked as x
    from by_employer
    where asked > 0
    union all
    select 'any' as definition, skill, cell, mentioned as x
    from by_employer
)
select
    panel, unit, definition, month, month_status, skill, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because
from ({{ shares('hits', ['skill'], 'text') }})
