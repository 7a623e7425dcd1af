-- One row per panel, unit, definition, quarter and skill: share of the quarter's new IT openings that ask for the skill.
-- Pooled over the quarter's months that were read; complete only when all three are, a gap when none was.
with quarters as (
    select
        panel, month,
        date_trunc('quarter', month)::date as quarter,
        month_status as one_month_status
    from {{ ref('panel_months') }}
),
judged as (
    select
        panel, quarter,
        case
            when count(*) filter (one_month_status = 'complete') = 3 then 'complete'
            when bool_and(one_month_status = 'gap') then 'gap'
            else 'incomplete'
        end as month_status
    from quarters
    group by panel, quarter
),
periods as (
    select panel, month, quarter as period, month_status
    from quarters
    join judged using (panel, quarter)
)
select
    panel, unit, definition, period as quarter, month_status as quarter_status, skill,
    n, count, share_pct, low_pct, high_pct, employers, deff, suppressed_because
from ({{ pooled_skills('periods') }})
