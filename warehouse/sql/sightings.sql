-- Fills in the sightings of boards that were unchanged, and dates the first and last sighting of every posting.

-- One row per unchanged night: the latest complete night of the board before it.
create or replace temp table unchanged_now as
select u.source, u.board, u.night, c.night as complete_night
from raw.coverage as u
asof join (select source, board, night from raw.coverage where status = 'complete') as c
    on c.source = u.source and c.board = u.board and c.night < u.night
where u.status = 'unchanged';

-- The unchanged nights to fill in anew: they are new, rest on another complete night, or something arrived for either.
create or replace temp table unfilled as
select n.*
from unchanged_now as n
left join raw.unchanged_nights as known using (source, board, night)
where known.complete_night is distinct from n.complete_night
    or (n.source, n.board, n.complete_night) in (select (source, board, night) from touched)
    or (n.source, n.board, n.night) in (select (source, board, night) from touched);

create or replace temp table emptied as
select source, board, night from unfilled
union
select source, board, night from raw.unchanged_nights
anti join unchanged_now using (source, board, night);

delete from raw.sightings as s
using (
    select ids.posting_id, e.night
    from emptied as e
    join raw.posting_ids as ids using (source, board)
) as gone
where s.is_filled and s.posting_id = gone.posting_id and s.night = gone.night;

create or replace temp table filled_here as
with known as (
    select posting_id, night
    from raw.sightings
    where night in (select night from unfilled)
)
select seen.posting_id, u.night
from unfilled as u
join raw.posting_ids as ids using (source, board)
join raw.sightings as seen
    on seen.posting_id = ids.posting_id and seen.night = u.complete_night and not seen.is_filled
anti join known on known.posting_id = seen.posting_id and known.night = u.night;

insert into raw.sightings
select posting_id, night, true
from filled_here;

insert into seen_now
from filled_here;

delete from raw.unchanged_nights;

insert into raw.unchanged_nights
select source, board, night, complete_night
from unchanged_now;

-- First and last sighting: moved by what is new; looked for among all sightings only where one was taken out.
update raw.postings as p
set first_seen_on = least(p.first_seen_on, s.first_on), last_seen_on = greatest(p.last_seen_on, s.last_on)
from (
    select posting_id, min(night) as first_on, max(night) as last_on
    from seen_now
    group by posting_id
) as s
where p.posting_id = s.posting_id
    and (p.first_seen_on, p.last_seen_on)
        is distinct from (least(p.first_seen_on, s.first_on), greatest(p.last_seen_on, s.last_on));

update raw.postings as p
set first_seen_on = s.first_on, last_seen_on = s.last_on
from (
    select posting_id, min(night) as first_on, max(night) as last_on
    from raw.sightings
    where posting_id in (select posting_id from raw.posting_ids semi join emptied using (source, board))
    group by posting_id
) as s
where p.posting_id = s.posting_id
    and (p.first_seen_on is distinct from s.first_on or p.last_seen_on is distinct from s.last_on);
