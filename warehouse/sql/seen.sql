-- The nights on which a listing showed a posting, as read.
insert into raw.sightings
select distinct ids.posting_id, a.night, false
from arrived as a
join raw.posting_ids as ids using (source, board, ref)
anti join raw.sightings as s on s.posting_id = ids.posting_id and s.night = a.night and not s.is_filled;

insert into touched
select distinct source, board, night
from arrived;
