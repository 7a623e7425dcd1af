-- One row per panel, unit, definition and year: share of the year's new IT openings that are AI openings.
-- Pooled over the year's months that were read; complete only when all twelve are. A language that is not validated has
-- no AI level: its postings stand beside the denominator (`it_postings`), not in it.
{{ config(materialized='parts', part='year', grain='year') }}
with years as (
    select
        panel, month,
        date_trunc('year', month)::date as year,
        month_status
    from {{ ref('panel_months') }}
    where {{ in_part('month') }}
),
judged as (
    select
        panel, year,
        count(*) filter (month_status = 'complete') as complete_months,
        case
            when count(*) filter (month_status = 'complete') = 12 then 'complete'
            when bool_and(month_status = 'gap') then 'gap'
            else 'incomplete'
        end as month_status
    from years
    group by panel, year
),
items as (
    select panel, unit, year, employer_cluster, posting_id, ai_level
    from {{ ref('opening_months') }}
    join years using (panel, month)
    where {{ in_part('month') }} and is_first_of_text
),
specific as (
    select distinct posting_id
    from {{ ref('stg_mentions') }}
    where is_any and tier in ('core', 'specific') and posting_id in (select posting_id from items)
),
rungs as (
    select panel, unit, year, 'in_duties' as definition, employer_cluster, count(*) as x
    from items
    where ai_level in ({{ words('in_duties') }})
    group by panel, unit, year, employer_cluster
    union all
    select panel, unit, year, 'specific' as definition, employer_cluster, count(*) as x
    from items
    join specific using (posting_id)
    group by panel, unit, year, employer_cluster
),
grid as (
    select panel, unit, year, definition, month_status, complete_months
    from judged
    cross join (values ('opening'), ('posting')) as units (unit)
    cross join (values ('in_duties'), ('specific')) as definitions (definition)
),
counted as (
    {{ employer_sums('grid', 'items', 'rungs', ['panel', 'unit', 'year'], ['definition']) }}
),
advertised as (
    select
        panel, year,
        count(distinct posting_id) as postings,
        count(distinct posting_id) filter (is_posting and is_it) as it_postings,
        count(distinct posting_id) filter (is_posting and is_it and ai_level is null) as unread_postings
    from {{ ref('posting_spells') }} as spells
    join {{ ref('panel_boards') }} using (source, board)
    join years using (panel, month)
    join (select posting_id, is_posting, is_it, ai_level from {{ ref('stg_postings') }}) using (posting_id)
    where {{ in_part('month') }}
    group by panel, year
)
select
    panel, unit, definition, year, month_status as year_status, complete_months,
    coalesce(postings, 0) as postings,
    coalesce(it_postings, 0) as it_postings,
    n, count, share_pct, low_pct, high_pct, employers, deff,
    case
        when suppressed_because is not null and unread_postings > n then 'language not validated'
        else suppressed_because
    end as suppressed_because
from ({{ clustered_interval('counted') }})
left join advertised using (panel, year)
