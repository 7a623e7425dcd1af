-- One row per opening and month in which a spell of it starts or is live: how many, and a hash of all that is counted of them.
-- Reposts look back: any spell of an opening counts in all its months.
{{ config(materialized='parts', grain='opening') }}
with latest as (
    select max(night) as night from {{ ref('board_nights') }}
),
described as (
    select
        spells.*,
        hash(spells.opening_id, posting_id, spells.source, spells.board, content_hash, employer_key, text_group_id) as content,
        sum(hash(posting_id, started_on)) over (partition by spells.opening_id) as past
    from {{ ref('spells') }} as spells
    join (select posting_id, content_hash, employer_key, text_group_id from {{ ref('stg_postings') }}) using (posting_id)
    where {{ has_changed('opening', 'spells') }}
),
facts as (
    select opening_id, month, 0 as live, hash('start', content, flow_on, started_on, is_repost, past) as fact
    from described
    where month is not null
    union all
    select
        opening_id,
        unnest(generate_series(
            least(month, {{ month('started_on') }}), {{ month('coalesce(ended_on, latest.night)') }}, interval 1 month
        ))::date as month,
        1 as live,
        hash('live', content) as fact
    from described
    cross join latest
)
select opening_id, month, sum(live)::bigint as live, sum(fact) as fact
from facts
group by opening_id, month
