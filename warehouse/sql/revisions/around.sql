-- One row per posting that shares an opening or a text with one that came or went, in the catalogue in use.
create or replace temp table around_taken as
with own as (
    select distinct opening_id, coalesce(text_group_id, posting_id) as text_group_id
    from postings
    where posting_id in (select posting_id from moved)
)
select posting_id
from postings
where opening_id in (select opening_id from own)
    or coalesce(text_group_id, posting_id) in (select text_group_id from own);
