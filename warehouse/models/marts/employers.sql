-- One row per employer whose name could be resolved, under the name it uses most.
{{ config(materialized='parts', grain='employer') }}
select
    employer_key,
    mode(employer order by employer) as employer,
    count(*) as postings,
    count(distinct opening_id) as openings,
    count(*) filter (is_counted) as it_postings,
    list(distinct source order by source) as sources,
    min(first_seen_on) as first_seen_on,
    max(last_seen_on) as last_seen_on
from {{ ref('postings') }}
where employer_key is not null and {{ has_changed('employer') }}
group by employer_key
