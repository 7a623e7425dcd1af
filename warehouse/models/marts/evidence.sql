-- One row per mention of a skill in a posting: where it stands and what the sentence says.
-- Sentences only, at most 200 characters: whole texts stay in the lake. Each row has the month by which it is kept.
{{ config(materialized='parts', part='posting_id', grain='posting') }}
select
    postings.opening_id,
    mentions.posting_id,
    coalesce(postings.month, date_trunc('month', postings.first_seen_on))::date as posting_month,
    mentions.skill,
    mentions.form,
    mentions.status,
    mentions.section,
    mentions.start_offset,
    mentions.end_offset,
    mentions.sentence,
    mentions.role_index
from {{ ref('stg_mentions') }} as mentions
join {{ ref('postings') }} as postings using (posting_id)
where {{ in_part('mentions.posting_id') }}
