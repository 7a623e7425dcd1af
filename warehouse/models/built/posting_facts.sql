-- One row per source, board and month in which spells of its postings start: how many, and a hash of all that is counted of them.
{{ config(materialized='parts', grain='board') }}
select
    spells.source, spells.board, month, count(*) as postings,
    sum(hash(posting_id, flow_on, started_on, content_hash, opening_id, employer_key, text_group_id)) as fact
from {{ ref('posting_spells') }} as spells
join {{ ref('stg_postings') }} using (posting_id)
where month is not null and {{ has_changed('board', 'spells') }}
group by spells.source, spells.board, month
