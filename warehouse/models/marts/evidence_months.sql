-- One row per month of postings that mention a skill: how many mentions, and where publication puts them.
select posting_month as month, count(*) as mentions, null::varchar as file
from {{ ref('evidence') }}
group by posting_month
