-- The nights on which a listing showed a posting, as read. Known ones are looked for in the nights that arrived alone:
-- sightings are the longest table, and a night must not cost what the years before it hold.
create or replace temp table seen_here as
with told as (
    select distinct ids.posting_id, a.night
    from arrived as a
    join raw.posting_ids as ids using (source, board, ref)
),
known as (
    select posting_id, night
    from raw.sightings
    where not is_filled and night in (select night from told)
)
select posting_id, night
from told
anti join known using (posting_id, night);

insert into raw.sightings
select posting_id, night, false
from seen_here;

insert into seen_now
from seen_here;

insert into touched
select distinct source, board, night
from arrived;
