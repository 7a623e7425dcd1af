{{ config(post_hook="delete from built.month_states where month in (select month from {{ this }} where is_changed)") }}
-- One row per month that a panel or a spell has or had: its postings, its state, and whether tables in parts have it otherwise.
-- The state holds all that the rows of a month come from: spells that start in it or are live in it, what is counted of their
-- postings, boards and panels.
with facts as (
    select month, sum(postings) as postings, sum(fact) as fact
    from {{ ref('posting_facts') }}
    group by month
    union all
    select month, sum(live) as postings, sum(fact) as fact
    from {{ ref('opening_facts') }}
    group by month
    union all
    select month, 0 as postings, hash('board', panel, source, board, month_status) as fact
    from {{ ref('panel_boards') }}
    join {{ ref('board_months') }} using (source, board)
    union all
    select month, 0 as postings, hash('panel', panel, month_status) as fact
    from {{ ref('panel_months') }}
    union all
    select month, 0 as postings, hash('week', panel, week, weeks.month_status) as fact
    from {{ ref('panel_months') }}
    join {{ ref('panel_weeks') }} as weeks using (panel)
    where week <= last_day(month) and week + 6 >= month
),
present as (
    select month, sum(postings)::bigint as postings, sum(fact) as state
    from facts
    group by month
)
select
    month,
    coalesce(postings, 0) as postings,
    present.state,
    present.state is distinct from built.state as is_changed
from present
full join {{ source('built', 'month_states') }} as built using (month)
