-- One row per posting and skill it mentions, with its opening: count(distinct opening_id) counts openings.
-- The strongest status speaks for the skill: required before duty, preferred, context and negated.
{{ config(materialized='parts', part='posting_id', grain='posting') }}
with strongest as (
    select
        posting_id, skill,
        min(list_position(['required', 'duty', 'preferred', 'context', 'negated'], status)) as strength,
        count(*) as mentions
    from {{ ref('stg_mentions') }}
    where {{ in_part('posting_id') }}
    group by posting_id, skill
)
select
    postings.opening_id,
    posting_id,
    postings.source,
    postings.month,
    skill,
    ['required', 'duty', 'preferred', 'context', 'negated'][strength] as status,
    strength <= 3 as is_asked,
    strength <= 4 as is_any,
    mentions::integer as mentions
from strongest
join {{ ref('postings') }} as postings using (posting_id)
where {{ in_part('posting_id') }}
