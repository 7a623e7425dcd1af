-- One row per opening: the job behind one or more postings, as its earliest posting describes it.
-- Open as long as one of its postings is; a thread's comment is never closed.
{{ config(materialized='parts', grain='opening') }}
with members as (
    select
        opening_id,
        count(*) as postings,
        list(distinct source order by source) as sources,
        min(first_seen_on) as first_seen_on,
        max(last_seen_on) as last_seen_on,
        case when bool_and(closed_on is not null) then max(closed_on) end as closed_on
    from {{ ref('postings') }}
    where {{ has_changed('opening') }}
    group by opening_id
),
places as (
    select opening_id, list(distinct country order by country) as countries
    from (select opening_id, unnest(countries) as country from {{ ref('postings') }} where {{ has_changed('opening') }})
    group by opening_id
),
advertised as (
    select
        opening_id,
        count(*) as spells,
        min(month) as first_month,
        max(month) as last_month,
        bool_or(is_left_truncated) as is_left_truncated,
        count(distinct started_on) filter (is_repost) as reposts,
        max(days + coalesce(days_before, 0)) as longest_days
    from {{ ref('spells') }}
    where {{ has_changed('opening') }}
    group by opening_id
)
select
    members.opening_id,
    earliest.source,
    earliest.board,
    earliest.frame,
    earliest.employer,
    earliest.employer_key,
    earliest.title,
    earliest.n_roles,
    earliest.ai_level,
    earliest.language,
    earliest.is_counted,
    members.sources,
    coalesce(places.countries, []) as countries,
    earliest.workplace,
    earliest.seniority,
    members.postings,
    coalesce(advertised.spells, 0) as spells,
    coalesce(advertised.reposts, 0) as reposts,
    coalesce(advertised.reposts >= {{ var('often_reposted') }}, false) as is_reposted_often,
    coalesce(advertised.longest_days > {{ var('long_days') }}, false) as is_long_running,
    advertised.first_month,
    advertised.last_month,
    coalesce(advertised.is_left_truncated, false) as is_left_truncated,
    members.first_seen_on,
    members.last_seen_on,
    members.closed_on
from members
join {{ ref('postings') }} as earliest on earliest.posting_id = members.opening_id
left join places on places.opening_id = members.opening_id
left join advertised on advertised.opening_id = members.opening_id
