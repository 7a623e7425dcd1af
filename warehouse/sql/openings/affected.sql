-- Everything connected with what moved, by old components and new links.
create or replace temp table affected as
with ends as (
    select posting_id from moved
    union
    select low from found.links where high in (from moved)
    union
    select high from found.links where low in (from moved)
)
select posting_id from ends
union
select posting_id
from found.members
where component in (select component from found.members semi join ends using (posting_id));
