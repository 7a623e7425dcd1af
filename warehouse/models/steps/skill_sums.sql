-- One row per panel, unit, definition, month and skill that has openings in the month: what skill_share_monthly is made of.
{{ config(materialized='parts', part='month', grain='month') }}
with texts as (
    {{ cells(ref('opening_months'), 'text') }}
),
by_employer as (
    select month, cell, skill, count(*) filter (is_asked) as asked, count(*) as mentioned
    from texts
    join (select posting_id, skill, is_asked, is_any from {{ ref('opening_skills') }}) using (posting_id)
    where is_any
    group by month, cell, skill
),
hits as (
    select 'asked' as definition, skill, month, cell, asked as x
    from by_employer
    where asked > 0
    union all
    select 'any' as definition, skill, month, cell, mentioned as x
    from by_employer
)
select * from ({{ month_sums('hits', ['skill']) }})
