-- One row per panel, unit, definition, month and kind of role: how the month's advertised IT roles divide over the kinds.
-- `own_evidence` keeps roles whose text speaks of them alone (single-role openings and role blocks): only there does a
-- traditional role's AI level say something of that role. `all_roles` takes every advertised role. Kinds add to 100 %.
{{ config(materialized='parts', part='month', grain='month') }}
with kinds as (
    select unnest(['ai_role', 'data_role', 'traditional_with_ai', 'traditional_without_ai']) as kind
),
items as (
    select
        panel, unit, opening_months.month, opening_months.employer_cluster,
        roles.scope = 'role_block' or postings.n_roles = 1 as has_own_evidence,
        case
            when roles.family in ('ai', 'ai_gig') then 'ai_role'
            when roles.family = 'ai_adjacent' then 'data_role'
            when roles.ai_level in ('uses', 'builds', 'governs') then 'traditional_with_ai'
            else 'traditional_without_ai'
        end as kind
    from {{ ref('opening_months') }} as opening_months
    join (select posting_id, n_roles from {{ ref('stg_postings') }}) as postings using (posting_id)
    join {{ ref('opening_roles') }} as roles using (posting_id)
    where {{ in_part('opening_months.month') }} and is_first_of_text and roles.role <> 'non_it'
),
defined as (
    select 'all_roles' as definition, * from items
    union all
    select 'own_evidence' as definition, * from items where has_own_evidence
),
hits as (
    select panel, unit, definition, month, kind, employer_cluster, count(*) as x
    from defined
    group by panel, unit, definition, month, kind, employer_cluster
),
grid as (
    select panel, unit, definition, month, month_status, kind
    from {{ ref('panel_months') }}
    cross join (values ('opening'), ('posting')) as units (unit)
    cross join (values ('all_roles'), ('own_evidence')) as definitions (definition)
    cross join kinds
    where {{ in_part('month') }}
),
counted as (
    {{ employer_sums('grid', 'defined', 'hits', ['panel', 'unit', 'definition', 'month'], ['kind']) }}
)
select
    panel, unit, definition, month, month_status, kind, n, count, share_pct, low_pct, high_pct, employers, deff,
    suppressed_because
from ({{ clustered_interval('counted') }})
